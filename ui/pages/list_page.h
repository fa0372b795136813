// What the pages Subscriptions and Customers share: title, count, filters, search, the list, and what stands there when it is empty or late.
#pragma once

#include "models/domain/me.h"
#include "ui/pages/block_fetcher.h"
#include "ui/widgets/row_delegate.h"
#include "ui/widgets/rows_view.h"

#include <QTimer>
#include <QWidget>

#include <functional>

class QBoxLayout;
class QButtonGroup;
class QLabel;
class QLineEdit;
class QSplitter;

namespace latchkey {

class BlockTable;
class Card;
class Desk;
class ShopWatch;

// Built by the main window when its page is first shown. GUI thread.
class ListPage : public QWidget {
    Q_OBJECT
public:
    void refresh();
    void focusList();
    void focusSearch(const QString &typed = {});
    void onLetter(const QString &letter, std::function<void()> action);  // an action's key, pressed on this page
    void back();                               // empties the search when one is in it, and goes to the list
    [[nodiscard]] virtual bool hasChosen() const = 0;
    void showReachable(bool reachable);        // stale until it is read anew
    [[nodiscard]] QString statusText() const;  // "1,000,000 customers"
    [[nodiscard]] QList<QPair<int, QString>> orders() const;  // columns that can be sorted by
    [[nodiscard]] QStringList filters() const;
    void sortBy(int column);                   // once more turns the order round
    void filterBy(int filter);
    void searchFor(const QString &text);       // among all

    virtual void refreshPanel() = 0;
    virtual void magicLink() = 0;
    virtual void copyPortalLink() = 0;
    virtual void emailLoginLink() = 0;
    virtual void editContact() = 0;

signals:
    void statusChanged();

protected:
    struct Filter { QString text; QString objectName; };
    struct Words { QString title; QString one; QString plural; QString searchHint; qint64 Me::*held; };  // held: how many the service says there are

    ListPage(Desk &desk, const QString &name, Words words, QWidget *parent);
    // Called once by the heir: the list with its columns, the filters, and the details at the right.
    void build(BlockTable &table, BlockFetcher::Fetch fetch, RowDelegate::Cells cells, const QList<RowsView::Column> &columns,
               const QList<Filter> &filters, QWidget *panel);
    [[nodiscard]] QString search() const;
    [[nodiscard]] int filter() const;
    void chooseFilter(int filter);
    void setSearch(const QString &text);       // without fetching
    void sortable(const QList<int> &columns, int column);
    void startList();
    void chooseRow(int row);

    // How old a row of a shop outside the house is, and the same in words.
    [[nodiscard]] Cell ageCell(Instant seenAt) const;
    [[nodiscard]] QString ageTip(Instant seenAt) const;

    // After a short rest, so that a held arrow key does not fetch each row's details. False while the row has not arrived.
    virtual bool rowChosen(int row) = 0;
    virtual std::optional<int> rowOfChosen() const = 0;
    virtual void sortChosen(int column, bool descending) = 0;

    Desk &m_desk;
    RowsView *m_view = nullptr;

private:
    void onTyped(const QString &text);
    void arrangeHead();
    QWidget *buildHead(const QList<Filter> &filters);
    void showAges();
    void showCount();
    void showEmpty();
    [[nodiscard]] bool isFilling() const;  // a first load of a shop outside the house is not through
    [[nodiscard]] QString narrowHint() const;
    [[nodiscard]] bool mayImport() const;
    [[nodiscard]] QString importCommand() const;
    [[nodiscard]] QString importHint() const;
    void showFailure(const Error &error);
    void restoreSelection();
    void followSplitter(QSplitter *splitter);

    ShopWatch &m_shop;
    Words m_words;
    BlockTable *m_table = nullptr;
    BlockFetcher *m_fetcher = nullptr;
    QBoxLayout *m_titleRow = nullptr;
    QWidget *m_chips = nullptr;
    QWidget *m_list = nullptr;
    QLabel *m_count = nullptr;
    QLineEdit *m_search = nullptr;
    QButtonGroup *m_filters = nullptr;
    QWidget *m_bannerFrame = nullptr;
    Card *m_banner = nullptr;
    Card *m_empty = nullptr;
    QTimer m_rest, m_letter;
    QString m_typedLetter;
    std::function<void()> m_letterAction;
    QList<int> m_sortable;
    QList<RowsView::Column> m_columns;
    bool m_started = false;
    bool m_choiceWaits = false;  // for the chosen row's block
};

}  // namespace latchkey
