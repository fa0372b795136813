// The first page: work on this computer, or connect to a team. Shown once at the first start, and again when it is to be changed.
#pragma once

#include "ui/dialogs/connect_form.h"

class QStackedWidget;

namespace latchkey {

// A widget on its own at the first start, or inside a dialog. GUI thread.
class ConnectionChoice : public QWidget {
    Q_OBJECT
public:
    explicit ConnectionChoice(QWidget *parent = nullptr);
    [[nodiscard]] ConnectForm *form() const { return m_form; }
    void showForm();
    void setMayLeave(bool mayLeave);  // there is something to go back to: a Cancel
    // The command line named the service: there is nothing to choose.
    void askForTokenOf(const QString &service, const QString &authorityFile);

signals:
    void localChosen();
    void teamChosen(const latchkey::ServiceChoice &choice);
    void left();

protected:
    bool focusNextPrevChild(bool next) override;

private:
    QWidget *buildPage();
    void showPage();

    QStackedWidget *m_stack;
    ConnectForm *m_form;
    QWidget *m_first = nullptr;
    QWidget *m_cancel = nullptr;
    bool m_onlyForm = false;
};

}  // namespace latchkey
