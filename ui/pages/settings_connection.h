// Where the desk works: on this computer or with a team's service, as whom, and where the token is kept.
#pragma once

#include <QWidget>

class QPushButton;

namespace latchkey {

class Desk;
class PlainLabel;

class SettingsConnection : public QWidget {
    Q_OBJECT
public:
    SettingsConnection(Desk &desk, QWidget *parent);

private:
    void showAll();
    void askToForget();
    [[nodiscard]] QString tokenSentence() const;

    Desk &m_desk;
    PlainLabel *m_where;
    PlainLabel *m_token;
    PlainLabel *m_authority;
    QPushButton *m_change;
    QPushButton *m_forget;
};

}  // namespace latchkey
