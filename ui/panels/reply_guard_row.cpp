// Says beside the field what came of the comparison, by a dot and by words, and tells who does not see it.
#include "ui/panels/reply_guard_row.h"

#include "ui/actions/announce.h"
#include "ui/panels/labels.h"
#include "ui/texts_advice.h"
#include "ui/texts_context.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLineEdit>

namespace latchkey {

namespace {

DotKind dotOf(ReplyMatch match) {
    switch (match) {
        case ReplyMatch::NotGiven:
        case ReplyMatch::PlusAddress:
            return DotKind::Warning;
        case ReplyMatch::Same:
            return DotKind::Good;
        case ReplyMatch::Elsewhere:
        case ReplyMatch::NotAnAddress:
            return DotKind::Bad;
    }
    return DotKind::Quiet;
}

}  // namespace

ReplyGuardRow::ReplyGuardRow(QWidget *parent)
    : QWidget(parent), m_edit(new QLineEdit(this)), m_dot(new Dot(DotKind::Quiet, this)), m_word(new PlainLabel({}, LabelRole::Text, this)), m_below(new QWidget(this)) {
    setObjectName(QStringLiteral("replyGuardRow"));
    auto *name = new PlainLabel(Desktop::tr("Reply goes to"), LabelRole::Muted, this);
    name->setWordWrap(false);
    name->setBuddy(m_edit);
    m_edit->setObjectName(QStringLiteral("replyTo"));
    m_edit->setAccessibleName(Desktop::tr("Reply goes to"));
    m_edit->setMaxLength(500);
    m_edit->setInputMethodHints(Qt::ImhEmailCharactersOnly);
    m_edit->setMinimumWidth(80);
    m_word->setObjectName(QStringLiteral("replyMatch"));
    auto *below = new QHBoxLayout(m_below);
    below->setContentsMargins(0, 0, 0, 0);
    below->setSpacing(6);
    below->addWidget(m_dot, 0, Qt::AlignTop);
    below->addWidget(m_word, 1);
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(10);
    grid->setVerticalSpacing(4);
    grid->setColumnStretch(1, 1);
    grid->addWidget(name, 0, 0);
    grid->addWidget(m_edit, 0, 1);
    grid->addWidget(m_below, 1, 1);
    connect(m_edit, &QLineEdit::textEdited, this, [this](const QString &typed) {
        const QString before = m_word->text();
        showMatch();
        if (m_below->isVisible() && m_word->text() != before) announce(m_word, m_word->text());
        emit edited(typed);
    });
    connect(m_edit, &QLineEdit::returnPressed, this, &ReplyGuardRow::entered);
    showMatch();
}

void ReplyGuardRow::set(ReplyGuard guard, const QString &onFile, const QString &typed) {
    m_guard = guard;
    m_onFile = onFile;
    if (m_edit->text() != typed) m_edit->setText(typed);
    m_edit->setPlaceholderText(guard == ReplyGuard::Require ? Desktop::tr("the address you answer to") : Desktop::tr("optional: the address you answer to"));
    showMatch();
}

void ReplyGuardRow::takeFocus() { m_edit->setFocus(Qt::OtherFocusReason); }

void ReplyGuardRow::showMatch() {
    const ReplyMatch match = matchReply(m_onFile, m_edit->text());
    const bool nothingOnFile = m_onFile.trimmed().isEmpty() && match == ReplyMatch::Elsewhere;
    const QString word = nothingOnFile ? Desktop::tr("no address on file to compare it with") : textOf(match, m_guard);
    m_dot->setKind(nothingOnFile ? DotKind::Quiet : dotOf(match));
    if (m_word->text() != word) m_word->setPlain(word);
    m_edit->setAccessibleDescription(word);
    m_below->setVisible(!word.isEmpty());
}

}  // namespace latchkey
