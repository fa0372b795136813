// The sidebar and its buttons, painted from the theme's colours.
#include "ui/window/sidebar.h"

#include "ui/pages/numbers.h"
#include "ui/texts_shop.h"
#include "ui/theme/theme.h"
#include "ui/widgets/tones.h"
#include "ui/window/shop_note.h"

#include <QButtonGroup>
#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

namespace latchkey {

NavButton::NavButton(const QString &text, const QString &objectName, QWidget *parent) : QPushButton(text, parent) {
    setObjectName(objectName);
    setCheckable(true);
    setAutoExclusive(true);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void NavButton::setCount(const QString &count) {
    m_count = count;
    setAccessibleDescription(count);
    update();
}

void NavButton::paintEvent(QPaintEvent *) {
    const Colours &c = colours();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(hasFocus() ? QPen(c.accent, 2) : QPen(Qt::NoPen));
    painter.setBrush(isChecked() ? c.accentSoft : underMouse() ? c.neutralSoft : QColor(Qt::transparent));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 6, 6);
    QFont small = font();
    small.setPixelSize(12);
    small.setWeight(QFont::Normal);
    painter.setFont(small);
    painter.setPen(c.textFaint);
    painter.drawText(rect().adjusted(10, 0, -10, 0), Qt::AlignVCenter | Qt::AlignRight, m_count);
    QFont name = font();
    name.setWeight(isChecked() ? QFont::DemiBold : QFont::Medium);
    painter.setFont(name);
    painter.setPen(isChecked() ? c.accent : isEnabled() ? c.text : c.textFaint);
    painter.drawText(rect().adjusted(10, 0, -10, 0), Qt::AlignVCenter | Qt::AlignLeft, text());
}

Sidebar::Sidebar(QWidget *parent) : QWidget(parent), m_group(new QButtonGroup(this)) {
    setObjectName(QStringLiteral("sidebar"));
    setFixedWidth(204);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(8, 12, 9, 10);
    column->setSpacing(0);
    addGroup(column, tr("SUBSCRIBERS"));
    addPage(column, QStringLiteral("subscriptions"), tr("Subscriptions"));
    addPage(column, QStringLiteral("customers"), tr("Customers"));
    addGroup(column, tr("LINKS"));
    addPage(column, QStringLiteral("links"), tr("Issued links"));
    addPage(column, QStringLiteral("check"), tr("Check a link"));
    addGroup(column, tr("TEAM"));
    addPage(column, QStringLiteral("activity"), tr("Activity"));
    addPage(column, QStringLiteral("messages"), tr("Messages"));
    column->addStretch();
    m_shop = new ShopNote(this);
    column->addWidget(m_shop);
    connect(m_shop, &QPushButton::clicked, this, [this] { emit pageChosen(QStringLiteral("settings")); });
    addPage(column, QStringLiteral("settings"), tr("Settings"));
}

void Sidebar::addGroup(QVBoxLayout *column, const QString &title) {
    auto *label = new QLabel(title, this);
    QFont font = sectionFont();
    font.setPixelSize(11);
    font.setLetterSpacing(QFont::AbsoluteSpacing, 0.4);
    label->setFont(font);
    label->setForegroundRole(QPalette::PlaceholderText);
    label->setContentsMargins(10, 12, 0, 6);
    column->addWidget(label);
}

NavButton *Sidebar::addPage(QVBoxLayout *column, const QString &page, const QString &text) {
    auto *button = new NavButton(text, QLatin1String("nav-") + page, this);
    m_group->addButton(button);
    connect(button, &QPushButton::clicked, this, [this, page] { emit pageChosen(page); });
    column->addWidget(button);
    return button;
}

void Sidebar::choose(const QString &page) {
    if (auto *button = findChild<NavButton *>(QLatin1String("nav-") + page)) button->setChecked(true);
}

void Sidebar::setMe(const Me &me) {
    findChild<NavButton *>(QStringLiteral("nav-subscriptions"))->setCount(shortCount(me.subscriptions));
    findChild<NavButton *>(QStringLiteral("nav-customers"))->setCount(shortCount(me.customers));
    findChild<NavButton *>(QStringLiteral("nav-links"))->setCount(me.liveLinks > 0 ? shortCount(me.liveLinks) : QString());
    findChild<NavButton *>(QStringLiteral("nav-messages"))->setCount(me.messages > 0 ? shortCount(me.messages) : QString());
    const QString why = whyNotHere(me.shopKind);
    auto *messages = findChild<NavButton *>(QStringLiteral("nav-messages"));
    messages->setEnabled(why.isEmpty());
    messages->setToolTip(why);
}

void Sidebar::setShop(const ShopState &state, Instant now) { m_shop->set(state, now); }

void Sidebar::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    painter.fillRect(rect(), colours().window);
    painter.fillRect(QRect(width() - 1, 0, 1, height()), colours().line);
}

}  // namespace latchkey
