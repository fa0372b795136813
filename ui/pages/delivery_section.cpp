// Saves what was edited, before a test as well, because the service tries what is saved.
#include "ui/pages/delivery_section.h"

#include "models/domain/email_address.h"
#include "models/domain/phone_number.h"
#include "ui/actions/announce.h"
#include "ui/desk.h"
#include "ui/desk_settings.h"
#include "ui/pages/settings_mail.h"
#include "ui/pages/settings_sms.h"
#include "ui/panels/labels.h"
#include "ui/panels/trial_card.h"
#include "ui/texts.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/focus_order.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QTimer>
#include <QVBoxLayout>

namespace latchkey {

DeliverySection::DeliverySection(Desk &desk, Channel channel, QWidget *parent) : QWidget(parent), m_desk(desk), m_channel(channel) {
    setObjectName(isLetters() ? QStringLiteral("mailSection") : QStringLiteral("smsSection"));
    m_form = isLetters() ? static_cast<DeliveryForm *>(new MailForm(this)) : new SmsForm(this);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 12, 0, 0);
    column->setSpacing(8);
    column->addWidget(new PlainLabel(isLetters() ? tr("Mail") : tr("Text messages"), LabelRole::Section, this));
    column->addWidget(m_form);
    m_note = new PlainLabel({}, LabelRole::Muted, this);
    m_note->setObjectName(isLetters() ? QStringLiteral("mailNote") : QStringLiteral("smsNote"));
    m_note->hide();
    column->addWidget(m_note);
    buildButtons();
    buildTrial();
    connect(m_form, &DeliveryForm::edited, this, [this] {
        m_note->hide();
        showState();
    });
    connect(&desk, &Desk::meChanged, this, &DeliverySection::showState);
    showState();
}

void DeliverySection::buildButtons() {
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    m_save = plainButton(tr("Save"), isLetters() ? QStringLiteral("saveMail") : QStringLiteral("saveSms"), this);
    m_save->setAccessibleName(isLetters() ? tr("Save how letters leave") : tr("Save how texts leave"));
    row->addWidget(m_save);
    row->addStretch();
    static_cast<QVBoxLayout *>(layout())->addLayout(row);
    connect(m_save, &QPushButton::clicked, this, [this] { save(false); });
}

void DeliverySection::buildTrial() {
    m_to = new QLineEdit(isLetters() ? m_desk.settings.testLetterTo : m_desk.settings.testTextTo, this);
    m_to->setObjectName(isLetters() ? QStringLiteral("testLetterTo") : QStringLiteral("testTextTo"));
    m_to->setAccessibleName(isLetters() ? tr("Where the test letter goes") : tr("Where the test text goes"));
    m_to->setPlaceholderText(isLetters() ? tr("Your own address") : tr("Your own number, such as +44…"));
    m_to->setMaxLength(254);
    m_try = plainButton({}, isLetters() ? QStringLiteral("tryMail") : QStringLiteral("trySms"), this);
    m_cancel = plainButton(tr("Cancel"), isLetters() ? QStringLiteral("cancelMailTrial") : QStringLiteral("cancelSmsTrial"), this);
    m_trial = new TrialCard(isLetters() ? QStringLiteral("mailTrial") : QStringLiteral("smsTrial"), this);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_to, 1);
    row->addWidget(m_try);
    row->addWidget(m_cancel);
    auto *column = static_cast<QVBoxLayout *>(layout());
    column->addLayout(row);
    column->addWidget(m_trial);
    connect(m_to, &QLineEdit::textChanged, this, &DeliverySection::showState);
    connect(m_to, &QLineEdit::returnPressed, m_try, &QPushButton::click);
    connect(m_try, &QPushButton::clicked, this, &DeliverySection::tryIt);
    connect(m_cancel, &QPushButton::clicked, this, &DeliverySection::cancel);
}

bool DeliverySection::mayChange() const { return may(m_desk.me.agent.role, Permission::ChangeDelivery) && !m_saved.fixedByOperator; }

void DeliverySection::show(const DeliverySetup &saved) {
    m_saved = saved;
    if (!m_form->isEdited()) m_form->show(saved);
    showState();
}

