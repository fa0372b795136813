// A whole house for a story: the service on the demo shop, and one or more real desks on it.
#pragma once

#include "services/client/service_client.h"
#include "services/host/running_service.h"
#include "services/runtime/chance.h"
#include "tests/support/manual_clock.h"
#include "ui/desk_settings.h"
#include "ui/window/main_window.h"

#include <QTemporaryDir>
#include <QWidget>

#include <functional>
#include <memory>

namespace latchkey {

// One agent's window on the service.
class JourneyDesk {
public:
    JourneyDesk(const QString &url, const AgentToken &token, QSize size = QSize(1360, 820));

    // The visible widget of that name; waits for it, null when it never shows.
    QWidget *see(const QString &objectName);
    template <class W>
    W *see(const char *objectName) { return qobject_cast<W *>(see(QString::fromLatin1(objectName))); }
    // Whether a widget of that name is to be seen now.
    bool sees(const QString &objectName);
    bool click(const char *objectName);
    // What all visible labels, values and buttons below the named widget say, joined by spaces.
    QString words(const char *objectName);
    // Opens what the text names, as `latchkey 'anything'` does, and waits for its profile.
    bool openCustomer(const QString &email, const QString &name);
    void key(int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier);
    bool picture(const QString &file);

    DeskSettings settings;
    ServiceClient client;
    MainWindow window;
};

class Journey {
public:
    // On the sample shop, or on the mirror of one outside the house.
    explicit Journey(std::optional<ShopOptions> shop = {});
    [[nodiscard]] bool isReady() const { return m_service != nullptr; }
    [[nodiscard]] QString url() const { return m_service->url(); }
    [[nodiscard]] const AgentToken &token() const { return m_token; }
    [[nodiscard]] QString storePath() const { return m_options.storePath; }
    void stopService() { m_service.reset(); }
    bool startService();  // again, on the same port

    ManualClock clock;

private:
    QTemporaryDir m_folder;
    SystemChance m_chance;
    AgentToken m_token;
    HostOptions m_options;
    std::unique_ptr<RunningService> m_service;
};

// Runs the event loop until the condition holds; false when the time is over, which is long for a busy machine.
bool waitFor(const std::function<bool()> &condition, int milliseconds = 20'000);

}  // namespace latchkey
