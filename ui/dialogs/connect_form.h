// The fields that connect a desk to a team's service: address, token, and the authority's file; tried before anything is kept.
#pragma once

#include "services/client/service_client.h"

#include <QWidget>

class QPushButton;
class QVBoxLayout;

namespace latchkey {

class Card;
class FormField;

// What was tried and works.
struct ServiceChoice {
    QUrl service;
    AgentToken token;
    QString authorityFile = {};
    Me me = {};
};

// Keeps what was typed whatever comes of it. GUI thread.
class ConnectForm : public QWidget {
    Q_OBJECT
public:
    explicit ConnectForm(QWidget *parent);
    void setService(const QString &service, const QString &authorityFile);
    void fixService();  // the command line named it: only the token is asked for
    void setTimes(const ClientTimes &times) { m_times = times; }
    void takeFocus();

signals:
    void connected(const latchkey::ServiceChoice &choice);
    void left();  // Back, or Escape

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void addFields(QVBoxLayout *column);
    void addButtons(QVBoxLayout *column);
    void chooseFile();
    void connectNow(bool evenIfOpenToAll);
    void tryOut(const QUrl &url, const AgentToken &token);
    void onAnswer(const QUrl &url, const AgentToken &token, const Result<Me> &me);
    void showProblem(const QString &title, const QString &sentence);
    void showWarning(const QUrl &url);
    void hideCards();
    void showAuthority();
    void setBusy(bool busy);
    void stop();

    FormField *m_service;
    FormField *m_token;
    FormField *m_authority;
    QPushButton *m_show = nullptr;
    QPushButton *m_choose = nullptr;
    QPushButton *m_private = nullptr;
    QPushButton *m_connect = nullptr;
    QPushButton *m_back = nullptr;
    Card *m_problem;
    Card *m_warning;
    std::unique_ptr<ServiceClient> m_trial;
    ClientTimes m_times;
    bool m_busy = false;
    bool m_fixed = false;
};

}  // namespace latchkey
