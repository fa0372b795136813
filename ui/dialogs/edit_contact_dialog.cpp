// Edits a contact; of two agents who edit at once, neither loses what they typed.
#include "ui/dialogs/edit_contact_dialog.h"

#include "ui/actions/announce.h"
#include "ui/desk.h"
#include "ui/dialogs/contact_conflict.h"
#include "ui/dialogs/contact_field.h"
#include "ui/dialogs/shop_contact_card.h"
#include "ui/service_time.h"
#include "ui/texts.h"
#include "ui/texts_connection.h"
#include "ui/texts_context.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

namespace latchkey {

namespace {

FieldHint emailHint(const QString &text) {
    const EmailCheck check = checkEmail(text);
    switch (check.state) {
        case EmailState::Valid:
            return {};
        case EmailState::Missing:
            return {Desktop::tr("Without an address no Magic link is possible."), false, {}};
        case EmailState::Malformed:
            return {textOf(check.flaw, check.at), true, check.suggestion};
        case EmailState::DomainTypo:
            return {Desktop::tr("Did the customer mean %1?").arg(check.suggestion), false, check.suggestion};
    }
    return {};
}

FieldHint phoneHint(const QString &text) {
    const PhoneCheck check = checkPhone(text, u"US");
    switch (check.state) {
        case PhoneState::Missing:
            return {Desktop::tr("Without a number the login code goes by e-mail only."), false, {}};
        case PhoneState::Valid:
            return {};
        case PhoneState::Doubtful:
            return {Desktop::tr("This number may not exist; check it and its country code, such as +44."), false, {}};
        case PhoneState::Malformed:
            return {Desktop::tr("This is not a phone number. Write it with its country code, such as +44 20 7946 0018."), true, {}};
    }
    return {};
}

// Findings come by their severity; the one that the refusal is about may stand behind what was wrong before.
const Finding &findingOf(const Refusal &refusal) {
    const std::optional<ShopFault> fault = shopFaultFromText(refusal.error.detail);
    const std::optional<FindingCode> code = fault ? findingCodeOf(*fault) : std::nullopt;
    const Finding *ofTheShop = nullptr;
    for (const Finding &finding : refusal.findings) {
        if (fault && (finding.facts.shopFault == fault || finding.code == code)) return finding;
        if (ofTheShop == nullptr && finding.facts.shopFault) ofTheShop = &finding;
    }
    return ofTheShop != nullptr ? *ofTheShop : refusal.findings.constFirst();
}

}  // namespace

EditContactDialog::EditContactDialog(Desk &desk, const CustomerDetails &details, const QString &suggestedEmail, QWidget *parent)
    : QDialog(parent),
      m_desk(desk),
      m_details(details),
      m_email(new ContactField(Desktop::tr("E-mail"), QStringLiteral("emailEdit"), details.customer.email, emailHint, this)),
      m_phone(new ContactField(Desktop::tr("Phone"), QStringLiteral("phoneEdit"), details.customer.phone, phoneHint, this)),
      m_linksEnd(new QLabel(this)),
      m_notices(new QVBoxLayout),
      m_save(primaryButton(Desktop::tr("Save"), QStringLiteral("saveContact"), this)),
      m_cancel(plainButton(Desktop::tr("Cancel"), QStringLiteral("cancelContact"), this)) {
    setObjectName(QStringLiteral("editContactDialog"));
    setWindowTitle(Desktop::tr("Edit contact of %1").arg(details.customer.name()));
    setModal(true);
    setMinimumWidth(480);
    m_linksEnd->setObjectName(QStringLiteral("linksEndHint"));
    m_linksEnd->setTextFormat(Qt::PlainText);
    m_linksEnd->setWordWrap(true);
    m_linksEnd->hide();
    layOut();
    m_save->setDefault(true);
    connect(m_email, &ContactField::edited, this, &EditContactDialog::onEdited);
    connect(m_phone, &ContactField::edited, this, &EditContactDialog::onEdited);
    connect(m_save, &QPushButton::clicked, this, &EditContactDialog::save);
    connect(m_cancel, &QPushButton::clicked, this, &EditContactDialog::reject);
    if (!suggestedEmail.isEmpty() && !details.shop.noEmailChange) m_email->setText(suggestedEmail);
    if (details.shop.kind != ShopKind::House) addShop();
    m_email->setFocus();
    onEdited();
}

void EditContactDialog::layOut() {
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_save);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(20, 18, 20, 18);
    column->setSpacing(10);
    column->addWidget(m_email);
    column->addWidget(m_phone);
    column->addWidget(m_linksEnd);
    column->addLayout(m_notices);
    column->addLayout(buttons);
    setTabOrder(m_email->edit(), m_email->suggestion());
    setTabOrder(m_email->suggestion(), m_phone->edit());
    setTabOrder(m_phone->edit(), m_phone->suggestion());
    setTabOrder(m_phone->suggestion(), m_save);
    setTabOrder(m_save, m_cancel);
}

