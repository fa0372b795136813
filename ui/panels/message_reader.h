// The right-hand side of Messages: one letter or text with its state, why it did not leave, what was tried, and what can be done.
#pragma once

#include "models/domain/message.h"
#include "services/client/service_client.h"

#include <QWidget>

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace latchkey {

class AttemptsBlock;
class Card;
class Chip;
class Desk;
class PlainLabel;

// Reads the message by its id, because lists come without attempts. Owned by the page; GUI thread.
class MessageReader : public QWidget {
    Q_OBJECT
public:
    explicit MessageReader(Desk &desk, QWidget *parent = nullptr);
    void show(const Message &message);  // as the list knows it; the rest follows
    void open(MessageId id);            // whether or not a list holds it
    void refresh();
    void showNothing(const QString &sentence);
    [[nodiscard]] MessageId current() const { return m_current; }

signals:
    void sentAgain(latchkey::MessageId anew);

private:
    void buildHead(QVBoxLayout *column);
    void buildButtons(QVBoxLayout *column);
    void buildBody(QVBoxLayout *column);
    void read();
    void onAnswer(const Result<Message> &answer);
    void fill();
    void fillReason();
    void showActions();
    void copy();
    void again();

    Desk &m_desk;
    MessageId m_current;
    Message m_message;  // the one on screen
    Pending m_pending;
    bool m_sending = false;
    PlainLabel *m_placeholder;
    QScrollArea *m_scroll;
    PlainLabel *m_subject = nullptr;
    Chip *m_state = nullptr;
    PlainLabel *m_about = nullptr;
    Card *m_error = nullptr;
    Card *m_reason = nullptr;
    QPushButton *m_again = nullptr;
    QPushButton *m_openCustomer = nullptr;
    QPlainTextEdit *m_body = nullptr;
    PlainLabel *m_secrets = nullptr;
    AttemptsBlock *m_attempts = nullptr;
};

}  // namespace latchkey
