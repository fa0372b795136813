// The import while it is under way: how far, how fast, what came of it so far, and a way to stop it.
#pragma once

#include "ui/pages/import_run.h"

#include <QWidget>

class QProgressBar;
class QPushButton;

namespace latchkey {

class Card;

class ImportProgressView : public QWidget {
    Q_OBJECT
public:
    ImportProgressView(ImportRun &run, QWidget *parent);
    void showRun();

private:
    void showSending();
    void showRunning();
    void askToStop();

    ImportRun &m_run;
    Card *m_card;
    QProgressBar *m_bar;
    QPushButton *m_stop;
};

}  // namespace latchkey
