// The list of issued links with its filters: reads page by page as one scrolls down, the newest first.
#pragma once

#include "models/tables/link_table.h"
#include "services/client/service_client.h"

#include <QTimer>
#include <QWidget>

class QVBoxLayout;

namespace latchkey {

class Card;
class Desk;
class LinkFilters;
class PlainLabel;
class RowsView;
struct Cell;

// Tells which link is chosen; who shows it is the page's matter. GUI thread.
class LinksList : public QWidget {
    Q_OBJECT
public:
    LinksList(Desk &desk, QWidget *head, QWidget *parent);
    void start();             // another list: from the top
    void refresh();           // the same list; the choice and the place in it stay
    void showStale();         // until it is read anew
    void choose(LinkId link); // as the panel shows it; none when the list does not hold it
    void scrollTo(LinkId link);
    void tick(Instant now);   // countdowns
    [[nodiscard]] LinkFilters *filters() const { return m_filters; }
    [[nodiscard]] const LoginLink *newest() const { return m_table.row(0); }
    [[nodiscard]] bool isFull() const { return m_table.isFull(); }
    void focusList();

signals:
    void chosen(const latchkey::LoginLink &link);
    void opened();  // Enter on a row
    void loaded();  // a first page arrived, anew or again

private:
    void buildNotes(QVBoxLayout *column);
    void buildView();
    void read(bool another);
    void fetchMore();
    void failed(const Error &error);
    void onPage(const Page<LoginLink> &page, bool another);
    void showEmpty();
    [[nodiscard]] Cell cell(const LoginLink &link, int column) const;

    Desk &m_desk;
    LinkTable m_table;
    LinkFilters *m_filters;
    RowsView *m_view;
    Card *m_banner;
    Card *m_empty;
    Pending m_pending;
    Instant m_drawnAt;
    bool m_fetching = false;
    bool m_started = false;
    bool m_renewing = false;  // rows come and go: what the view chooses meanwhile is nobody's choice
};

}  // namespace latchkey
