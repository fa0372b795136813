// The page Issued links: the list with one link's details beside it, and the picture of the last 30 days.
#pragma once

#include "services/client/service_client.h"

#include <QTimer>
#include <QWidget>

class QStackedWidget;

namespace latchkey {

class Desk;
class LinkPanel;
class LinkStatsView;
class LinksHead;
class LinksList;
enum class LinksView;

class LinksPage : public QWidget {
    Q_OBJECT
public:
    explicit LinksPage(Desk &desk, QWidget *parent = nullptr);
    void refresh();          // what is shown
    void open(LinkId link);  // whether or not the list holds it
    void showList();
    void showStats();
    void focusSearch();
    void focusList();
    bool back();             // Escape: out of the details, then an empty search; false when there was nothing to do
    [[nodiscard]] QString statusText() const;
    [[nodiscard]] QStringList filters() const;  // of the list; empty over the last 30 days
    void filterBy(int filter);

signals:
    void statusChanged();

protected:
    void showEvent(QShowEvent *event) override;

private:
    QWidget *buildList();
    QWidget *buildStats();
    void showView(LinksView view);
    void showCount();
    void onLoaded();
    void onHappened(const Event &event);
    void onSecond();

    Desk &m_desk;
    QStackedWidget *m_views;
    LinksHead *m_listHead = nullptr;
    LinksHead *m_statsHead = nullptr;
    LinksList *m_list = nullptr;
    LinkPanel *m_panel = nullptr;
    LinkStatsView *m_stats = nullptr;
    QTimer m_soon;    // gathers a burst of events
    QTimer m_second;
    bool m_stale = false;  // something happened while the page was hidden
};

}  // namespace latchkey
