// The desk as a whole: asks where to work, connects, opens the window, and begins anew when the connection is changed.
#pragma once

#include "app/desk/desk_start.h"
#include "app/desk/local_service.h"
#include "services/client/service_client.h"
#include "ui/desk_settings.h"

#include <QObject>

namespace latchkey {

class ConnectionChoice;
class MainWindow;
struct ServiceChoice;

// Lives in main() on the GUI thread, and owns everything that is started.
class DeskProgram : public QObject {
    Q_OBJECT
public:
    DeskProgram(const DeskOptions &options, const DeskSettings &settings, std::unique_ptr<TokenKeeper> keeper);
    ~DeskProgram() override;

    // `early` is the service of a local start, when it was begun before.
    void start(DeskStart how, std::unique_ptr<LocalService> early);
    [[nodiscard]] MainWindow *window() const { return m_window.get(); }
    [[nodiscard]] ConnectionChoice *choice() const { return m_choice.get(); }

signals:
    void failed(const QString &sentence);  // nothing can be shown: the program ends

private:
    void ask();
    void askForToken();
    void openLocal(std::unique_ptr<LocalService> early);
    void openTeam();
    void openWindow();
    void connectTo(const QUrl &url, const AgentToken &token);
    void offerChange();
    void chooseLocal();
    void adopt(const ServiceChoice &choice);
    void forget();
    void takeDown();
    void beginAnew(DeskStart how);
    [[nodiscard]] QUrl team() const;
    [[nodiscard]] QString authorityFile() const;

    DeskOptions m_options;
    DeskSettings m_settings;
    std::unique_ptr<TokenKeeper> m_keeper;
    std::unique_ptr<LocalService> m_local;
    std::unique_ptr<ServiceClient> m_client;
    std::unique_ptr<MainWindow> m_window;
    std::unique_ptr<ConnectionChoice> m_choice;
    QString m_say;  // once the window is there
};

}  // namespace latchkey
