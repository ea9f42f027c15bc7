// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/backends/pulse/pulse_backend.h"

#include "engine/backends/pulse/pulse_connection.h"
#include "engine/backends/pulse/pulse_devices.h"
#include "engine/backends/pulse/pulse_input.h"
#include "engine/backends/pulse/pulse_output.h"

#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace headroom {

namespace {

/// Tells the listener of a backend what happens on its connections.
class Relay final : public BackendListener {
public:
    void setListener(BackendListener* listener) {
        const std::scoped_lock lock(mutex_);
        listener_ = listener;
    }
    /// The next loss is news again.
    void connected() {
        const std::scoped_lock lock(mutex_);
        lost_ = false;
    }

    void devicesChanged() override {
        const std::scoped_lock lock(mutex_);
        if (listener_ != nullptr)
            listener_->devicesChanged();
    }
    void serverLost(const Error& error) override {
        const std::scoped_lock lock(mutex_);
        if (!std::exchange(lost_, true) && listener_ != nullptr)
            listener_->serverLost(error);
    }
    void streamLost(std::uint64_t streamTag, const Error& error) override {
        const std::scoped_lock lock(mutex_);
        if (listener_ != nullptr)
            listener_->streamLost(streamTag, error);
    }

private:
    std::mutex mutex_; ///< held while the listener is told, which only posts
    BackendListener* listener_ = nullptr;
    bool lost_ = false;
};

/// Each input has a connection of its own, and so a device thread of its own; outputs share one, made with
/// the first. PipeWire's PulseAudio server (0.3.65) keeps what an input records back for seconds where other
/// streams on the same connection are busy, inputs as well as outputs: 16 recorders beside 16 players stalled
/// in 6 of 11 runs, and in none of 8 apart. PulseAudio takes 64 connections, so that outputs do not have one
/// each.
class PulseBackend final : public Backend {
public:
    explicit PulseBackend(const Clock& clock)
        : clock_(clock),
          connection_(std::make_shared<pulse::Connection>()),
          outputs_(std::make_shared<pulse::Connection>()) {
        connection_->setListener(&relay_);
        outputs_->setListener(&relay_);
    }
    // A stream may keep its connection alive; the listener goes with the backend.
    ~PulseBackend() override {
        connection_->setListener(nullptr);
        outputs_->setListener(nullptr);
        for (const auto& inputs : inputs_)
            if (const auto connection = inputs.lock())
                connection->setListener(nullptr);
    }

    [[nodiscard]] std::string_view name() const override { return "pulse"; }

    Result<void> connect(std::chrono::milliseconds timeout) override {
        if (auto done = connection_->connect(timeout); !done)
            return done;
        hasOutputs_ = hasOutputs_ && outputs_->connected(); // else made again with the next one
        relay_.connected();
        return {};
    }
    [[nodiscard]] bool connected() const override {
        return connection_->connected() && (!hasOutputs_ || outputs_->connected());
    }
    void setListener(BackendListener* listener) override { relay_.setListener(listener); }

    [[nodiscard]] Result<std::vector<Device>> devices() override {
        const pulse::Deadline deadline(pulse::answerTimeout);
        const pulse::Connection::Lock lock(*connection_);
        return pulse::listDevices(*connection_, deadline);
    }

    [[nodiscard]] Result<std::unique_ptr<InputStream>> openInput(const InputRequest& request) override {
        if (!connection_->connected())
            return Error{ErrorKind::ServerDown, request.deviceId, {}, {}};
        auto own = std::make_shared<pulse::Connection>();
        own->setProgramName(programName_);
        own->setListener(&relay_);
        if (auto connected = own->connect(pulse::answerTimeout); !connected) {
            own->setListener(nullptr);
            return connected.error();
        }
        std::erase_if(inputs_, [](const auto& connection) { return connection.expired(); });
        inputs_.push_back(own);
        return withOffers(pulse::Input::open(own, clock_, request),
                          [](const Device& device) { return device.isInput(); });
    }
    [[nodiscard]] Result<std::unique_ptr<OutputStream>> openOutput(const OutputRequest& request) override {
        if (!connection_->connected())
            return Error{ErrorKind::ServerDown, request.deviceId, {}, {}};
        if (auto connected = outputs_->connect(pulse::answerTimeout); !connected)
            return connected.error();
        hasOutputs_ = true;
        return withOffers(pulse::Output::open(outputs_, clock_, request),
                          [](const Device& device) { return !device.isInput(); });
    }

    void setProgramName(const std::string& name) override {
        programName_ = name;
        connection_->setProgramName(name);
        outputs_->setProgramName(name);
        for (const auto& inputs : inputs_)
            if (const auto connection = inputs.lock())
                connection->setProgramName(name);
    }

private:
    /// A device that is not there is told with what there is instead.
    template <typename Opened, typename Fits>
    Opened withOffers(Opened stream, Fits fits) {
        if (stream || stream.error().kind != ErrorKind::NoSuchDevice)
            return stream;
        Error error = stream.error();
        if (const auto all = devices())
            for (const Device& device : all.value())
                if (fits(device))
                    error.offers.push_back(device.name + " (" + device.id + ")");
        return error;
    }

    const Clock& clock_;
    Relay relay_;
    std::string programName_;
    std::shared_ptr<pulse::Connection> connection_; ///< for questions and announcements
    std::shared_ptr<pulse::Connection> outputs_;
    bool hasOutputs_ = false;                              ///< outputs_ was connected
    std::vector<std::weak_ptr<pulse::Connection>> inputs_; ///< they live as long as their streams
};

} // namespace

std::unique_ptr<Backend> makePulseBackend(const Clock& clock) {
    return std::make_unique<PulseBackend>(clock);
}

} // namespace headroom
