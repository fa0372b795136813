// The shop outside the house in Settings: where it is, what can be done with its token, how the mirror stands, and "Sync now".
#pragma once

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
    void showAge();
    void showAbilities();
    void sync();

    Desk &m_desk;
    PlainLabel *m_where;
    PlainLabel *m_synced;
    Card *m_trouble;
    QWidget *m_abilities = nullptr;
    QString m_reading;  // what the abilities' rows say now
    QPushButton *m_sync;
    PlainLabel *m_note;
};

}  // namespace latchkey
