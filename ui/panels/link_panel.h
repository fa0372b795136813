// The right-hand side of Issued links: one link with its state, its life at a glance, what happened to it, and what can be done.
#pragma once

#include "models/domain/details.h"
#include "services/client/service_client.h"

#include <QWidget>

class QPushButton;
class QVBoxLayout;

namespace latchkey {

class Desk;
class HeaderBlock;
class LinkLife;
class PanelFrame;
class PlainLabel;

// Reads the link by its id, because lists come without timelines. Owned by the page; GUI thread.
class LinkPanel : public QWidget {
    Q_OBJECT
public:
    explicit LinkPanel(Desk &desk, QWidget *parent = nullptr);
    void show(const LoginLink &link);  // as the list knows it; its timeline follows
    void open(LinkId id);              // whether or not a list holds it
    void refresh();
    void tick(Instant now);            // countdown and bar
    void showNothing();
    [[nodiscard]] LinkId current() const { return m_current; }

signals:
    void revoked();  // the list is to be read anew

private:
    void buildButtons(QVBoxLayout *column);
    void read();
    void onAnswer(const Result<LinkDetails> &answer);
    void fill();
    void fillHead(Instant now);
    void fillStory(Instant now);
    void showActions(Instant now);
    void revokeOne();
    void revokeAll();
    void another();

    Desk &m_desk;
    LinkId m_current;
    LinkDetails m_details;  // the one on screen
    bool m_isRead = false;  // with its timeline
    QString m_reading;      // what the rows say
    Pending m_pending;
    PanelFrame *m_frame;
    HeaderBlock *m_header;
    QPushButton *m_customer = nullptr;
    QPushButton *m_another = nullptr;
    QPushButton *m_revoke = nullptr;
    QPushButton *m_revokeAll = nullptr;
    PlainLabel *m_why = nullptr;
    LinkLife *m_life;
    PlainLabel *m_unseen;  // in its place, of a link that a shop outside the house made
    QWidget *m_story;
    QWidget *m_rows = nullptr;
};

}  // namespace latchkey
