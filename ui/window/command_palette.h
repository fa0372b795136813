// Ctrl+K: one field that finds customers, subscriptions and commands, and knows what to do with a pasted link, e-mail, phone or id.
#pragma once

#include "services/client/service_client.h"

#include <QFrame>

#include <functional>

class QLineEdit;
class QListWidget;

namespace latchkey {

class Desk;

struct Command {
    QString title;
    QString key;                 // the shortcut, as it is written
    std::function<void()> run;
};

// Lies over the window, its child; the window hands it the commands that are possible now. GUI thread.
class CommandPalette : public QFrame {
    Q_OBJECT
public:
    CommandPalette(Desk &desk, QWidget *window);
    void open(const QString &text, const QList<Command> &commands);
    void close();
    // Opens what `text` names when that is exactly one, else the palette with it.
    void openDirectly(const QString &text, const QList<Command> &commands);

signals:
    void linkPasted(const QString &text);
    void closed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    struct Entry {
        QString group, title, detail;
        std::function<void()> run;
        CustomerId customer = {};
        SubscriptionId subscription = {};
    };

    [[nodiscard]] QList<Entry> found() const;
    void search();
    void show();
    void run(int row);
    void place();
    [[nodiscard]] static bool isLink(const QString &text);
    [[nodiscard]] Entry locatedEntry(const ServiceClient::Located &located, const QString &text);

    Desk &m_desk;
    QLineEdit *m_field;
    QListWidget *m_list;
    QList<Command> m_commands;
    QList<Entry> m_located, m_customers, m_subscriptions, m_shown;
    Pending m_locating, m_findingCustomers, m_findingSubscriptions;
};

}  // namespace latchkey
