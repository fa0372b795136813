// The dialog behind "Other reply…": which reply, in which language, where it goes, and how it reads before it is copied.
#pragma once

#include "ui/actions/copy_as_reply.h"

#include <QDialog>

class QComboBox;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QVBoxLayout;

namespace latchkey {

class Card;
class ReplyGuardRow;

// `wanted` is chosen first; of one without an id only its use and language count.
void openReplyDialog(Desk &desk, const ReplyPlace &place, const Snippet &wanted);

class ReplyDialog : public QDialog {
    Q_OBJECT
public:
    ReplyDialog(Desk &desk, const ReplyPlace &place, const Snippet &wanted, QWidget *parent);

private:
    void layOut();
    QWidget *buildChoice();
    void buildElsewhere();
    void fillLanguages();
    void fillReplies();
    void choose();
    void edited();
    void refresh();
    void stop(const QString &title, const QString &sentence);
    void showNone();
    void showGuard();
    void showText();
    void copy();
    void copyPortalInstead();
    void onCopied(const QString &whyNot);
    void setBusy(bool busy);
    [[nodiscard]] QList<Snippet> offered() const;
    [[nodiscard]] bool isGuarded() const { return m_wanted.use == SnippetUse::MagicLink && guard() != ReplyGuard::Off; }
    [[nodiscard]] ReplyGuard guard() const;
    [[nodiscard]] ReplyMatch match() const;
    [[nodiscard]] bool passes() const;
    [[nodiscard]] bool mayOverride() const;
    [[nodiscard]] QString reason() const;  // empty when none is needed
    [[nodiscard]] QString whyNot() const;  // what stands in the way of copying; empty when nothing does

    Desk &m_desk;
    ReplyPlace m_place;
    Snippet m_wanted;     // what is chosen
    bool m_known = false; // it is one of the service's
    QString m_typed;
    QString m_fault;    // of the reply itself
    QString m_failure;  // of the last attempt to copy it
    bool m_busy = false;
    QWidget *m_choice = nullptr;
    QComboBox *m_language;
    QComboBox *m_reply;
    ReplyGuardRow *m_guard;
    Card *m_none;
    Card *m_elsewhere;
    QWidget *m_reasonRow;
    QLineEdit *m_reason;
    QPlainTextEdit *m_preview;
    Card *m_stopped;
    QPushButton *m_copy;
    QPushButton *m_close;
};

}  // namespace latchkey
