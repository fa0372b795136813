// The shop outside the house in Settings: where it is, what can be done with its token, how the mirror stands, "Sync now" and "Stop".
#pragma once

#include "models/domain/instant.h"

#include <QWidget>

class QGridLayout;
class QPushButton;

namespace latchkey {

class Card;
class Desk;
class PlainLabel;

// Hidden for the house.
class SettingsElsewhere : public QWidget {
    Q_OBJECT
public:
    SettingsElsewhere(Desk &desk, QWidget *parent);

private:
    void showAll();
    void showButtons();
    void showAge();
    void showAbilities();
    void sync();
    void stop();
    void say(const QString &sentence);  // what became of "Sync now", until a run has begun

    Desk &m_desk;
    PlainLabel *m_where;
    PlainLabel *m_synced;
    Card *m_trouble;
    QWidget *m_abilities = nullptr;
    QString m_reading;  // what the abilities' rows say now
    QPushButton *m_sync;
    QPushButton *m_stop;
    PlainLabel *m_note;
    QString m_said;
    Instant m_startedBefore;  // the newest run when it was said
};

}  // namespace latchkey
