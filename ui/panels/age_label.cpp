// Writes the age anew each second.
#include "ui/panels/age_label.h"

#include "ui/desk.h"
#include "ui/service_time.h"
#include "ui/shop_watch.h"
#include "ui/texts_context.h"
#include "ui/texts_shop.h"

namespace latchkey {

AgeLabel::AgeLabel(Desk &desk, QWidget *parent) : PlainLabel(QString(), LabelRole::Muted, parent), m_desk(desk) {
    setObjectName(QStringLiteral("rowAge"));
    hide();
    connect(&ShopWatch::of(desk), &ShopWatch::aged, this, &AgeLabel::showAge);
    connect(&ShopWatch::of(desk), &ShopWatch::changed, this, &AgeLabel::showAge);
}

void AgeLabel::set(const ShopFacts &shop) {
    m_shop = shop;
    setVisible(shop.kind != ShopKind::House);
    showAge();
}

void AgeLabel::showAge() {
    if (m_shop.kind == ShopKind::House) return;
    const Instant at = asOf(m_shop.readAt, ShopWatch::of(m_desk).state().sync);
    const QString age = ageText(at, serviceNow(m_desk.client));
    setPlain(Desktop::tr("From %1, %2").arg(nameOf(m_shop.kind), age));
}

}  // namespace latchkey
