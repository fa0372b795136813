// Reads the setup, and says why it cannot be changed where it cannot.
#include "ui/pages/settings_delivery.h"

#include "ui/desk.h"
#include "ui/pages/delivery_section.h"
#include "ui/panels/labels.h"
#include "ui/texts.h"
#include "ui/texts_roles.h"
#include "ui/texts_shop.h"
#include "ui/widgets/card.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace latchkey {

SettingsDelivery::SettingsDelivery(Desk &desk, QWidget *parent)
    : QWidget(parent),
      m_desk(desk),
      m_why(new PlainLabel({}, LabelRole::Muted, this)),
      m_error(new Card(Tone::Warning, this)),
      m_mail(new DeliverySection(desk, Channel::Email, this)),
      m_sms(new DeliverySection(desk, Channel::Sms, this)) {
    setObjectName(QStringLiteral("settingsDelivery"));
    m_why->setObjectName(QStringLiteral("deliveryWhy"));
    m_error->setObjectName(QStringLiteral("deliveryError"));
    m_error->setTitle(tr("How letters and texts leave could not be read"));
    connect(m_error->addButton(tr("Try again"), QStringLiteral("deliveryTryAgain")), &QPushButton::clicked, this, &SettingsDelivery::refresh);
    m_error->hide();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 12, 0, 0);
    column->setSpacing(8);
    column->addWidget(new PlainLabel(tr("Letters and texts"), LabelRole::Section, this));
    column->addWidget(m_why);
    for (QWidget *part : {static_cast<QWidget *>(m_error), static_cast<QWidget *>(m_mail), static_cast<QWidget *>(m_sms)}) column->addWidget(part);
    for (DeliverySection *section : {m_mail, m_sms}) {
        connect(section, &DeliverySection::saved, this, &SettingsDelivery::onSaved);
        section->hide();
    }
    connect(&desk, &Desk::meChanged, this, &SettingsDelivery::showWhy);
    connect(&desk.client, &ServiceClient::reachableChanged, this, [this](bool reachable) {
        if (reachable && !m_known) refresh();
    });
    showWhy();
    refresh();
}

void SettingsDelivery::refresh() {
    m_pending.cancel();
    m_pending = m_desk.client.deliverySetup(this, [this](const Result<DeliverySetup> &answer) { onRead(answer); });
}

void SettingsDelivery::onRead(const Result<DeliverySetup> &answer) {
    const bool refused = !answer && answer.error().code == ErrorCode::NotAllowed;
    m_error->setVisible(!answer && !refused);
    if (!answer) return m_error->setText(textOf(answer.error()));
    m_setup = *answer;
    m_known = true;
    for (DeliverySection *section : {m_mail, m_sms}) {
        section->show(m_setup);
        section->setVisible(m_desk.me.shopKind == ShopKind::House);
    }
    showWhy();
}

void SettingsDelivery::onSaved(const DeliverySetup &now) {
    m_setup = now;
    for (DeliverySection *section : {m_mail, m_sms}) section->show(now);
    m_desk.me.mail = now.mail.route;
    m_desk.me.sms = now.sms.route;
    emit m_desk.meChanged();
}

void SettingsDelivery::showWhy() {
    if (const QString why = whyNotHere(m_desk.me.shopKind); !why.isEmpty()) {
        for (DeliverySection *section : {m_mail, m_sms}) section->hide();
        return m_why->setPlain(why);
    }
    const QString now = deliverySentence(m_desk.me.mail, m_desk.me.sms);
    if (const QString why = whyNot(m_desk.me, Permission::ChangeDelivery); !why.isEmpty()) return m_why->setPlain(tr("%1 %2").arg(now, why));
    if (m_known && m_setup.fixedByOperator)
        return m_why->setPlain(tr("%1 This is set in the service's configuration, so it is changed there; a test works from here.").arg(now));
    m_why->setPlain(now);
}

}  // namespace latchkey
