// "Reply goes to": where the agent says which address they answer, compared as they type with the address on file.
#pragma once

#include "models/domain/reply_guard.h"

#include <QWidget>

class QLineEdit;

namespace latchkey {

class Dot;
class PlainLabel;

class ReplyGuardRow : public QWidget {
    Q_OBJECT
public:
    explicit ReplyGuardRow(QWidget *parent);
    // Leaves the cursor where it is while the same text stays.
    void set(ReplyGuard guard, const QString &onFile, const QString &typed);
    void takeFocus();

signals:
    void edited(const QString &typed);
    void entered();  // Enter was pressed in it

private:
    void showMatch();

    ReplyGuard m_guard = ReplyGuard::Ask;
    QString m_onFile;
    QLineEdit *m_edit;
    Dot *m_dot;
    PlainLabel *m_word;
    QWidget *m_below;
};

}  // namespace latchkey
