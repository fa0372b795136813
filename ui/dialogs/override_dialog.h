// Asks why a Magic link goes to another address than the one on file, and says what that means.
#pragma once

#include "models/domain/finding.h"

#include <QDialog>

class QLineEdit;
class QPushButton;

namespace latchkey {

class PlainLabel;

// Deletes itself when closed; open() shows it.
class OverrideDialog : public QDialog {
    Q_OBJECT
public:
    OverrideDialog(const FindingFacts &facts, const QString &customerName, QWidget *parent);

signals:
    void confirmed(const QString &reason);  // without the blanks around it

private:
    void layOut(const QList<QWidget *> &above);
    void onEdited();
    void confirm();
    [[nodiscard]] QString reason() const;

    QLineEdit *m_reason;
    PlainLabel *m_hint;
    QPushButton *m_issue;
    QPushButton *m_cancel;
};

}  // namespace latchkey
