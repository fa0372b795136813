// A service with the sample shop and windows of several agents on it, each over a line that a test may cut.
#pragma once

#include "services/host/running_service.h"
#include "tests/support/cut_line.h"
#include "ui/desk.h"
#include "ui/desk_settings.h"
#include "ui/panels/customer_panel.h"
#include "ui/widgets/rows_view.h"
#include "ui/window/main_window.h"

#include <QLabel>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

namespace latchkey {

class Office {
public:
    Office() {
        HostOptions options;
        options.storePath = m_folder.path() + QStringLiteral("/s.db");
        options.embeddedToken = token();
        options.embeddedAgentName = QStringLiteral("Test Agent");
        options.seedDemo = true;
        auto started = RunningService::start(options);
        if (!started) qFatal("the service did not start");
        service = std::move(*started);
    }
    static AgentToken token() { return AgentToken(QByteArray(64, 'a')); }

    std::unique_ptr<RunningService> service;

private:
    QTemporaryDir m_folder;
};

struct OfficeWindow {
    explicit OfficeWindow(const Office &office, const AgentToken &token = Office::token())
        : line(office.service->port()), client(line.url(), token), window(settings) {
        using namespace std::chrono_literals;
        ClientTimes times;
        times.firstPause = 20ms;
        times.longestPause = 100ms;
        client.setTimes(times);
        window.resize(1360, 820);
        window.show();
        window.start(client);
        window.activateWindow();
    }
    template <class T = QWidget>
    T *part(const char *name) {
        for (T *each : window.template findChildren<T *>(QLatin1String(name)))
            if (each->isVisible()) return each;
        return nullptr;
    }
    QString words(const char *name) {
        auto *label = part<QLabel>(name);
        return label == nullptr ? QString() : label->text().remove(QChar(0x200b));  // where a long word may break
    }
    QString cardTitle(const char *card) {
        auto *shown = part(card);
        auto *title = shown == nullptr ? nullptr : shown->findChild<QLabel *>(QStringLiteral("cardTitle"));
        return title == nullptr ? QString() : title->text();
    }
    RowsView *list() { return part<RowsView>("list"); }
    QString cell(int row, int column) { return list() == nullptr ? QString() : list()->model()->index(row, column).data().toString(); }
    CustomerPanel *panel() { return window.findChild<CustomerPanel *>(); }
    // The one customer that the sample shop has under this address.
    void open(const QString &anything) {
        window.openAnything(anything);
        [&] { QTRY_VERIFY(panel() != nullptr && panel()->current().isValid() && part<QPushButton>("magicButton") != nullptr); }();
    }
    void press(const char *name) {
        [&] { QTRY_VERIFY(part<QPushButton>(name) != nullptr && part<QPushButton>(name)->isEnabled()); }();
        QTest::mouseClick(part<QPushButton>(name), Qt::LeftButton);
    }

    DeskSettings settings;
    CutLine line;
    ServiceClient client;
    MainWindow window;
};

}  // namespace latchkey
