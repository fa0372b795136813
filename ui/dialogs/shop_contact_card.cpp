// Two buttons that lead to where a person can do it, and the words above them.
#include "ui/dialogs/shop_contact_card.h"

#include "ui/actions/announce.h"
#include "ui/actions/open_place.h"
#include "ui/desk.h"
#include "ui/texts.h"
#include "ui/texts_context.h"

#include <QPushButton>

namespace latchkey {

ShopContactCard::ShopContactCard(Desk &desk, const ShopPlaces &places, QWidget *parent) : Card(Tone::Plain, parent), m_desk(desk) {
    setObjectName(QStringLiteral("shopContactCard"));
    const auto add = [this](const QString &text, const QString &objectName, const QString &url) {
        QPushButton *button = addButton(text, objectName);
        button->setVisible(!url.isEmpty());
        connect(button, &QPushButton::clicked, this, [this, url] { openPlace(m_desk, url); });
    };
    add(Desktop::tr("Open in Skio"), QStringLiteral("openInShop"), places.skio);
    add(Desktop::tr("Open in Shopify"), QStringLiteral("openInPlatform"), places.shopify);
}

void ShopContactCard::showNotPossible(const ShopTrouble &why) {
    setTone(Tone::Warning);
    setTitle(Desktop::tr("The e-mail address cannot be changed from here"));
    setText(why.what == QLatin1String("platformId")
                ? Desktop::tr("Skio tells no Shopify profile for this customer. Change it in Skio: Subscribers, Customers, the profile, Contact, Edit.")
            : why.speaker == ShopSpeaker::Shopify
                ? Desktop::tr("Shopify does not let the service do it. Change it in Shopify, or in Skio: Subscribers, Customers, the profile, Contact, Edit.")
                : Desktop::tr("Skio offers no way for other programs, and no Shopify token is set. Change it in Shopify, or in Skio: Subscribers, Customers, the profile, Contact, Edit."));
    show();
}

void ShopContactCard::showWaiting(const QString &email, bool correctable) {
    setTone(Tone::Accent);
    setTitle(Desktop::tr("Saved in Shopify, waiting for Skio"));
    setText((correctable ? Desktop::tr("%1 is the new address. Until Skio shows it, no Magic link can be made. If it is wrong, save another in its place.")
                         : Desktop::tr("%1 is the new address. Until Skio shows it, no Magic link can be made; this closes by itself. Skio may tell the customer of the change."))
                .arg(brief(email)));
    show();
    announce(this, Desktop::tr("Saved in Shopify, waiting for Skio"));
}

void ShopContactCard::showUnsure(const QString &email) {
    setTone(Tone::Warning);
    setTitle(Desktop::tr("It is not known whether the e-mail address was changed"));
    setText(Desktop::tr("%1 may have been saved in Shopify, which has not answered yet. Look there, or save again: the same address twice does no harm. Until Skio shows it, no Magic link can be made.")
                .arg(brief(email)));
    show();
    announce(this, Desktop::tr("It is not known whether the e-mail address was changed"));
}

void ShopContactCard::showFinding(const Finding &finding, Instant now) {
    const FindingText text = textOf(finding, now);
    setTone(Tone::Danger);
    setTitle(text.title);
    setText(text.sentence);
    show();
    announce(this, text.title);
}

}  // namespace latchkey
