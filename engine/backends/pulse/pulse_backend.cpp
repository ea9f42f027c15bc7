// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/backends/pulse/pulse_backend.h"

#include "engine/backends/pulse/pulse_connection.h"
#include "engine/backends/pulse/pulse_devices.h"
#include "engine/backends/pulse/pulse_input.h"
#include "engine/backends/pulse/pulse_output.h"

namespace headroom {

namespace {

class PulseBackend final : public Backend {
public:
    explicit PulseBackend(const Clock& clock)
        : clock_(clock), connection_(std::make_shared<pulse::Connection>()) {}
    // A stream may keep the connection alive; its listener goes with the backend.
    ~PulseBackend() override { connection_->setListener(nullptr); }

    [[nodiscard]] std::string_view name() const override { return "pulse"; }

    Result<void> connect(std::chrono::milliseconds timeout) override { return connection_->connect(timeout); }
    [[nodiscard]] bool connected() const override { return connection_->connected(); }
    void setListener(BackendListener* listener) override { connection_->setListener(listener); }

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
        return withOffers(pulse::Output::open(connection_, clock_, request),
                          [](const Device& device) { return !device.isInput(); });
    }

    void setProgramName(const std::string& name) override { connection_->setProgramName(name); }

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
    std::shared_ptr<pulse::Connection> connection_;
};

} // namespace

std::unique_ptr<Backend> makePulseBackend(const Clock& clock) {
    return std::make_unique<PulseBackend>(clock);
}

} // namespace headroom
