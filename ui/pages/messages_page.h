// The page Messages: the letters and texts that the service wrote, by their state, and the chosen one to read.
#pragma once

#include "models/tables/message_table.h"
#include "services/client/service_client.h"

#include <QWidget>

class QButtonGroup;
class QVBoxLayout;

namespace latchkey {

class Card;
class Desk;
class MessageReader;
class PlainLabel;
class RowsView;
struct Cell;

class MessagesPage : public QWidget {
    Q_OBJECT
public:
    explicit MessagesPage(Desk &desk, QWidget *parent = nullptr);
    void refresh();                // the same list; the choice and the place in it stay
    void open(MessageId message);  // whether or not the list holds it
    void focusList();
    [[nodiscard]] QString statusText() const;
    [[nodiscard]] QStringList filters() const;
    void filterBy(int filter);

signals:
    void statusChanged();

private:
    QWidget *buildList();
    QWidget *buildFilters(QWidget *parent);
    void buildNotes(QVBoxLayout *head, QWidget *parent);
    void buildView(QWidget *parent);
    void startList();
    void fetchMore();
    void failed(const Error &error);
    void onPage(const Page<Message> &page, bool another);
    void choose();
    void showEmpty();
    void showAbout();
    [[nodiscard]] std::optional<MessageState> wantedState() const;
    [[nodiscard]] Cell cell(const Message &message, int column) const;

    Desk &m_desk;
    MessageTable m_table;
    RowsView *m_view = nullptr;
    PlainLabel *m_about = nullptr;
    QButtonGroup *m_filters = nullptr;
    Card *m_banner = nullptr;
    Card *m_empty = nullptr;
    MessageReader *m_reader = nullptr;
    Pending m_pending;
    bool m_fetching = false;
    bool m_started = false;
    bool m_renewing = false;  // rows come and go: what the view chooses meanwhile is nobody's choice
};

}  // namespace latchkey