QString DeliverySection::addressProblem() const {
    const QString to = m_to->text().trimmed();
    if (isLetters()) {
        const EmailState state = checkEmail(to).state;
        const bool good = state == EmailState::Valid || state == EmailState::DomainTypo;
        return good ? QString() : tr("Write your own e-mail address first");
    }
    const PhoneState state = checkPhone(to, u"US").state;
    const bool good = to.startsWith(QLatin1Char('+')) && (state == PhoneState::Valid || state == PhoneState::Doubtful);
    return good ? QString() : tr("Write your own number first, with + and country code");
}

void DeliverySection::showState() {
    const bool busy = m_saving || m_trying;
    const bool mayTry = may(m_desk.me.agent.role, Permission::ChangeDelivery);
    m_form->setEditable(mayChange() && !busy);
    m_save->setVisible(mayChange());
    m_save->setEnabled(!busy && m_form->isEdited());
    m_save->setText(m_saving ? tr("Saving…") : tr("Save"));
    const QString letter = m_form->isEdited() ? tr("Save and send a test letter") : tr("Send a test letter to myself");
    const QString text = m_form->isEdited() ? tr("Save and send a test text") : tr("Send a test text to myself");
    m_try->setText(m_trying ? tr("Sending…") : isLetters() ? letter : text);
    const QString why =
        !m_form->leaves() ? (isLetters() ? tr("Letters are captured: none leaves") : tr("No text leaves this way")) : addressProblem();
    m_try->setEnabled(!busy && why.isEmpty());
    m_try->setToolTip(why);
    m_try->setAccessibleDescription(why);
    for (QWidget *part : {static_cast<QWidget *>(m_to), static_cast<QWidget *>(m_try)}) part->setVisible(mayTry && m_form->leaves());
    m_cancel->setVisible(m_trying);
}

void DeliverySection::save(bool thenTry) {
    if (m_saving || !m_form->check()) return;
    ServiceClient::DeliveryChange change;
    change.setup = m_saved;  // the other section's rows go back as they were saved
    m_form->writeTo(change);
    m_saving = true;
    m_note->hide();
    m_trial->hide();
    showState();
    m_pending = m_desk.client.changeDelivery(change, this, [this, thenTry](const Result<DeliverySetup> &answer) { onSaved(answer, thenTry); });
}

void DeliverySection::onSaved(const Result<DeliverySetup> &answer, bool thenTry) {
    m_saving = false;
    if (!answer) {
        showState();
        if (answer.error().code == ErrorCode::DeliveryInvalid && m_form->refuse(answer.error().detail)) return;
        m_note->setPlain(textOf(answer.error()));
        m_note->show();
        return announce(m_note, tr("It was not saved. %1").arg(textOf(answer.error())));
    }
    m_form->show(*answer);
    m_saved = *answer;
    showState();
    m_note->setPlain(tr("Saved."));
    m_note->show();
    emit saved(*answer);
    if (thenTry) send();
}

void DeliverySection::tryIt() {
    QString &kept = isLetters() ? m_desk.settings.testLetterTo : m_desk.settings.testTextTo;
    if (kept != m_to->text().trimmed()) {
        kept = m_to->text().trimmed();
        saveSettings(m_desk.settings);
    }
    if (m_form->isEdited())
        save(true);
    else
        send();
}

void DeliverySection::send() {
    m_trying = true;
    m_trial->hide();
    showState();
    m_cancel->setFocus(Qt::OtherFocusReason);
    m_pending = m_desk.client.tryDelivery(m_channel, m_to->text().trimmed(), this, [this](const Result<DeliveryTrial> &answer) {
        m_trying = false;
        showState();
        m_try->setFocus(Qt::OtherFocusReason);
        if (answer)
            m_trial->showTrial(*answer, m_channel);
        else
            m_trial->showError(textOf(answer.error()));
        QTimer::singleShot(0, m_trial, [this] { bringIntoSight(m_trial); });  // when it has its place
    });
}

// The service may send it all the same: only the waiting ends.
void DeliverySection::cancel() {
    m_pending.cancel();
    m_trying = false;
    showState();
    m_try->setFocus(Qt::OtherFocusReason);
    m_trial->showError(tr("You stopped waiting; the test may still arrive."));
}

}  // namespace latchkey
