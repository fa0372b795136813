// Lists the replies; while one is being edited, the others wait until it is saved or discarded.
#include "ui/pages/settings_snippets.h"

#include "ui/actions/announce.h"
#include "ui/desk.h"
#include "ui/pages/snippet_editor.h"
#include "ui/panels/labels.h"
#include "ui/snippets.h"
#include "ui/texts.h"
#include "ui/texts_roles.h"
#include "ui/texts_snippets.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/card.h"
#include "ui/widgets/row_delegate.h"
#include "ui/widgets/rows_view.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QVBoxLayout>

namespace latchkey {

namespace {

constexpr int idRole = Qt::UserRole + 1;
constexpr int longestList = 7;  // rows, before it scrolls

}  // namespace

SettingsSnippets::SettingsSnippets(Desk &desk, QWidget *parent)
    : QWidget(parent), m_desk(desk), m_why(new PlainLabel({}, LabelRole::Muted, this)), m_editor(new SnippetEditor(desk, this)) {
    setObjectName(QStringLiteral("settingsSnippets"));
    m_why->setObjectName(QStringLiteral("snippetsWhy"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 12, 0, 0);
    column->setSpacing(8);
    column->addWidget(new PlainLabel(tr("Replies"), LabelRole::Section, this));
    column->addWidget(m_why);
    buildCards(column);
    buildList(column);
    column->addWidget(m_editor);
    connect(m_editor, &SnippetEditor::editedChanged, this, &SettingsSnippets::showState);
    connect(m_editor, &SnippetEditor::saved, &Snippets::of(desk), &Snippets::refresh);
    connect(m_editor, &SnippetEditor::discarded, this, [this] {
        m_editor->show({});
        Snippets::of(m_desk).refresh();
        showList();
        m_view->setFocus(Qt::OtherFocusReason);
    });
    connect(&Snippets::of(desk), &Snippets::changed, this, &SettingsSnippets::showList);
    connect(&desk, &Desk::meChanged, this, &SettingsSnippets::showState);
    showList();
}

void SettingsSnippets::buildCards(QVBoxLayout *column) {
    m_error = new Card(Tone::Warning, this);
    m_error->setObjectName(QStringLiteral("snippetsError"));
    connect(m_error->addButton(tr("Try again"), QStringLiteral("snippetsTryAgain")), &QPushButton::clicked, this, &SettingsSnippets::refresh);
    m_error->hide();
    column->addWidget(m_error);
}

void SettingsSnippets::buildList(QVBoxLayout *column) {
    m_rows.setHorizontalHeaderLabels({tr("For"), tr("Language"), tr("Title")});
    m_view = new RowsView(this);
    m_view->setObjectName(QStringLiteral("snippetList"));
    m_view->setAccessibleName(tr("Replies"));
    m_view->setModel(&m_rows);
    m_view->setItemDelegate(new RowDelegate([](const QModelIndex &at) {
        Cell cell;
        cell.text = at.data().toString();
        cell.muted = at.column() < 2;
        return cell;
    }, m_view));
    m_view->setColumns({{22, 0, false}, {18, 0, false}, {44, 0, false}});
    m_view->horizontalHeader()->setSectionsClickable(false);
    column->addWidget(m_view);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &SettingsSnippets::onChosen);
    connect(m_view, &RowsView::opened, m_editor, &SnippetEditor::takeFocus);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    m_new = plainButton(tr("New"), QStringLiteral("newSnippet"), this);
    m_new->setAccessibleName(tr("New reply"));
    m_duplicate = plainButton(tr("Duplicate"), QStringLiteral("duplicateSnippet"), this);
    m_duplicate->setAccessibleName(tr("Duplicate the chosen reply"));
    m_delete = plainButton(tr("Delete…"), QStringLiteral("deleteSnippet"), this);
    m_delete->setAccessibleName(tr("Delete the chosen reply"));
    for (QPushButton *button : {m_new, m_duplicate, m_delete}) row->addWidget(button);
    row->addStretch();
    column->addLayout(row);
    connect(m_new, &QPushButton::clicked, this, [this] { add({}); });
    connect(m_duplicate, &QPushButton::clicked, this, [this] {
        std::optional<Snippet> copy = Snippets::of(m_desk).find(chosen());
        if (!copy) return;
        copy->id = {};
        copy->version = 1;
        copy->title = tr("%1 (copy)").arg(copy->title).left(longestSnippetTitle);
        add(*copy);
    });
    connect(m_delete, &QPushButton::clicked, this, &SettingsSnippets::askToDelete);
    m_question = new Card(Tone::Warning, this);
    m_question->setObjectName(QStringLiteral("deleteQuestion"));
    connect(m_question->addButton(tr("Delete it"), QStringLiteral("deleteForGood")), &QPushButton::clicked, this, &SettingsSnippets::remove);
    connect(m_question->addButton(tr("Keep it"), QStringLiteral("keepSnippet")), &QPushButton::clicked, this, [this] {
        m_question->hide();
        m_delete->setFocus(Qt::OtherFocusReason);
    });
    m_question->hide();
    column->addWidget(m_question);
}

void SettingsSnippets::refresh() { Snippets::of(m_desk).refresh(); }

bool SettingsSnippets::mayChange() const { return may(m_desk.me.agent.role, Permission::ChangeSnippets); }

SnippetId SettingsSnippets::chosen() const { return SnippetId(m_rows.index(m_view->currentIndex().row(), 0).data(idRole).toLongLong()); }

void SettingsSnippets::showList() {
    const Snippets &snippets = Snippets::of(m_desk);
    // One that was just saved stays chosen, and is shown as it was saved until the service has told it anew.
    const SnippetId before = m_editor->isEdited() || m_editor->current().isValid() ? m_editor->current() : chosen();
    m_filling = true;
    m_rows.removeRows(0, m_rows.rowCount());
    for (const Snippet &each : snippets.all()) {
        auto *use = new QStandardItem(textOf(each.use));
        use->setData(each.id.value(), idRole);
        m_rows.appendRow({use, new QStandardItem(languageName(each.language)), new QStandardItem(each.title)});
    }
    m_view->setFixedHeight(m_view->horizontalHeader()->sizeHint().height() + qBound(1, m_rows.rowCount(), longestList) * RowDelegate::rowHeight + 2);
    m_filling = false;
    const bool failed = snippets.state() == Snippets::State::Failed;
    m_error->setVisible(failed);
    if (failed) {
        m_error->setTitle(tr("The replies could not be read"));
        m_error->setText(textOf(snippets.error()));
    }
    choose(before);
    showState();
}

// What is being edited stays in the editor, whatever the list does.
void SettingsSnippets::choose(SnippetId id) {
    int row = -1;
    for (int i = 0; i < m_rows.rowCount(); ++i)
        if (m_rows.index(i, 0).data(idRole).toLongLong() == id.value()) row = i;
    if (row < 0 && !m_editor->isEdited() && m_rows.rowCount() > 0) row = 0;
    m_filling = true;
    m_view->setCurrentIndex(m_rows.index(row, 0));
    m_filling = false;
    onChosen();
}

void SettingsSnippets::onChosen() {
    if (m_filling) return;
    m_question->hide();
    if (m_editor->isEdited()) return;
    if (const std::optional<Snippet> snippet = Snippets::of(m_desk).find(chosen())) m_editor->show(*snippet);
    showState();
}

void SettingsSnippets::showState() {
    const Snippets &snippets = Snippets::of(m_desk);
    const bool known = snippets.state() == Snippets::State::Known || !snippets.all().isEmpty();
    const bool edited = m_editor->isEdited();
    const QString wait = edited ? tr("Save or discard what you changed first") : QString();
    for (QPushButton *button : {m_new, m_duplicate, m_delete}) {
        button->setVisible(mayChange());
        button->setEnabled(known && !edited && (button == m_new || chosen().isValid()));
        button->setToolTip(wait);
        button->setAccessibleDescription(wait);
    }
    m_view->setVisible(!snippets.all().isEmpty());
    m_view->setEnabled(!edited);
    m_editor->setEditable(mayChange());
    m_editor->setVisible(edited || chosen().isValid());
    if (!mayChange()) return m_why->setPlain(tr("What agents copy as a reply. %1").arg(whyNot(m_desk.me, Permission::ChangeSnippets)));
    m_why->setPlain(known && snippets.all().isEmpty() && !edited ? tr("There are no replies yet. Write the first one with New.")
                                                                  : tr("What agents copy as a reply. Variables such as {{customer.first_name|there}} are filled in when it is copied."));
}

void SettingsSnippets::add(const Snippet &draft) {
    m_question->hide();
    m_editor->show(draft, true);
    m_filling = true;
    m_view->setCurrentIndex({});
    m_filling = false;
    showState();
    m_editor->takeFocus();
}

void SettingsSnippets::askToDelete() {
    const std::optional<Snippet> snippet = Snippets::of(m_desk).find(chosen());
    if (!snippet) return;
    m_asked = snippet->id;
    m_question->setTitle(tr("Delete “%1” (%2)?").arg(snippet->title, languageName(snippet->language)));
    m_question->setText(tr("No agent can copy it any more."));
    m_question->show();
    m_question->findChild<QPushButton *>(QStringLiteral("keepSnippet"))->setFocus(Qt::OtherFocusReason);
    announce(m_question, tr("Delete “%1” (%2)?").arg(snippet->title, languageName(snippet->language)));
}

void SettingsSnippets::remove() {
    const SnippetId id = m_asked;
    m_question->hide();
    m_desk.client.deleteSnippet(id, this, [this](const Result<void> &answer) {
        // Gone already is what was wanted.
        if (!answer && answer.error().code != ErrorCode::NotFound) {
            m_error->setTitle(tr("The reply was not deleted"));
            m_error->setText(textOf(answer.error()));
            m_error->show();
            return announce(m_error, textOf(answer.error()));
        }
        emit m_desk.noticeRequested(tr("The reply is deleted."));
        Snippets::of(m_desk).refresh();
    });
    m_view->setFocus(Qt::OtherFocusReason);
}

}  // namespace latchkey
