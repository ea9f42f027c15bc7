// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/soundcard/connection.h"

#include "engine/backends/registry.h"
#include "engine/core/stream_format.h"
#include "engine/core/text.h"
#include "engine/soundcard/soundcard.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

#if defined(__unix__) || defined(__APPLE__)
#include <unistd.h>
#endif
#if defined(__GLIBC__)
#include <cerrno>
#endif

namespace headroom::soundcard {

namespace {

constexpr std::chrono::milliseconds connectTimeout{5000};

long processNumber() {
#if defined(__unix__) || defined(__APPLE__)
    return static_cast<long>(::getpid());
#else
    return 0;
#endif
}

std::string nameOfProgram() {
#if defined(__GLIBC__)
    if (program_invocation_short_name != nullptr && *program_invocation_short_name != '\0')
        return validUtf8(program_invocation_short_name);
#endif
    return "Headroom";
}

/// What the whole process shares.
struct Process {
    const long number = processNumber();
    const SystemClock clock; ///< before the connection, which must end first
    std::mutex mutex;
    std::string programName = nameOfProgram();
    std::shared_ptr<Connection> connection;
};

Process& process() {
    static Process all;
    return all;
}

Error outOfRange(std::string what, std::string range) {
    return Error{ErrorKind::InvalidArgument, std::move(what), {std::move(range)}, {}};
}

} // namespace

void StreamState::lose(const Error& error) {
    const std::scoped_lock lock(mutex_);
    if (!loss_)
        loss_ = error;
}

std::optional<Error> StreamState::loss() const {
    const std::scoped_lock lock(mutex_);
    return loss_;
}

Connection::Connection(std::unique_ptr<Backend> backend, const Clock& clock)
    : clock_(clock), backend_(std::move(backend)) {
    backend_->setListener(this);
}

Connection::~Connection() {
    backend_->setListener(nullptr);
}

Result<std::shared_ptr<Connection>> Connection::current() {
    Process& all = process();
    // Looked at before the lock: another thread of the parent may have held it.
    if (all.number != processNumber())
        return Error{ErrorKind::BackendFailed, {}, {}, "not usable after fork"};
    const std::scoped_lock lock(all.mutex);
    if (!all.connection) {
        const char* wanted = std::getenv("HEADROOM_BACKEND");
        const std::string name = wanted != nullptr && *wanted != '\0' ? wanted : platformBackendName();
        auto backend = makeBackend(name, all.clock);
        if (!backend)
            return backend.error();
        all.connection = std::make_shared<Connection>(std::move(backend).value(), all.clock);
        all.connection->setProgramName(all.programName);
    }
    return all.connection;
}

void Connection::setCurrent(std::shared_ptr<Connection> connection) {
    Process& all = process();
    const std::scoped_lock lock(all.mutex);
    if (connection)
        connection->setProgramName(all.programName);
    // The former one ends outside the lock, where nobody else has it.
    std::swap(all.connection, connection);
}

Result<void> Connection::connect() {
    if (backend_->connected())
        return {};
    return backend_->connect(connectTimeout);
}

void Connection::exclusively(const std::function<void()>& use) {
    const std::scoped_lock lock(mutex_);
    use();
}

void Connection::setProgramName(const std::string& name) {
    const std::scoped_lock lock(mutex_);
    backend_->setProgramName(name);
}

Connection::Ticket Connection::newTicket() {
    const std::scoped_lock lock(statesMutex_);
    std::erase_if(states_, [](const auto& entry) { return entry.second.expired(); });
    Ticket ticket{++lastTag_, std::make_shared<StreamState>()};
    states_[ticket.tag] = ticket.state;
    return ticket;
}

void Connection::serverLost(const Error& error) {
    const std::scoped_lock lock(statesMutex_);
    for (const auto& [tag, state] : states_)
        if (const auto held = state.lock())
            held->lose(error);
}

void Connection::streamLost(std::uint64_t streamTag, const Error& error) {
    const std::scoped_lock lock(statesMutex_);
    if (const auto it = states_.find(streamTag); it != states_.end())
        if (const auto held = it->second.lock())
            held->lose(error);
}

template <typename Request>
Result<Request> requestOf(const Device& device, const StreamOptions& options, std::uint64_t tag) {
    if (options.sampleRate && (*options.sampleRate < minRate || *options.sampleRate > maxRate))
        return outOfRange("sampleRate", std::to_string(minRate) + " to " + std::to_string(maxRate));
    if (options.blockSize && *options.blockSize == 0)
        return outOfRange("blockSize", "1 or more");
    if (!(options.bufferSeconds >= 0.1 && options.bufferSeconds <= 600.0))
        return outOfRange("bufferSeconds", "0.1 to 600");
    Request request;
    request.deviceId = device.id;
    request.rate = options.sampleRate;
    request.blockFrames = options.blockSize;
    request.exclusive = options.exclusiveMode;
    request.streamTag = tag;
    return request;
}
template Result<InputRequest> requestOf(const Device&, const StreamOptions&, std::uint64_t);
template Result<OutputRequest> requestOf(const Device&, const StreamOptions&, std::uint64_t);

Result<MapSpec> specOf(const ChannelMap& map) {
    std::string text;
    for (const ChannelSpecifier& entry : map) {
        // One entry with a comma in it would be read as two.
        if (entry.word().find(',') != std::string::npos)
            return Error{ErrorKind::BadChannelMap, validUtf8(entry.word()), {}, {}};
        text += (text.empty() ? "" : ",") + entry.word();
    }
    return parseChannelMap(text);
}

std::string programName() {
    Process& all = process();
    const std::scoped_lock lock(all.mutex);
    return all.programName;
}

void setProgramName(const std::string& name) {
    std::shared_ptr<Connection> connection;
    {
        Process& all = process();
        const std::scoped_lock lock(all.mutex);
        all.programName = validUtf8(name);
        connection = all.connection;
    }
    if (connection)
        connection->setProgramName(validUtf8(name));
}

Result<void> useBackend(std::string_view name) {
    auto backend = makeBackend(name, process().clock);
    if (!backend)
        return backend.error();
    Connection::setCurrent(std::make_shared<Connection>(std::move(backend).value(), process().clock));
    return {};
}

} // namespace headroom::soundcard
