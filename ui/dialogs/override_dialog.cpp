// A reason of the right length is all that opens its button.
#include "ui/dialogs/override_dialog.h"

#include "models/domain/text_folding.h"
#include "ui/panels/labels.h"
#include "ui/texts.h"
#include "ui/texts_context.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QVBoxLayout>

namespace latchkey {

OverrideDialog::OverrideDialog(const FindingFacts &facts, const QString &customerName, QWidget *parent)
    : QDialog(parent),
      m_reason(new QLineEdit(this)),
      m_hint(new PlainLabel({}, LabelRole::Muted, this)),
      m_issue(primaryButton(Desktop::tr("Issue Magic link"), QStringLiteral("overrideIssue"), this)),
      m_cancel(plainButton(Desktop::tr("Cancel"), QStringLiteral("overrideCancel"), this)) {
    setObjectName(QStringLiteral("overrideDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(Desktop::tr("Issue it although the reply goes elsewhere"));
    setModal(true);
    setMinimumWidth(480);
    const QString name = customerName.isEmpty() ? Desktop::tr("this customer") : customerName;
    const QString to = replyAddressIn(facts.replyTo);
    auto *what = new PlainLabel(Desktop::tr("Whoever reads %1 will get into the subscriptions of %2.").arg(brief(to), brief(name)), LabelRole::Text, this);
    what->setObjectName(QStringLiteral("overrideMeans"));
    what->setToolTip(to);  // whole, where it was shortened
    auto *record = new PlainLabel(Desktop::tr("Your reason goes into the activity, with your name. The address is not kept: name it in the reason if it matters."), LabelRole::Muted, this);
    record->setObjectName(QStringLiteral("overrideRecord"));
    auto *label = new PlainLabel(Desktop::tr("Why does it go there all the same?"), LabelRole::Section, this);
    label->setBuddy(m_reason);
    m_reason->setObjectName(QStringLiteral("overrideReason"));
    m_reason->setAccessibleName(Desktop::tr("Reason"));
    m_reason->setMaxLength(longestOverrideReason);
    m_hint->setObjectName(QStringLiteral("overrideHint"));
    setAccessibleDescription(what->accessibleName());
    layOut({what, record, label});
    m_issue->setDefault(true);
    connect(m_reason, &QLineEdit::textChanged, this, &OverrideDialog::onEdited);
    connect(m_issue, &QPushButton::clicked, this, &OverrideDialog::confirm);
    connect(m_cancel, &QPushButton::clicked, this, &OverrideDialog::reject);
    m_reason->setFocus();
    onEdited();
}

void OverrideDialog::layOut(const QList<QWidget *> &above) {
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_issue);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(20, 18, 20, 18);
    column->setSpacing(8);
    for (QWidget *widget : above) column->addWidget(widget);
    column->addWidget(m_reason);
    column->addWidget(m_hint);
    column->addSpacing(4);
    column->addLayout(buttons);
    setTabOrder(m_reason, m_cancel);
    setTabOrder(m_cancel, m_issue);
}

QString OverrideDialog::reason() const { return trimInvisible(m_reason->text()); }

void OverrideDialog::onEdited() {
    const bool enough = reason().size() >= shortestOverrideReason;
    const QString hint = enough ? Desktop::tr("%1 characters are left.").arg(longestOverrideReason - m_reason->text().size())
                                : Desktop::tr("Write at least %1 characters.").arg(shortestOverrideReason);
    m_hint->setPlain(hint);
    m_reason->setAccessibleDescription(hint);
    m_issue->setEnabled(enough);
    m_issue->setToolTip(enough ? QString() : Desktop::tr("Write the reason first"));
    m_issue->setAccessibleDescription(m_issue->toolTip());
}

void OverrideDialog::confirm() {
    if (reason().size() < shortestOverrideReason) return;
    emit confirmed(reason());
    accept();
}

}  // namespace latchkey
