// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/backends/pulse/pulse_backend.h"

#include "engine/backends/pulse/pulse_connection.h"
#include "engine/backends/pulse/pulse_devices.h"
#include "engine/backends/pulse/pulse_input.h"
#include "engine/backends/pulse/pulse_output.h"

#include <mutex>
#include <utility>

namespace headroom {

namespace {

/// Tells the listener of a backend what happens on its two connections.
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

/// Outputs have a connection of their own, made with the first one. PipeWire's PulseAudio server (0.3.65)
/// hands out what an input records with seconds of delay where an output on the same connection asks for
/// data.
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
        return withOffers(pulse::Input::open(connection_, clock_, request),
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
        connection_->setProgramName(name);
        outputs_->setProgramName(name);
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
    std::shared_ptr<pulse::Connection> connection_; ///< of everything but outputs
    std::shared_ptr<pulse::Connection> outputs_;
    bool hasOutputs_ = false; ///< outputs_ was connected
};

} // namespace

std::unique_ptr<Backend> makePulseBackend(const Clock& clock) {
    return std::make_unique<PulseBackend>(clock);
}

} // namespace headroom
