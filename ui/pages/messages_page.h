// The page Messages: the letters and texts that the service wrote, and the chosen one to read.
#pragma once

#include "models/tables/message_table.h"
#include "services/client/service_client.h"

#include <QWidget>

class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace latchkey {

class Card;
class Desk;
class RowsView;
struct Cell;

class MessagesPage : public QWidget {
    Q_OBJECT
public:
    explicit MessagesPage(Desk &desk, QWidget *parent = nullptr);
    void refresh();
    void focusList();
    [[nodiscard]] QString statusText() const;

signals:
    void statusChanged();

private:
    QWidget *buildList();
    QWidget *buildReader();
    void fetchMore();
    void failed(const Error &error);
    void showMessage(int row);
    [[nodiscard]] Cell cell(const Message &message, int column) const;

    Desk &m_desk;
    MessageTable m_table;
    RowsView *m_view = nullptr;
    Card *m_banner = nullptr;
    Card *m_empty = nullptr;
    QWidget *m_reader = nullptr;
    QLabel *m_subject = nullptr;
    QLabel *m_about = nullptr;
    QPlainTextEdit *m_body = nullptr;
    QPushButton *m_openCustomer = nullptr;
    MessageId m_shown;
    Pending m_pending;
    bool m_fetching = false;
};

}  // namespace latchkey
