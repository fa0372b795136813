// The picture for a lead: the last 30 days' links in key numbers, bars by day, why some were refused, and the table behind it.
#pragma once

#include "models/domain/link_stats.h"
#include "services/client/service_client.h"

#include <QStandardItemModel>
#include <QWidget>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace latchkey {

class Card;
class CountBars;
class Desk;
class LinkChart;
class PlainLabel;
class RowsView;

// Owned by the page, which gives it its head. GUI thread.
class LinkStatsView : public QWidget {
    Q_OBJECT
public:
    static constexpr int days = 30;

    LinkStatsView(Desk &desk, QWidget *head, QWidget *parent);
    void refresh();
    void focusTable();

private:
    void buildNotes(QVBoxLayout *column);
    void buildPicture(QVBoxLayout *column);
    void buildSaving(QVBoxLayout *column);
    void buildTable(QVBoxLayout *column);
    QLabel *addNumber(QWidget *row, const QString &words, const QString &name);
    void onAnswer(const Result<LinkStats> &answer);
    void fill();
    void showWhatIsKnown();
    void fillTable();
    [[nodiscard]] QString fileName(const QString &suffix) const;

    Desk &m_desk;
    LinkStats m_stats;
    Pending m_pending;
    QStandardItemModel m_days;
    QWidget *m_content;  // hidden while there is nothing to show
    QWidget *m_picture = nullptr;
    QWidget *m_saving = nullptr;
    Card *m_banner = nullptr;
    Card *m_empty = nullptr;
    PlainLabel *m_span = nullptr;
    PlainLabel *m_elsewhere = nullptr;  // what is not known of links that another made
    QLabel *m_issued = nullptr, *m_used = nullptr, *m_unseen = nullptr, *m_median = nullptr, *m_refused = nullptr;
    LinkChart *m_chart = nullptr;
    CountBars *m_dead = nullptr;
    CountBars *m_notIssued = nullptr;
    RowsView *m_table = nullptr;
};

}  // namespace latchkey
