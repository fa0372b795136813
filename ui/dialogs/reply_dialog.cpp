// Shows the reply as the customer will read it, and says what stands in the way of copying it.
#include "ui/dialogs/reply_dialog.h"

#include "ui/actions/announce.h"
#include "ui/actions/issued_links.h"
#include "ui/desk.h"
#include "ui/panels/labels.h"
#include "ui/panels/reply_guard_row.h"
#include "ui/service_time.h"
#include "ui/snippets.h"
#include "ui/texts.h"
#include "ui/texts_context.h"
#include "ui/texts_snippets.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/card.h"

#include <QComboBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace latchkey {

void openReplyDialog(Desk &desk, const ReplyPlace &place, const Snippet &wanted) {
    auto *dialog = new ReplyDialog(desk, place, wanted, place.parent == nullptr ? nullptr : place.parent->window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

ReplyDialog::ReplyDialog(Desk &desk, const ReplyPlace &place, const Snippet &wanted, QWidget *parent)
    : QDialog(parent),
      m_desk(desk),
      m_place(place),
      m_wanted(wanted),
      m_language(new QComboBox(this)),
      m_reply(new QComboBox(this)),
      m_guard(new ReplyGuardRow(this)),
      m_none(new Card(Tone::Warning, this)),
      m_elsewhere(new Card(Tone::Danger, this)),
      m_reasonRow(new QWidget(m_elsewhere)),
      m_reason(new QLineEdit(m_reasonRow)),
      m_preview(new QPlainTextEdit(this)),
      m_stopped(new Card(Tone::Danger, this)),
      m_copy(primaryButton(Desktop::tr("Copy"), QStringLiteral("copyReply"), this)),
      m_close(plainButton(Desktop::tr("Close"), QStringLiteral("closeReply"), this)) {
    setObjectName(QStringLiteral("replyDialog"));
    const QString name = place.details.customer.name();
    setWindowTitle(name.isEmpty() ? Desktop::tr("Copy a reply") : Desktop::tr("Copy a reply to %1").arg(name));
    setModal(true);
    setMinimumWidth(520);
    if (desk.replyTo.customer == place.details.customer.id) m_typed = desk.replyTo.typed;
    m_reason->setText(m_typed.isEmpty() ? QString() : desk.replyTo.overrideReason);
    layOut();
    m_guard->set(guard(), place.details.customer.email, m_typed);
    connect(m_language, &QComboBox::activated, this, [this] {
        m_wanted.language = static_cast<Language>(m_language->currentData().toInt());
        fillReplies();
        choose();
    });
    connect(m_reply, &QComboBox::activated, this, &ReplyDialog::choose);
    connect(m_guard, &ReplyGuardRow::edited, this, [this](const QString &typed) {
        m_typed = typed;
        edited();
    });
    connect(m_guard, &ReplyGuardRow::entered, m_copy, &QPushButton::click);
    connect(m_reason, &QLineEdit::textChanged, this, &ReplyDialog::edited);
    connect(m_reason, &QLineEdit::returnPressed, m_copy, &QPushButton::click);
    connect(m_copy, &QPushButton::clicked, this, &ReplyDialog::copy);
    connect(m_close, &QPushButton::clicked, this, &ReplyDialog::reject);
    connect(&Snippets::of(desk), &Snippets::changed, this, &ReplyDialog::fillLanguages);
    connect(&IssuedLinks::of(desk), &IssuedLinks::changed, this, &ReplyDialog::refresh);
    connect(&IssuedLinks::of(desk), &IssuedLinks::ticked, this, &ReplyDialog::refresh);
    connect(&desk, &Desk::meChanged, this, [this] {
        m_guard->set(guard(), m_place.details.customer.email, m_typed);
        refresh();
    });
    m_copy->setDefault(true);
    fillLanguages();
}

void ReplyDialog::layOut() {
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(20, 18, 20, 18);
    column->setSpacing(10);
    m_none->setObjectName(QStringLiteral("noReplies"));
    QPushButton *settings = m_none->addButton(Desktop::tr("Open settings"), QStringLiteral("openReplySettings"));
    connect(settings, &QPushButton::clicked, this, [this] {
        reject();
        emit m_desk.pageRequested(QStringLiteral("settings"));
    });
    QPushButton *again = m_none->addButton(Desktop::tr("Try again"), QStringLiteral("readRepliesAgain"));
    connect(again, &QPushButton::clicked, &Snippets::of(m_desk), &Snippets::refresh);
    column->addWidget(m_none);
    m_choice = buildChoice();
    column->addWidget(m_choice);
    column->addWidget(m_guard);
    buildElsewhere();
    column->addWidget(m_elsewhere);
    m_preview->setObjectName(QStringLiteral("replyPreview"));
    m_preview->setAccessibleName(Desktop::tr("The reply, as the customer reads it"));
    m_preview->setReadOnly(true);
    m_preview->setTabChangesFocus(true);
    m_preview->setMinimumHeight(96);
    m_preview->setTextInteractionFlags(Qt::TextSelectableByKeyboard | Qt::TextSelectableByMouse);
    column->addWidget(m_preview, 1);
    m_stopped->setObjectName(QStringLiteral("replyStopped"));
    column->addWidget(m_stopped);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(m_close);
    buttons->addWidget(m_copy);
    column->addLayout(buttons);
    resize(560, 430);
}

QWidget *ReplyDialog::buildChoice() {
    auto *choice = new QWidget(this);
    auto *row = new QHBoxLayout(choice);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    m_language->setObjectName(QStringLiteral("replyLanguage"));
    m_language->setAccessibleName(Desktop::tr("Language of the reply"));
    m_reply->setObjectName(QStringLiteral("replyChoice"));
    m_reply->setAccessibleName(Desktop::tr("Reply"));
    m_reply->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_reply->setMinimumContentsLength(16);
    row->addWidget(m_language);
    row->addWidget(m_reply, 1);
    return choice;
}

void ReplyDialog::buildElsewhere() {
    m_elsewhere->setObjectName(QStringLiteral("replyElsewhere"));
    m_reason->setObjectName(QStringLiteral("replyReason"));
    m_reason->setAccessibleName(Desktop::tr("Why it goes there all the same"));
    m_reason->setPlaceholderText(Desktop::tr("Why it goes there all the same; the reason is recorded"));
    m_reason->setMaxLength(longestOverrideReason);
    auto *row = new QHBoxLayout(m_reasonRow);
    row->setContentsMargins(0, 8, 0, 0);
    row->addWidget(m_reason);
    m_elsewhere->body()->addWidget(m_reasonRow);
    QPushButton *instead = m_elsewhere->addButton(Desktop::tr("Copy Portal link reply instead"), QStringLiteral("copyPortalReplyInstead"));
    connect(instead, &QPushButton::clicked, this, &ReplyDialog::copyPortalInstead);
}

QList<Snippet> ReplyDialog::offered() const {
    const Snippets &snippets = Snippets::of(m_desk);
    if (m_place.link.isValid()) return snippets.forUse(SnippetUse::MagicLink);
    return snippets.forUse(SnippetUse::PortalLink) + snippets.forUse(SnippetUse::LoginSteps);
}

void ReplyDialog::fillLanguages() {
    const QSignalBlocker quiet(m_language);
    m_language->clear();
    for (const Snippet &each : offered())
        if (m_language->findData(static_cast<int>(each.language)) < 0) m_language->addItem(languageName(each.language), static_cast<int>(each.language));
    if (const int at = m_language->findData(static_cast<int>(m_wanted.language)); at >= 0)
        m_language->setCurrentIndex(at);
    else if (m_language->count() > 0)
        m_wanted.language = static_cast<Language>(m_language->itemData(0).toInt());
    fillReplies();
    choose();
}

void ReplyDialog::fillReplies() {
    const QSignalBlocker quiet(m_reply);
    m_reply->clear();
    int sameUse = -1;
    for (const Snippet &each : offered()) {
        if (each.language != m_wanted.language) continue;
        if (each.use == m_wanted.use && sameUse < 0) sameUse = m_reply->count();
        m_reply->addItem(m_place.link.isValid() ? each.title : Desktop::tr("%1: %2").arg(textOf(each.use), each.title), each.id.value());
    }
    const int at = m_reply->findData(m_wanted.id.value());
    m_reply->setCurrentIndex(at >= 0 ? at : qMax(sameUse, 0));
}

void ReplyDialog::choose() {
    const std::optional<Snippet> chosen = Snippets::of(m_desk).find(SnippetId(m_reply->currentData().toLongLong()));
    m_known = chosen.has_value();
    if (chosen) m_wanted = *chosen;
    edited();
}

void ReplyDialog::edited() {
    m_failure.clear();
    refresh();
}

ReplyGuard ReplyDialog::guard() const { return m_desk.me.settings.replyGuard; }
ReplyMatch ReplyDialog::match() const { return matchReply(m_place.details.customer.email, m_typed); }
bool ReplyDialog::passes() const { return !isGuarded() || replyPasses(guard(), match()); }
bool ReplyDialog::mayOverride() const { return mayOverrideReply(guard(), match(), m_desk.me.agent.role); }
QString ReplyDialog::reason() const { return passes() || !mayOverride() ? QString() : m_reason->text().trimmed(); }

QString ReplyDialog::whyNot() const {
    if (m_busy) return Desktop::tr("Asking the service…");
    if (!m_known) return Desktop::tr("There is no reply to copy");
    if (!m_fault.isEmpty()) return m_fault;
    if (passes()) return {};
    if (match() == ReplyMatch::NotGiven) return Desktop::tr("Say where the reply goes first");
    if (match() == ReplyMatch::NotAnAddress) return Desktop::tr("What the reply goes to is no e-mail address");
    if (!mayOverride()) return Desktop::tr("The reply goes to another address than the one on file");
    return reason().size() < shortestOverrideReason ? Desktop::tr("Say why it goes there all the same") : QString();
}

void ReplyDialog::refresh() {
    showNone();
    showText();
    showGuard();
    const QString why = whyNot();
    m_copy->setEnabled(why.isEmpty());
    m_copy->setToolTip(why);
    m_copy->setAccessibleDescription(why);
    m_copy->setText(m_busy ? Desktop::tr("Asking…") : Desktop::tr("Copy"));
}

void ReplyDialog::showNone() {
    const Snippets &snippets = Snippets::of(m_desk);
    const bool failed = snippets.state() == Snippets::State::Failed;
    m_choice->setVisible(m_known);
    m_preview->setVisible(m_known);
    const bool reading = snippets.state() == Snippets::State::Reading;
    m_none->setVisible(!m_known);
    m_none->findChild<QPushButton *>(QStringLiteral("readRepliesAgain"))->setVisible(failed);
    m_none->findChild<QPushButton *>(QStringLiteral("openReplySettings"))->setVisible(!failed && !reading);
    if (reading) {
        m_none->setTitle(Desktop::tr("The replies are being read…"));
        return m_none->setText({});
    }
    if (failed) {
        m_none->setTitle(Desktop::tr("The replies could not be read"));
        return m_none->setText(textOf(snippets.error()));
    }
    m_none->setTitle(m_place.link.isValid() ? Desktop::tr("There is no reply for a Magic link yet") : Desktop::tr("There is no reply for this yet"));
    m_none->setText(may(m_desk.me.agent.role, Permission::ChangeSnippets) ? Desktop::tr("Write one in the settings, under Replies.")
                                                                         : Desktop::tr("A lead writes it in the settings, under Replies."));
}

void ReplyDialog::showGuard() {
    m_guard->setVisible(isGuarded());
    const bool refused = m_known && isGuarded() && !passes() && match() != ReplyMatch::NotGiven;
    m_elsewhere->setVisible(refused);
    if (!refused) return;
    Finding finding;
    finding.code = FindingCode::ReplyGoesElsewhere;
    finding.severity = Severity::Blocks;
    finding.facts.reply = match();
    finding.facts.replyTo = replyAddressIn(m_typed);
    finding.facts.email = m_place.details.customer.email;
    const FindingText text = textOf(finding, serviceNow(m_desk.client));
    m_elsewhere->setTitle(text.title);
    m_elsewhere->setText(text.sentence);
    m_reasonRow->setVisible(mayOverride());
}

void ReplyDialog::showText() {
    m_fault.clear();
    if (!m_known) return m_stopped->hide();
    const SnippetText text = renderSnippet(m_wanted, replyValues(m_desk, m_place, m_wanted.language));
    const bool ended = m_place.link.isValid() && text.fault.problem == SnippetProblem::Unresolved && text.fault.detail.startsWith(nameOf(SnippetVariable::Link));
    m_fault = ended ? Desktop::tr("The Magic link has ended; issue another one.") : whyNotCopied(text.fault);
    // Set only when it reads otherwise, so that a selection and the place in it stay.
    if (m_preview->toPlainText() != text.plain) m_preview->setPlainText(text.plain);
    m_preview->setVisible(m_fault.isEmpty());
    if (m_fault.isEmpty() && m_failure.isEmpty()) return m_stopped->hide();
    if (m_fault.isEmpty()) return stop(Desktop::tr("Nothing was copied"), m_failure);
    stop(Desktop::tr("This reply cannot be copied"), m_fault);
}

void ReplyDialog::stop(const QString &title, const QString &sentence) {
    const bool another = m_stopped->isHidden() || m_stopped->accessibleDescription() != sentence;
    m_stopped->setTitle(title);
    m_stopped->setText(sentence);
    m_stopped->show();
    if (another && isVisible()) announce(m_stopped, sentence);
}

void ReplyDialog::copy() {
    if (!whyNot().isEmpty()) return;
    CopiedLink how;
    how.asReply = true;
    if (isGuarded()) how.replyTo = replyAddressIn(m_typed);
    how.overrideReason = reason();
    setBusy(true);
    copyReply(m_desk, m_wanted, m_place, how, this, [this](const QString &why) { onCopied(why); });
}

void ReplyDialog::copyPortalInstead() {
    const Snippets &snippets = Snippets::of(m_desk);
    std::optional<Snippet> portal = snippets.preferred(SnippetUse::PortalLink);
    for (const Snippet &each : snippets.forUse(SnippetUse::PortalLink))
        if (portal && portal->language != m_wanted.language && each.language == m_wanted.language) portal = each;
    if (!portal) return onCopied(Desktop::tr("There is no reply for the Portal link yet; write one in the settings, under Replies."));
    setBusy(true);
    copyReply(m_desk, *portal, m_place, {}, this, [this](const QString &why) { onCopied(why); });
}

void ReplyDialog::onCopied(const QString &whyNot) {
    setBusy(false);
    if (whyNot.isEmpty()) {
        if (isGuarded()) {
            m_desk.replyTo = {m_place.details.customer.id, m_typed, reason()};
            emit m_desk.replyToChanged();
        }
        return accept();
    }
    m_failure = whyNot;
    refresh();
}

void ReplyDialog::setBusy(bool busy) {
    m_busy = busy;
    for (QWidget *part : {static_cast<QWidget *>(m_choice), static_cast<QWidget *>(m_guard), static_cast<QWidget *>(m_elsewhere)}) part->setEnabled(!busy);
    refresh();
}

}  // namespace latchkey
