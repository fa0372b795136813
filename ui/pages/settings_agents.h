// The team in the settings, for administrators: who uses the desk, with which role, since when not; added, given a new token, disabled.
#pragma once

#include "models/domain/agent.h"
#include "services/client/service_client.h"

#include <QStandardItemModel>
#include <QWidget>

class QButtonGroup;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace latchkey {

class Card;
class Desk;
class PlainLabel;
class RowsView;
class ValueLine;

// Other roles do not see it. Every change takes effect at once, for every desk.
class SettingsAgents : public QWidget {
    Q_OBJECT
public:
    SettingsAgents(Desk &desk, QWidget *parent);

private:
    void buildList(QVBoxLayout *column);
    void buildActions(QVBoxLayout *column);
    void buildToken(QVBoxLayout *column);
    void buildAdding(QVBoxLayout *column);
    void showRole();
    void refresh();
    void showAgents(const QList<Agent> &agents);
    void showChosen();
    void changeRole(Role role);
    void askForNewToken();
    void askToDisable();
    void add();
    void showToken(const QString &name, const Result<AgentToken> &token);
    void onChanged(const Result<void> &changed);
    void say(const QString &sentence);
    [[nodiscard]] const Agent *chosen() const;

    Desk &m_desk;
    QList<Agent> m_agents;
    QStandardItemModel m_rows;
    RowsView *m_view = nullptr;
    QButtonGroup *m_roles = nullptr;
    QPushButton *m_renew = nullptr;
    QPushButton *m_disable = nullptr;
    PlainLabel *m_about = nullptr;
    Card *m_tokenCard = nullptr;
    ValueLine *m_token = nullptr;
    QLineEdit *m_name = nullptr;
    QPushButton *m_add = nullptr;
    PlainLabel *m_note = nullptr;
    Pending m_reading;
    bool m_filling = false;
};

}  // namespace latchkey
