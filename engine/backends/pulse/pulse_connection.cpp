// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/backends/pulse/pulse_connection.h"

#include "engine/backends/pulse/pulse_names.h"
#include "engine/core/text.h"
#include "engine/realtime/thread_priority.h"

#include <pulse/error.h>
#include <pulse/mainloop-api.h>
#include <pulse/proplist.h>
#include <pulse/rtclock.h>
#include <pulse/timeval.h>

#include <algorithm>

namespace headroom::pulse {

namespace {

constexpr auto announcements = static_cast<pa_subscription_mask_t>(
    PA_SUBSCRIPTION_MASK_SINK | PA_SUBSCRIPTION_MASK_SOURCE | PA_SUBSCRIPTION_MASK_SERVER |
    PA_SUBSCRIPTION_MASK_SOURCE_OUTPUT | PA_SUBSCRIPTION_MASK_SINK_INPUT);

pa_context* makeContext(pa_threaded_mainloop* loop, const std::string& name) {
    pa_proplist* properties = pa_proplist_new();
    pa_proplist_sets(properties, PA_PROP_APPLICATION_NAME, name.c_str());
    pa_proplist_sets(properties, PA_PROP_APPLICATION_ID, "headroom");
    pa_proplist_sets(properties, PA_PROP_APPLICATION_VERSION, HEADROOM_VERSION);
    pa_proplist_sets(properties, PA_PROP_APPLICATION_ICON_NAME, "headroom");
    pa_context* context =
        pa_context_new_with_proplist(pa_threaded_mainloop_get_api(loop), name.c_str(), properties);
    pa_proplist_free(properties);
    return context;
}

} // namespace

Deadline::Deadline(std::chrono::milliseconds timeout)
    : usec_(pa_rtclock_now() +
            static_cast<pa_usec_t>(std::max<std::int64_t>(timeout.count(), 0)) * PA_USEC_PER_MSEC) {}

Operation::~Operation() {
    if (operation_ == nullptr)
        return;
    pa_operation_cancel(operation_);
    pa_operation_unref(operation_);
}

bool Operation::over() const {
    return operation_ == nullptr || pa_operation_get_state(operation_) != PA_OPERATION_RUNNING;
}

Connection::Lock::Lock(const Connection& connection) : loop_(connection.loop_) {
    pa_threaded_mainloop_lock(loop_);
}

Connection::Lock::~Lock() {
    pa_threaded_mainloop_unlock(loop_);
}

Connection::Connection() : loop_(pa_threaded_mainloop_new()) {}

Connection::~Connection() {
    {
        const Lock lock(*this);
        letGo();
    }
    if (running_)
        pa_threaded_mainloop_stop(loop_);
    pa_threaded_mainloop_free(loop_);
}

bool Connection::startLoop() {
    if (running_)
        return true;
    pa_threaded_mainloop_set_name(loop_, "headroom-pulse");
    // The loop thread is the device thread: it should not stand behind ordinary work.
    pa_mainloop_api_once(
        api(), [](pa_mainloop_api*, void*) { static_cast<void>(raiseThisThread()); }, nullptr);
    running_ = pa_threaded_mainloop_start(loop_) == 0;
    return running_;
}

void Connection::letGo() {
    connected_.store(false, std::memory_order_release);
    if (context_ == nullptr)
        return;
    pa_context_set_state_callback(context_, nullptr, nullptr);
    pa_context_set_subscribe_callback(context_, nullptr, nullptr);
    pa_context_disconnect(context_);
    pa_context_unref(context_);
    context_ = nullptr;
}

Result<void> Connection::connect(std::chrono::milliseconds timeout) {
    const Deadline deadline(timeout);
    if (!startLoop())
        return Error{ErrorKind::BackendFailed, {}, {}, "pulse: no loop thread"};
    const Lock lock(*this);
    if (connected())
        return {};
    letGo();
    context_ = makeContext(loop_, programName_);
    if (context_ == nullptr)
        return Error{ErrorKind::BackendFailed, {}, {}, "pulse: no context"};
    // Before anything is sent, so that no change of state can be missed.
    pa_context_set_state_callback(context_, &onContextState, this);
    pa_context_set_subscribe_callback(context_, &onAnnouncement, this);

    // Starting a server is the session's business; with autospawn a missing one would also cost seconds.
    const auto fail = [this](int code) -> Result<void> {
        letGo();
        Error error = errorOf(code);
        // Whatever else kept it from answering: there is no server to speak to.
        if (error.kind != ErrorKind::PermissionDenied && error.kind != ErrorKind::TimedOut)
            error.kind = ErrorKind::ServerDown;
        return error;
    };
    if (pa_context_connect(context_, nullptr, PA_CONTEXT_NOAUTOSPAWN, nullptr) < 0)
        return fail(pa_context_errno(context_));
    const auto state = [this] { return pa_context_get_state(context_); };
    const bool settled = waitUntil(
        context_, deadline, [&] { return state() == PA_CONTEXT_READY || !PA_CONTEXT_IS_GOOD(state()); });
    if (!settled)
        return fail(PA_ERR_TIMEOUT);
    if (state() != PA_CONTEXT_READY)
        return fail(pa_context_errno(context_));
    // The answer is not waited for: announcements come in the order of what was asked.
    if (pa_operation* sent = pa_context_subscribe(context_, announcements, nullptr, nullptr))
        pa_operation_unref(sent);
    connected_.store(true, std::memory_order_release);
    return {};
}

void Connection::setListener(BackendListener* listener) {
    const Lock lock(*this);
    listener_ = listener;
}

void Connection::setProgramName(const std::string& name) {
    const Lock lock(*this);
    const std::string clean = validUtf8(name);
    if (clean.empty() || clean == programName_)
        return;
    programName_ = clean;
    if (!connected())
        return;
    if (pa_operation* sent = pa_context_set_name(context_, clean.c_str(), nullptr, nullptr))
        pa_operation_unref(sent);
    for (Watcher* watcher : watchers_)
        watcher->programRenamed(clean);
}

void Connection::add(Watcher* watcher) {
    watchers_.push_back(watcher);
}

void Connection::remove(Watcher* watcher) {
    std::erase(watchers_, watcher);
}

void Connection::signal() {
    pa_threaded_mainloop_signal(loop_, 0);
}

bool Connection::waitUntil(pa_context* context, Deadline deadline, const std::function<bool()>& done) {
    // libpulse's wait has no limit of its own, so a timer of the loop ends it.
    struct Timer {
        Connection* connection;
        bool expired = false;
    } timer{this};
    pa_time_event* event = pa_context_rttime_new(
        context, deadline.usec(),
        [](pa_mainloop_api*, pa_time_event*, const timeval*, void* userdata) {
            auto* expired = static_cast<Timer*>(userdata);
            expired->expired = true;
            expired->connection->signal();
        },
        &timer);
    if (event == nullptr)
        return done();
    while (!done() && !timer.expired)
        pa_threaded_mainloop_wait(loop_);
    pa_threaded_mainloop_get_api(loop_)->time_free(event);
    return done();
}

void Connection::onContextState(pa_context* context, void* self) {
    auto* connection = static_cast<Connection*>(self);
    if (!PA_CONTEXT_IS_GOOD(pa_context_get_state(context)) &&
        connection->connected_.exchange(false, std::memory_order_acq_rel) &&
        connection->listener_ != nullptr) {
        Error error = errorOf(pa_context_errno(context));
        error.kind = ErrorKind::ServerDown;
        connection->listener_->serverLost(error);
    }
    connection->signal();
}

void Connection::onAnnouncement(pa_context* context, pa_subscription_event_type_t what, std::uint32_t index,
                                void* self) {
    auto* connection = static_cast<Connection*>(self);
    const int facility = what & PA_SUBSCRIPTION_EVENT_FACILITY_MASK;
    const bool ofDevices =
        facility != PA_SUBSCRIPTION_EVENT_SOURCE_OUTPUT && facility != PA_SUBSCRIPTION_EVENT_SINK_INPUT;
    if (ofDevices && connection->listener_ != nullptr)
        connection->listener_->devicesChanged();
    for (Watcher* watcher : connection->watchers_)
        watcher->serverAnnounced(context, what, index);
}

} // namespace headroom::pulse
