// The page Check a link: what the customer sent, what became of it, and what to do now.
#pragma once

#include "services/client/service_client.h"

#include <QTimer>
#include <QWidget>

class QPlainTextEdit;
class QPushButton;
class QVBoxLayout;

namespace latchkey {

class Desk;
class VerdictView;

// What was pasted stands in the box alone: neither settings nor logs ever hold it. GUI thread.
class CheckPage : public QWidget {
    Q_OBJECT
public:
    explicit CheckPage(Desk &desk, QWidget *parent = nullptr);
    void check(const QString &pasted);  // puts it into the box and checks it
    void refresh();
    void clear();                       // the box and its undo history, and the answer
    void focusBox();

private:
    struct Kept {
        QList<bool> open;
        qsizetype view = -1;
        QString name;
    };

    QWidget *buildHead();
    void buildBox(QVBoxLayout *column);
    void send();
    void age();
    [[nodiscard]] Kept keep() const;
    void restore(const Kept &kept);
    void textChanged();
    void showCheck(const LinkCheck &check);
    void showError(const Error &error);
    void clearAnswer();
    void act(VerdictView *view, Remedy remedy, const FindingFacts &facts);
    void issue(VerdictView *view);
    void withDetails(CustomerId customer, Remedy remedy, const FindingFacts &facts);

    Desk &m_desk;
    QPlainTextEdit *m_box;
    QPushButton *m_clear = nullptr;
    QWidget *m_answer;
    QList<VerdictView *> m_views;
    QString m_said;  // the verdict in words, said once
    QTimer m_rest;
    QTimer m_ageing;
    Pending m_pending;
};

}  // namespace latchkey
