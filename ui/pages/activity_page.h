// The page Activity: who did what, when and to whom, filtered as one likes, and written to a file.
#pragma once

#include "models/tables/activity_table.h"
#include "services/client/service_client.h"

#include <QTimer>
#include <QWidget>

class QBoxLayout;
class QProgressBar;
class QPushButton;
class QVBoxLayout;

namespace latchkey {

class ActivityExport;
class ActivityFilters;
class Card;
class Desk;
class PlainLabel;
class RowsView;
struct Cell;

// Built by the main window when it is first shown. GUI thread.
class ActivityPage : public QWidget {
    Q_OBJECT
public:
    explicit ActivityPage(Desk &desk, QWidget *parent = nullptr);
    void refresh();                        // the same list; the choice and the place in it stay
    void showCustomer(CustomerId customer);  // everything of one customer; invalid: of everybody
    void focusList();
    [[nodiscard]] QString statusText() const;

signals:
    void statusChanged();

protected:
    void showEvent(QShowEvent *event) override;

private:
    void buildHead(QVBoxLayout *column);
    void buildCustomer(QVBoxLayout *head);
    void buildExport(QVBoxLayout *head);
    void buildNotes(QVBoxLayout *head);
    void buildView();
    void readAgents();
    void showRole();
    void startList();
    void fetchMore();
    void fetch(const QString &after, std::function<void(const Page<ActivityRow> &)> then);
    void failed(const Error &error);
    void showEmpty();
    void open(const QModelIndex &index);
    void showMenu(const QPoint &at);
    void askWhereTo();
    void startExport(const QString &path);
    void showExport(qint64 rows, double share);
    void endExport(bool good, const QString &sentence);
    [[nodiscard]] bool seesAll() const;
    [[nodiscard]] ServiceClient::ActivityWanted wanted() const;
    [[nodiscard]] Cell cell(const ActivityRow &row, int column) const;

    Desk &m_desk;
    ActivityTable m_table;
    QList<Agent> m_agents;
    bool m_agentsKnown = false;
    CustomerId m_customer;
    QString m_customerName;
    PlainLabel *m_about = nullptr;
    Card *m_ofCustomer = nullptr;
    ActivityFilters *m_filters = nullptr;
    QPushButton *m_exportButton = nullptr;
    Card *m_exportCard = nullptr;
    QProgressBar *m_progress = nullptr;
    QPushButton *m_cancelExport = nullptr;
    Card *m_banner = nullptr;
    Card *m_empty = nullptr;
    RowsView *m_view = nullptr;
    ActivityExport *m_export;
    Pending m_pending;
    Pending m_naming;
    QTimer m_due;  // events come in bursts
    bool m_fetching = false;
    bool m_started = false;
};

}  // namespace latchkey
