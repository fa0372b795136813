// Saves a reply with the version that was seen; of two who edit at once, neither loses what they wrote.
#include "ui/pages/snippet_editor.h"

#include "ui/actions/announce.h"
#include "ui/desk.h"
#include "ui/pages/snippet_preview.h"
#include "ui/panels/labels.h"
#include "ui/texts.h"
#include "ui/texts_snippets.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/card.h"
#include "ui/widgets/form_rows.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QTextBlock>
#include <QVBoxLayout>

#include <algorithm>

namespace latchkey {

SnippetEditor::SnippetEditor(Desk &desk, QWidget *parent) : QWidget(parent), m_desk(desk) {
    setObjectName(QStringLiteral("snippetEditor"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 4, 0, 0);
    column->setSpacing(8);
    buildForm(column);
    buildBody(column);
    buildConflict(column);
    buildButtons(column);
    m_preview = new SnippetPreview(desk, this);
    column->addWidget(m_preview);
    showState();
}

void SnippetEditor::buildForm(QVBoxLayout *column) {
    m_title = new FormField(tr("Title"), QStringLiteral("snippetTitle"), this);
    m_title->edit()->setMaxLength(longestSnippetTitle);
    m_use = new FormChoice(tr("For"), QStringLiteral("snippetUse"), this);
    for (const SnippetUse use : {SnippetUse::MagicLink, SnippetUse::PortalLink, SnippetUse::LoginSteps}) m_use->add(static_cast<int>(use), textOf(use));
    m_language = new FormChoice(tr("Language"), QStringLiteral("snippetLanguage"), this);
    for (const Language language : {Language::English, Language::German, Language::French, Language::Spanish})
        m_language->add(static_cast<int>(language), languageName(language));
    m_use->setValue(static_cast<int>(SnippetUse::MagicLink));
    m_language->setValue(static_cast<int>(Language::English));
    for (FormRow *row : {static_cast<FormRow *>(m_title), static_cast<FormRow *>(m_use), static_cast<FormRow *>(m_language)}) {
        column->addWidget(row);
        connect(row, &FormRow::edited, this, &SnippetEditor::onEdited);
    }
}

void SnippetEditor::buildBody(QVBoxLayout *column) {
    auto *row = new QHBoxLayout;
    row->addWidget(new PlainLabel(tr("Text"), LabelRole::Muted, this), 1);
    m_insert = plainButton(tr("Insert variable ▾"), QStringLiteral("insertVariable"), this);
    m_insert->setAccessibleName(tr("Insert variable"));
    auto *menu = new QMenu(m_insert);
    menu->setObjectName(QStringLiteral("variableMenu"));
    for (const SnippetVariable variable : allSnippetVariables()) {
        QAction *action = menu->addAction(tr("%1: %2").arg(bracesAround(variable), textOf(variable)));
        action->setObjectName(QStringLiteral("insert-") + nameOf(variable));
        connect(action, &QAction::triggered, this, [this, variable] { insert(variable); });
    }
    connect(m_insert, &QPushButton::clicked, this, [this, menu] { menu->popup(m_insert->mapToGlobal(QPoint(0, m_insert->height() + 2))); });
    row->addWidget(m_insert);
    column->addLayout(row);
    m_body = new QPlainTextEdit(this);
    m_body->setObjectName(QStringLiteral("snippetBody"));
    m_body->setAccessibleName(tr("Text of the reply"));
    m_body->setTabChangesFocus(true);
    m_body->setMinimumHeight(190);
    column->addWidget(m_body);
    connect(m_body, &QPlainTextEdit::textChanged, this, &SnippetEditor::onEdited);
    m_fault = new PlainLabel({}, LabelRole::Text, this);
    m_fault->setObjectName(QStringLiteral("snippetFault"));
    m_fault->setForegroundRole(QPalette::BrightText);
    column->addWidget(m_fault);
}

void SnippetEditor::buildConflict(QVBoxLayout *column) {
    m_conflict = new Card(Tone::Warning, this);
    m_conflict->setObjectName(QStringLiteral("snippetConflict"));
    m_theirText = new QPlainTextEdit(m_conflict);
    m_theirText->setObjectName(QStringLiteral("snippetTheirs"));
    m_theirText->setAccessibleName(tr("The reply as somebody else saved it"));
    m_theirText->setReadOnly(true);
    m_theirText->setTextInteractionFlags(Qt::TextSelectableByKeyboard | Qt::TextSelectableByMouse);
    m_theirText->setTabChangesFocus(true);
    m_theirText->setFixedHeight(140);
    m_conflict->body()->addSpacing(6);
    m_conflict->body()->addWidget(m_theirText);
    m_keepMine = m_conflict->addButton(tr("Save mine over it"), QStringLiteral("snippetKeepMine"));
    m_takeTheirs = m_conflict->addButton(tr("Take theirs"), QStringLiteral("snippetTakeTheirs"));
    connect(m_keepMine, &QPushButton::clicked, this, [this] {
        if (m_theirs) m_saved.version = m_theirs->version;
        else m_saved.id = {};
        save();
    });
    connect(m_takeTheirs, &QPushButton::clicked, this, [this] {
        if (!m_theirs) return emit discarded();
        const Snippet theirs = *m_theirs;
        show(theirs);
        emit saved(theirs);
    });
    m_conflict->hide();
    column->addWidget(m_conflict);
    m_error = new Card(Tone::Danger, this);
    m_error->setObjectName(QStringLiteral("snippetError"));
    m_error->setTitle(tr("The reply was not saved"));
    m_error->hide();
    column->addWidget(m_error);
}

void SnippetEditor::buildButtons(QVBoxLayout *column) {
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    m_save = primaryButton(tr("Save"), QStringLiteral("saveSnippet"), this);
    m_save->setAccessibleName(tr("Save the reply"));
    m_discard = plainButton(tr("Discard"), QStringLiteral("discardSnippet"), this);
    m_discard->setAccessibleName(tr("Discard what was changed"));
    row->addWidget(m_save);
    row->addWidget(m_discard);
    row->addStretch();
    column->addLayout(row);
    connect(m_save, &QPushButton::clicked, this, &SnippetEditor::save);
    connect(m_discard, &QPushButton::clicked, this, [this] {
        if (!m_saved.id.isValid()) return emit discarded();
        show(m_saved);
        takeFocus();
    });
}

void SnippetEditor::show(const Snippet &snippet, bool edited) {
    m_pending.cancel();
    m_busy = false;
    m_saved = snippet;
    m_theirs.reset();
    m_conflict->hide();
    m_error->hide();
    fill(snippet);
    setEdited(edited);
}

void SnippetEditor::fill(const Snippet &snippet) {
    m_filling = true;
    m_title->setText(snippet.title);
    m_use->setValue(static_cast<int>(snippet.use));
    m_language->setValue(static_cast<int>(snippet.language));
    if (m_body->toPlainText() != snippet.body) m_body->setPlainText(snippet.body);
    m_filling = false;
    showState();
}

Snippet SnippetEditor::written() const {
    Snippet snippet = m_saved;
    snippet.title = m_title->text();
    snippet.use = static_cast<SnippetUse>(m_use->value());
    snippet.language = static_cast<Language>(m_language->value());
    snippet.body = m_body->toPlainText();
    return snippet;
}

void SnippetEditor::onEdited() {
    if (m_filling) return;
    m_error->hide();
    const Snippet now = written();
    setEdited(!m_saved.id.isValid() || now.title != m_saved.title || now.use != m_saved.use || now.language != m_saved.language || now.body != m_saved.body);
}

void SnippetEditor::setEdited(bool edited) {
    const bool another = edited != m_edited;
    m_edited = edited;
    showState();
    if (another) emit editedChanged();
}

void SnippetEditor::showState() {
    const Snippet now = written();
    const QString fault = m_editable ? whyNotSaved(checkSnippet(now)) : QString();
    if (m_fault->accessibleName() != fault) m_fault->setPlain(fault);
    m_fault->setVisible(!fault.isEmpty());
    m_body->setAccessibleDescription(fault);
    m_save->setEnabled(m_edited && fault.isEmpty() && !m_busy);
    m_save->setAccessibleDescription(fault);
    m_save->setToolTip(fault);
    m_save->setText(m_busy ? tr("Saving…") : tr("Save"));
    m_discard->setEnabled(m_edited && !m_busy);
    for (QPushButton *button : {m_save, m_discard, m_insert}) button->setVisible(m_editable);
    for (FormRow *row : {static_cast<FormRow *>(m_title), static_cast<FormRow *>(m_use), static_cast<FormRow *>(m_language)}) row->setEditable(m_editable && !m_busy);
    m_body->setReadOnly(!m_editable || m_busy);
    if (m_preview != nullptr) m_preview->show(now);
}

void SnippetEditor::setEditable(bool editable) {
    m_editable = editable;
    showState();
}

void SnippetEditor::takeFocus() { m_title->takeFocus(); }

// The ways in stand on a line of their own, so they are put on one.
void SnippetEditor::insert(SnippetVariable variable) {
    QTextCursor cursor = m_body->textCursor();
    QString text = bracesAround(variable);
    if (variable == SnippetVariable::Link || variable == SnippetVariable::PortalLink) {
        cursor.removeSelectedText();
        const QString line = cursor.block().text();
        if (!line.left(cursor.positionInBlock()).trimmed().isEmpty()) text.prepend(QLatin1Char('\n'));
        if (!line.mid(cursor.positionInBlock()).trimmed().isEmpty()) text.append(QLatin1Char('\n'));
    }
    cursor.insertText(text);
    m_body->setTextCursor(cursor);
    m_body->setFocus(Qt::OtherFocusReason);
}

void SnippetEditor::save() {
    if (m_busy || checkSnippet(written()).problem != SnippetProblem::None) return;
    m_busy = true;
    m_conflict->hide();
    m_error->hide();
    showState();
    m_pending = m_desk.client.saveSnippet(written(), this, [this](const Result<Snippet> &answer) { onSaved(answer); });
}

void SnippetEditor::onSaved(const Result<Snippet> &answer) {
    if (answer) {
        show(*answer);
        emit m_desk.noticeRequested(tr("Reply “%1” saved.").arg(answer->title));
        return emit saved(*answer);
    }
    const Error &error = answer.error();
    // Gone for who has seen it is a conflict too; a new one cannot be gone.
    if (m_saved.id.isValid() && (error.code == ErrorCode::VersionConflict || error.code == ErrorCode::NotFound)) return readTheirs();
    const std::optional<SnippetProblem> problem = snippetProblemFromText(error.detail);
    fail(error.code == ErrorCode::SnippetInvalid && problem && *problem != SnippetProblem::UnknownVariable ? whyNotSaved({*problem, {}}) : textOf(error));
}

void SnippetEditor::readTheirs() {
    m_pending = m_desk.client.snippets(this, [this](const Result<QList<Snippet>> &answer) {
        if (!answer) return fail(textOf(answer.error()));
        m_busy = false;
        const auto found = std::find_if(answer->cbegin(), answer->cend(), [this](const Snippet &each) { return each.id == m_saved.id; });
        showConflict(found == answer->cend() ? std::nullopt : std::optional(*found));
    });
}

void SnippetEditor::showConflict(const std::optional<Snippet> &theirs) {
    m_theirs = theirs;
    m_conflict->setTitle(theirs ? tr("Somebody else saved this reply in the meantime") : tr("Somebody else deleted this reply in the meantime"));
    m_conflict->setText(theirs ? tr("Theirs stands below: “%1”, for %2, in %3. Yours is above, as you wrote it.").arg(theirs->title, textOf(theirs->use), languageName(theirs->language))
                               : tr("Yours is above, as you wrote it."));
    m_theirText->setVisible(theirs.has_value());
    m_theirText->setPlainText(theirs ? theirs->body : QString());
    m_keepMine->setText(theirs ? tr("Save mine over it") : tr("Save mine as a new one"));
    m_takeTheirs->setText(theirs ? tr("Take theirs") : tr("Let it go"));
    m_conflict->show();
    showState();
    m_keepMine->setFocus(Qt::OtherFocusReason);
    announce(m_conflict, m_conflict->findChild<QLabel *>(QStringLiteral("cardTitle"))->text());
}

void SnippetEditor::fail(const QString &sentence) {
    m_busy = false;
    m_error->setText(sentence);
    m_error->show();
    showState();
    announce(m_error, sentence);
}

}  // namespace latchkey
