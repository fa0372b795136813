// The page Import: choose files, look at them and say what their columns are, follow the import, and see what came of it.
#pragma once

#include "models/domain/import_field.h"

#include <QWidget>

class QPushButton;
class QStackedWidget;

namespace latchkey {

class Card;
class Desk;
class ImportChoose;
class ImportMapping;
class ImportProgressView;
class ImportResult;
class ImportRun;
class PlainLabel;

// Built by the main window when it is first shown; the import goes on while another page is. GUI thread.
class ImportPage : public QWidget {
    Q_OBJECT
public:
    explicit ImportPage(Desk &desk, QWidget *parent = nullptr);
    [[nodiscard]] ImportChoose *chooser() const { return m_choose; }
    [[nodiscard]] ImportRun *run() const { return m_run; }
    [[nodiscard]] bool isBusy() const;  // files are sent, or the import runs
    void abandon();                     // stops what is under way; what is in stays

signals:
    void rested(bool stopped);  // nothing is under way any more; or it could not be stopped

protected:
    void hideEvent(QHideEvent *event) override;

private:
    void buildLook();
    void showRun();
    void showFiles();
    void showFile(int index);
    void showReady();
    void showProblem(const QString &why);
    void start();
    void focusFirst();
    [[nodiscard]] QList<ImportMapping *> mappings() const;

    Desk &m_desk;
    ImportRun *m_run;
    PlainLabel *m_title;
    Card *m_problem;
    QStackedWidget *m_steps;
    ImportChoose *m_choose;
    QWidget *m_look;
    QWidget *m_tabs = nullptr;
    QStackedWidget *m_files = nullptr;
    QPushButton *m_start = nullptr;
    ImportProgressView *m_progress;
    ImportResult *m_result;
    int m_shown = 0;  // the run's phase that is on show
};

}  // namespace latchkey
