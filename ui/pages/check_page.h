// The page Check a link: what the customer sent, what became of it, and what to do now.
#pragma once

#include "services/client/service_client.h"

#include <QTimer>
#include <QWidget>

class QGridLayout;
class QLabel;
class QPlainTextEdit;

namespace latchkey {

class Card;
class Desk;

class CheckPage : public QWidget {
    Q_OBJECT
public:
    explicit CheckPage(Desk &desk, QWidget *parent = nullptr);
    void check(const QString &pasted);  // puts it into the box and checks it
    void refresh();
    void focusBox();

private:
    void send();
    void showVerdict(const LinkVerdict &verdict);
    void showTimeline(const QList<TimelineEntry> &timeline);
    void addRemedies(const LinkVerdict &verdict);
    void issueFor(const LinkVerdict &verdict);
    void clearAnswer();

    Desk &m_desk;
    QPlainTextEdit *m_box;
    QWidget *m_answer;
    Card *m_card = nullptr;
    QTimer m_rest;
    Pending m_pending;
};

}  // namespace latchkey
