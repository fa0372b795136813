// Plays it with the widgets' own events.
#include "tests/bench/desk_play.h"

#include "tests/bench/report.h"

#include <QAbstractTableModel>
#include <QCoreApplication>
#include <QScrollBar>
#include <QTableView>
#include <QTest>

#include "models/tables/block_table.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace latchkey::bench {

namespace {

class BareModel : public QAbstractTableModel {
public:
    [[nodiscard]] int rowCount(const QModelIndex &parent) const override { return parent.isValid() ? 0 : 1'000'000; }
    [[nodiscard]] int columnCount(const QModelIndex &) const override { return 5; }
    [[nodiscard]] QVariant data(const QModelIndex &at, int role) const override {
        return role == Qt::DisplayRole ? QStringLiteral("row %1 column %2").arg(at.row()).arg(at.column()) : QVariant();
    }
};

}  // namespace

double since(const QElapsedTimer &timer) { return static_cast<double>(timer.nsecsElapsed()) / 1e6; }

double percentile(std::vector<double> values, double p) {
    if (values.empty()) return 0;
    std::sort(values.begin(), values.end());
    return values[std::min(values.size() - 1, static_cast<std::size_t>(p * static_cast<double>(values.size())))];
}

std::string middleAndTail(const std::vector<double> &values) { return number(percentile(values, 0.5), 1) + " / " + number(percentile(values, 0.99), 1, " ms"); }

double PaintWatch::until(const std::function<bool()> &ready) {
    QElapsedTimer timer;
    timer.start();
    while (!ready()) {
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents | QEventLoop::AllEvents, 5);
        if (since(timer) > 5'000) return -1;
    }
    const int seen = m_paints;
    m_viewport->update();
    while (m_paints == seen) QCoreApplication::processEvents(QEventLoop::AllEvents, 5);
    return since(timer);
}

OpenDesk::OpenDesk(const QString &store, HostOptions options) {
    options.storePath = store;
    options.embeddedToken = AgentToken(QByteArray(64, 'b'));
    options.embeddedAgentName = QStringLiteral("Bench");
    auto started = RunningService::start(options);
    if (!started) {
        std::fprintf(stderr, "desk: %s %s\n", qPrintable(toText(started.error().code)), qPrintable(started.error().detail));
        std::exit(1);
    }
    service = std::move(*started);
    client = std::make_unique<ServiceClient>(QUrl(service->url()), *options.embeddedToken);
    window = std::make_unique<MainWindow>(settings);
    window->resize(1360, 820);
    window->show();
    window->start(*client);
}

void OpenDesk::choose(const QString &page) {
    window->showPage(page);
    QTest::qWait(1500);
    for (QAbstractItemView *candidate : window->findChildren<QAbstractItemView *>(QStringLiteral("list")))
        if (candidate->isVisible()) view = candidate;
    for (QLineEdit *candidate : window->findChildren<QLineEdit *>(QStringLiteral("listSearch")))
        if (candidate->isVisible()) search = candidate;
    for (BlockFetcher *candidate : window->findChildren<BlockFetcher *>())
        if (qobject_cast<QWidget *>(candidate->parent())->isVisible()) fetcher = candidate;
}

bool OpenDesk::settled() const {
    const int rows = view->model()->rowCount();
    const int first = std::max(0, view->indexAt(QPoint(4, 4)).row());
    const QModelIndex last = view->indexAt(QPoint(4, view->viewport()->height() - 4));
    const int end = last.isValid() ? last.row() : rows - 1;
    for (int row : {first, end})
        if (row >= 0 && row < rows && !qobject_cast<const BlockTable *>(view->model())->isHeld(row)) return false;
    return !fetcher->isLoading();
}

std::vector<double> typing(OpenDesk &desk, int *lost) {
    static const char *words[] = {"amelie", "smith", "ma", "jo", "garcia 1", "gmail", "4155", "son", "durand", "wright", "x9", "zhang", "lee", "emma w", "pat"};
    std::vector<double> times;
    PaintWatch paint(desk.view->viewport());
    for (int round = 0; round < 3; ++round)
        for (const char *word : words) {
            desk.search->clear();
            paint.until([&] { return desk.settled(); });
            const QString text = QString::fromLatin1(word);
            bool arrived = false;
            const QMetaObject::Connection connection = QObject::connect(desk.fetcher, &BlockFetcher::listStarted, desk.window.get(), [&arrived] { arrived = true; });
            for (qsizetype i = 0; i + 1 < text.size(); ++i) {
                QTest::keyClick(desk.search, text.at(i).toLatin1());
                QTest::qWait(30);
            }
            QTest::qWait(60);
            arrived = false;
            QElapsedTimer timer;
            timer.start();
            QTest::keyClick(desk.search, text.back().toLatin1());
            paint.until([&] { return arrived && desk.settled(); });
            times.push_back(since(timer));
            if (desk.search->text() != text) ++*lost;
            QObject::disconnect(connection);
        }
    desk.search->clear();
    paint.until([&] { return desk.settled(); });
    return times;
}

std::vector<double> scrolling(QAbstractItemView *view, const std::function<bool()> &settled) {
    std::vector<double> times;
    PaintWatch paint(view->viewport());
    QScrollBar *bar = view->verticalScrollBar();
    const auto measure = [&](const std::function<void()> &act) {
        QElapsedTimer timer;
        timer.start();
        act();
        paint.until(settled);
        times.push_back(since(timer));
    };
    bar->setValue(0);
    paint.until(settled);
    for (int i = 0; i < 60; ++i) measure([&] { bar->triggerAction(QAbstractSlider::SliderPageStepAdd); });
    for (int i = 1; i <= 40; ++i) measure([&] { bar->setValue(static_cast<int>(static_cast<qint64>(bar->maximum()) * ((i * 37) % 100) / 100)); });
    bar->setValue(0);
    paint.until(settled);
    return times;
}

std::vector<double> bareScrolling() {
    BareModel model;
    QTableView bare;
    bare.setModel(&model);
    bare.resize(730, 700);
    bare.show();
    QTest::qWait(200);
    return scrolling(&bare, [] { return true; });
}

}  // namespace latchkey::bench
