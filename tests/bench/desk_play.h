// A desk that is played for measuring: typed into, scrolled, watched.
#pragma once

#include "services/client/service_client.h"
#include "services/host/running_service.h"
#include "ui/desk_settings.h"
#include "ui/pages/block_fetcher.h"
#include "ui/window/main_window.h"

#include <QAbstractItemView>
#include <QElapsedTimer>
#include <QEvent>
#include <QLineEdit>
#include <QTimer>

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace latchkey::bench {

double since(const QElapsedTimer &timer);  // milliseconds
double percentile(std::vector<double> values, double p);
std::string middleAndTail(const std::vector<double> &values);  // p50 / p99 of milliseconds

// The longest time between two beats of a one-millisecond timer: for so long the GUI thread did not come back to its events.
class BusyWatch : public QObject {
public:
    BusyWatch() {
        m_beat.setTimerType(Qt::PreciseTimer);
        connect(&m_beat, &QTimer::timeout, this, [this] {
            if (m_since.isValid()) longest = std::max(longest, since(m_since));
            m_since.start();
        });
        m_beat.start(1);
    }
    double longest = 0;

private:
    QTimer m_beat;
    QElapsedTimer m_since;
};

// Tells when the view has painted after `ready` held.
class PaintWatch : public QObject {
public:
    explicit PaintWatch(QWidget *viewport) : m_viewport(viewport) { viewport->installEventFilter(this); }
    bool eventFilter(QObject *, QEvent *event) override {
        if (event->type() == QEvent::Paint) ++m_paints;
        return false;
    }
    // Runs the event loop until `ready` and one paint after it; milliseconds since the call, -1 when it never came.
    double until(const std::function<bool()> &ready);

private:
    QWidget *m_viewport;
    int m_paints = 0;
};

// The main window on a service of its own; `options` say what is special about that.
struct OpenDesk {
    explicit OpenDesk(const QString &store, HostOptions options = {});
    void choose(const QString &page);
    // Every row on screen has arrived.
    [[nodiscard]] bool settled() const;

    DeskSettings settings;
    std::unique_ptr<RunningService> service;
    std::unique_ptr<ServiceClient> client;
    std::unique_ptr<MainWindow> window;
    QAbstractItemView *view = nullptr;
    QLineEdit *search = nullptr;
    BlockFetcher *fetcher = nullptr;
};

// From the last key of each word to its rows on screen; every key's text must stand in the field.
std::vector<double> typing(OpenDesk &desk, int *lost);

// Page down, and jumps to anywhere.
std::vector<double> scrolling(QAbstractItemView *view, const std::function<bool()> &settled);
// The same in a QTableView of a million made-up rows: what the toolkit alone takes.
std::vector<double> bareScrolling();

}  // namespace latchkey::bench