bool EditContactDialog::isChanged() const { return m_email->isChanged() || m_phone->isChanged(); }

// An address that may have been saved stands in the field by itself.
bool EditContactDialog::isTyped() const { return m_unsure ? m_email->text() != m_details.shop.emailAwaited : isChanged(); }

ContactChange EditContactDialog::change() const {
    // An untouched field goes back as it stands on file, blanks and all: the service judges only what was changed.
    return {m_email->isChanged() ? m_email->text() : m_details.customer.email, m_phone->isChanged() ? m_phone->text() : m_details.customer.phone,
            m_details.customer.version};
}

void EditContactDialog::setBusy(bool busy) {
    m_busy = busy;
    m_save->setText(busy ? Desktop::tr("Saving…") : Desktop::tr("Save"));
    onEdited();
}

void EditContactDialog::onEdited() {
    const bool malformed = m_email->blocksSaving() || m_phone->blocksSaving();
    m_save->setEnabled(!m_busy && !malformed && m_conflict == nullptr);
    m_save->setToolTip(malformed ? Desktop::tr("Correct the marked field first") : QString());
    const qsizetype live = m_details.liveLinks.size();
    m_linksEnd->setText(live == 1 ? Desktop::tr("Saving another e-mail address ends the live Magic link.")
                                  : Desktop::tr("Saving another e-mail address ends %1 live Magic links.").arg(live));
    m_linksEnd->setVisible(live > 0 && m_email->isChanged() && m_details.shop.kind == ShopKind::House);
    takeQuestionBack();
}

// The focus goes back to where it was: an Enter pressed next must not reach Save by itself.
void EditContactDialog::takeQuestionBack() {
    if (m_question == nullptr) return;
    if (m_question->isAncestorOf(focusWidget())) (m_beforeQuestion != nullptr ? m_beforeQuestion.data() : m_email->edit())->setFocus();
    delete m_question;
    m_question = nullptr;
    adjustSize();
}

void EditContactDialog::save() {
    if (m_busy || m_email->blocksSaving() || m_phone->blocksSaving()) return;
    // Where nobody knows which address stands at the platform, either is a change.
    if (!isChanged() && !m_unsure) {
        accept();
        return;
    }
    delete m_error;
    m_error = nullptr;
    setBusy(true);
    m_pending =
        m_desk.client.changeContact(m_details.customer.id, change(), this, [this](const tl::expected<CustomerDetails, Refusal> &answer) { onAnswer(answer); });
}

void EditContactDialog::onAnswer(const tl::expected<CustomerDetails, Refusal> &answer) {
    if (answer) {
        setBusy(false);
        if (!answer->shop.emailAwaited.isEmpty()) return waitForShop(*answer);
        emit saved(*answer);
        accept();
    } else if (answer.error().error.code == ErrorCode::VersionConflict) {
        readTheirs();
    } else {
        setBusy(false);
        if (m_shop != nullptr && !answer.error().findings.isEmpty()) return showRefusalOfShop(findingOf(answer.error()));
        showError(answer.error().error);
    }
}

// Where the shop's own tables are, only what its API or its platform takes can be changed from here.
void EditContactDialog::addShop() {
    m_shop = new ShopContactCard(m_desk, m_details.shop.places, this);
    m_notices->addWidget(m_shop);
    m_phone->setFixed();
    m_phone->edit()->setToolTip(Desktop::tr("Change the phone number in Skio or Shopify"));
    connect(&m_desk.client, &ServiceClient::happened, this, &EditContactDialog::onHappened);
    if (!m_details.shop.noEmailChange) return m_details.shop.emailAwaited.isEmpty() ? m_shop->hide() : goOnWaiting();
    m_email->setFixed();
    m_save->hide();
    m_cancel->setText(Desktop::tr("Close"));
    m_shop->showNotPossible(*m_details.shop.noEmailChange);
}

// Opened again while an address waits: that one is what is on file at the platform, and may be corrected. Where it is not known whether it is,
// what Skio shows stays on file, and saving sends the address once more.
void EditContactDialog::goOnWaiting() {
    m_waits = true;
    m_unsure = m_details.shop.emailUnsure;
    const QString awaited = m_details.shop.emailAwaited;
    const bool suggested = m_email->isChanged();
    if (!m_unsure) m_email->setOnFile(awaited);
    if (!suggested) m_email->setText(awaited);
    if (m_unsure) m_shop->showUnsure(awaited);
    else m_shop->showWaiting(awaited, true);
}

