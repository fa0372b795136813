// Erases only what was named by hand.
#include "ui/dialogs/erase_dialog.h"

#include "ui/actions/announce.h"
#include "ui/desk.h"
#include "ui/panels/labels.h"
#include "ui/texts.h"
#include "ui/texts_context.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/card.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QVBoxLayout>

namespace latchkey {

namespace {

// The name as it is shown; the address or the shop's id where there is none.
QString confirmedBy(const Customer &customer) {
    if (!customer.name().isEmpty()) return customer.name();
    return customer.email.isEmpty() ? customer.ref : customer.email;
}

}  // namespace

EraseDialog::EraseDialog(Desk &desk, const Customer &customer, QWidget *parent)
    : QDialog(parent),
      m_desk(desk),
      m_id(customer.id),
      m_name(confirmedBy(customer)),
      m_typed(new QLineEdit(this)),
      m_error(new Card(Tone::Danger, this)),
      m_erase(primaryButton(Desktop::tr("Erase for good"), QStringLiteral("eraseForGood"), this)),
      m_cancel(plainButton(Desktop::tr("Cancel"), QStringLiteral("cancelErase"), this)) {
    setObjectName(QStringLiteral("eraseDialog"));
    setWindowTitle(Desktop::tr("Erase %1").arg(m_name));
    setModal(true);
    setMinimumWidth(480);
    layOut();
    // Enter in the field must press neither button.
    m_cancel->setAutoDefault(false);
    m_erase->setAutoDefault(false);
    connect(m_typed, &QLineEdit::textChanged, this, &EraseDialog::showState);
    connect(m_typed, &QLineEdit::returnPressed, this, [this] {
        if (matches()) m_erase->setFocus(Qt::OtherFocusReason);  // Enter here only leads to the button
    });
    connect(m_erase, &QPushButton::clicked, this, &EraseDialog::erase);
    connect(m_cancel, &QPushButton::clicked, this, &EraseDialog::reject);
    m_typed->setFocus();
    showState();
}

void EraseDialog::layOut() {
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(20, 18, 20, 18);
    column->setSpacing(8);
    const auto add = [this, column](const QString &title, const QString &sentence) {
        column->addWidget(new PlainLabel(title, LabelRole::Section, this));
        column->addWidget(new PlainLabel(sentence, LabelRole::Text, this));
        column->addSpacing(4);
    };
    add(Desktop::tr("What will be gone"),
        Desktop::tr("Name, e-mail address, phone number, the letters and texts to this customer, the words that agents wrote about them, and every live link and "
                    "sign-in. An import does not bring them back. Nobody can undo this."));
    add(Desktop::tr("What stays"),
        Desktop::tr("That there was a customer with this number, their subscriptions without anything personal, and the record of who did what and when, which can still be "
                    "proved unbroken."));
    column->addWidget(new PlainLabel(Desktop::tr("Type “%1” to erase this customer:").arg(m_name), LabelRole::Text, this));
    m_typed->setObjectName(QStringLiteral("eraseName"));
    m_typed->setAccessibleName(Desktop::tr("Name of the customer to erase"));
    m_typed->setAccessibleDescription(Desktop::tr("Type “%1” to erase this customer").arg(m_name));
    m_typed->setMaxLength(500);
    column->addWidget(m_typed);
    m_error->setObjectName(QStringLiteral("eraseError"));
    m_error->setTitle(Desktop::tr("The customer was not erased"));
    m_error->hide();
    column->addWidget(m_error);
    column->addSpacing(4);
    column->addStretch();
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_erase);
    column->addLayout(buttons);
}

bool EraseDialog::matches() const { return !m_name.isEmpty() && m_typed->text().simplified() == m_name.simplified(); }

void EraseDialog::showState() {
    m_erase->setEnabled(!m_busy && matches());
    m_erase->setText(m_busy ? Desktop::tr("Erasing…") : Desktop::tr("Erase for good"));
    const QString why = matches() ? QString() : Desktop::tr("Type the name first");
    m_erase->setToolTip(why);
    m_erase->setAccessibleDescription(why);
    m_typed->setReadOnly(m_busy);
    m_cancel->setEnabled(!m_busy);
}

void EraseDialog::erase() {
    if (m_busy || !matches()) return;
    m_busy = true;
    m_error->hide();
    showState();
    m_desk.client.eraseCustomer(m_id, m_name, this, [this](const Result<void> &answer) { onAnswer(answer); });
}

void EraseDialog::onAnswer(const Result<void> &answer) {
    m_busy = false;
    showState();
    if (answer) {
        emit erased();
        return accept();
    }
    const bool renamed = answer.error().code == ErrorCode::InvalidRequest && answer.error().detail == QLatin1String("name");
    const bool unknown = answer.error().code == ErrorCode::ServiceTimedOut;
    const QString sentence = renamed   ? Desktop::tr("The customer has another name by now; close this, reload the customer and look again.")
                             : unknown ? Desktop::tr("The service's answer was lost: the customer may be erased. Close this and look.")
                                       : textOf(answer.error());
    m_error->setTitle(unknown ? Desktop::tr("It is not known whether the customer was erased") : Desktop::tr("The customer was not erased"));
    m_error->setText(sentence);
    m_error->show();
    announce(m_error, sentence);
}

void EraseDialog::reject() {
    if (!m_busy) QDialog::reject();
}

}  // namespace latchkey
