// A desk whose customers are at Skio: the shop as the service tells it, one customer of it, and the words that a widget shows.
#pragma once

#include "tests/ui/panel_fixture.h"
#include "ui/shop_watch.h"

#include <QAbstractButton>
#include <QLabel>

namespace latchkey {

inline ShopState someShop() {
    ShopState shop;
    shop.kind = ShopKind::Skio;
    shop.storeDomain = QStringLiteral("shop.example.com");
    shop.login.page = QStringLiteral("https://shop.example.com/a/account/login");
    shop.sync.everStarted = shop.sync.firstLoadDone = true;
    shop.sync.freshAt = testNow - std::chrono::seconds(12);
    ShopTrouble none;
    none.fault = ShopFault::NotOffered;
    none.what = QStringLiteral("shopify-token");
    shop.abilities = {{ShopAbility::ReadCustomers, AbilityState::Yes, {}, testNow}, {ShopAbility::ReadSubscriptions, AbilityState::Yes, {}, testNow},
                      {ShopAbility::MakeLink, AbilityState::Untried, {}, {}}, {ShopAbility::ChangeEmail, AbilityState::No, none, testNow},
                      {ShopAbility::HousePortal, AbilityState::No, none, {}}};
    return shop;
}

inline CustomerDetails atSkio() {
    CustomerDetails details = amelie();
    details.shop.kind = ShopKind::Skio;
    details.shop.readAt = testNow - std::chrono::seconds(40);
    details.shop.places = {QStringLiteral("https://skio.example/"), QStringLiteral("https://shopify.example/customers/1")};
    details.portalLink = QStringLiteral("https://shop.example.com/a/account/login");
    details.adviceNow.life = {};
    details.adviceLater.life = {};
    TimelineEntry issued;
    issued.at = testNow - std::chrono::minutes(5);
    issued.link = LinkId(42);
    issued.publicId = QStringLiteral("K7QM2X");
    issued.agentName = QStringLiteral("Kim");
    issued.atShop = true;
    TimelineEntry ran = issued;
    ran.at = testNow - std::chrono::minutes(2);
    ran.kind = TimelineKind::LinkExpired;
    details.timeline = {ran, issued};
    return details;
}

struct SkioDesk : PanelFixture {
    explicit SkioDesk(const ShopState &shop = someShop()) {
        tell(shop);
        desk.me.shopKind = ShopKind::Skio;
        desk.me.policy.linkLife = {};
        desk.me.agent.role = Role::Admin;
        desk.me.sms = SmsRoute::Webhook;
        ShopWatch::of(desk);
        [this] { QTRY_VERIFY(ShopWatch::of(desk).state().kind == ShopKind::Skio); }();
    }
    void tell(const ShopState &shop) { service.on("GET /api/v1/shop", 200, jsonOf(shop)); }
};

inline QString wordsIn(QWidget *root) {
    QStringList words;
    for (const QLabel *label : root->findChildren<QLabel *>())
        if (label->isVisibleTo(root)) words << label->text();
    for (const QAbstractButton *button : root->findChildren<QAbstractButton *>())
        if (button->isVisibleTo(root)) words << button->text();
    return words.join(QLatin1Char(' ')).remove(QChar(0x200b));
}

// Pictures for whoever looks at them, where they are asked for.
inline void picture(QWidget &widget, const char *name) {
    const QByteArray folder = qgetenv("LATCHKEY_PICTURES");
    if (!folder.isEmpty()) widget.grab().save(QString::fromLocal8Bit(folder) + QLatin1Char('/') + QLatin1String(name) + QStringLiteral(".png"));
}

}  // namespace latchkey