void EditContactDialog::showRefusalOfShop(const Finding &finding) {
    m_shop->showFinding(finding, serviceNow(m_desk.client));
    adjustSize();
}

void EditContactDialog::waitForShop(const CustomerDetails &now) {
    m_details = now;
    m_waits = true;
    m_unsure = false;
    m_email->setOnFile(m_email->text());
    m_email->setFixed();
    m_save->hide();
    m_cancel->setText(Desktop::tr("Close"));
    m_shop->showWaiting(now.shop.emailAwaited, false);
    adjustSize();
    emit waiting(now);
}

void EditContactDialog::onHappened(const Event &event) {
    if (!m_waits || m_busy || event.customer != m_details.customer.id) return;
    m_pending.cancel();
    m_pending = m_desk.client.customer(m_details.customer.id, this, [this](const Result<CustomerDetails> &now) {
        if (!now || !now->shop.emailAwaited.isEmpty() || !m_waits) return;
        m_waits = false;
        if (isChanged()) return standOn(*now);
        emit saved(*now);
        accept();
    });
}

// What is being typed is kept, as a change of what the shop now shows.
void EditContactDialog::standOn(const CustomerDetails &now) {
    m_details = now;
    m_unsure = false;
    m_email->setOnFile(now.customer.email);
    m_shop->hide();
    onEdited();
    adjustSize();
}

void EditContactDialog::readTheirs() {
    m_pending = m_desk.client.customer(m_details.customer.id, this, [this](const Result<CustomerDetails> &theirs) {
        setBusy(false);
        if (theirs)
            showConflict(*theirs);
        else
            showError(theirs.error());
    });
}

void EditContactDialog::showConflict(const CustomerDetails &theirs) {
    const ContactChange mine = change();
    m_details = theirs;
    m_email->setOnFile(theirs.customer.email);
    m_phone->setOnFile(theirs.customer.phone);
    m_email->setText(mine.email);
    m_phone->setText(mine.phone);
    m_conflict = new ContactConflict(theirs.customer, mine, this);
    m_notices->addWidget(m_conflict);
    connect(m_conflict, &ContactConflict::theirsKept, this, &QDialog::reject, Qt::QueuedConnection);
    connect(m_conflict, &ContactConflict::theirsKept, this, [this] {
        m_email->setText(m_details.customer.email);
        m_phone->setText(m_details.customer.phone);
    });
    connect(m_conflict, &ContactConflict::chosen, this, [this](bool myEmail, bool myPhone) {
        if (!myEmail) m_email->setText(m_details.customer.email);
        if (!myPhone) m_phone->setText(m_details.customer.phone);
        m_conflict->deleteLater();
        m_conflict = nullptr;
        save();
    });
    onEdited();
    m_conflict->findChild<QPushButton *>(QStringLiteral("keepTheirs"))->setFocus();
    announce(m_conflict, Desktop::tr("Somebody else saved this contact in the meantime"));
}

void EditContactDialog::showError(const Error &error) {
    m_error = new Card(Tone::Danger, this);
    m_error->setObjectName(QStringLiteral("contactError"));
    const bool unknown = error.code == ErrorCode::ServiceTimedOut;
    m_error->setTitle(unknown ? Desktop::tr("It is not known whether the contact was saved") : Desktop::tr("The contact was not saved"));
    m_error->setText(unknown ? Desktop::tr("The service's answer was lost. Save again: if it was saved, nothing is changed twice.") : textOf(error));
    m_notices->addWidget(m_error);
    announce(m_error, failureText(Desktop::tr("The contact was not saved."), Desktop::tr("It is not known whether the contact was saved."), error));
}

void EditContactDialog::reject() {
    if (!isTyped())
        QDialog::reject();
    else if (m_question == nullptr)
        askToDiscard();
    else
        takeQuestionBack();  // a second Escape
}

void EditContactDialog::askToDiscard() {
    m_beforeQuestion = focusWidget();
    m_question = new Card(Tone::Warning, this);
    m_question->setObjectName(QStringLiteral("discardQuestion"));
    m_question->setTitle(Desktop::tr("Discard what you typed?"));
    QPushButton *keep = m_question->addButton(Desktop::tr("Keep editing"), QStringLiteral("keepEditing"));
    QPushButton *discard = m_question->addButton(Desktop::tr("Discard"), QStringLiteral("discardContact"));
    connect(
        keep, &QPushButton::clicked, this, [this] { takeQuestionBack(); }, Qt::QueuedConnection);
    connect(
        discard, &QPushButton::clicked, this, [this] { QDialog::reject(); }, Qt::QueuedConnection);
    m_notices->addWidget(m_question);
    keep->setFocus();
    announce(m_question, Desktop::tr("Discard what you typed?"));
}

}  // namespace latchkey
