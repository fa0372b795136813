// Keeps this desk's issued links until they die, and clears the clipboard with them.
#include "ui/actions/issued_links.h"

#include "ui/clipboard_guard.h"
#include "ui/desk.h"
#include "ui/desk_settings.h"
#include "ui/service_time.h"
#include "ui/texts.h"

#include <QTimer>

namespace latchkey {

CopiedLink howCopied(const Desk &desk, CustomerId customer) {
    CopiedLink how;
    if (desk.me.settings.replyGuard == ReplyGuard::Off || desk.replyTo.customer != customer) return how;
    how.replyTo = replyAddressIn(desk.replyTo.typed);
    how.overrideReason = desk.replyTo.overrideReason;
    return how;
}

IssuedLinks &IssuedLinks::of(Desk &desk) {
    auto *links = desk.findChild<IssuedLinks *>(QString(), Qt::FindDirectChildrenOnly);
    return links != nullptr ? *links : *new IssuedLinks(desk);
}

IssuedLinks::IssuedLinks(Desk &desk) : QObject(&desk), m_desk(desk), m_second(new QTimer(this)) {
    m_second->setInterval(1000);
    connect(m_second, &QTimer::timeout, this, &IssuedLinks::onSecond);
    connect(&desk.client, &ServiceClient::happened, this, &IssuedLinks::onHappened);
}

void IssuedLinks::add(const HeldLink &held) {
    m_held.prepend(held);
    m_second->start();
    emit changed(held.customer);
}

QList<HeldLink> IssuedLinks::heldFor(CustomerId customer) const {
    QList<HeldLink> held;
    for (const HeldLink &each : m_held)
        if (each.customer == customer) held.append(each);
    return held;
}

const HeldLink *IssuedLinks::find(LinkId link) const { return const_cast<IssuedLinks *>(this)->findHeld(link); }

HeldLink *IssuedLinks::findHeld(LinkId link) {
    for (HeldLink &each : m_held)
        if (each.link.id == link) return &each;
    return nullptr;
}

void IssuedLinks::copy(LinkId link) {
    const HeldLink *held = find(link);
    if (held == nullptr || held->link.url.isEmpty()) return;
    const CopiedLink how = howCopied(m_desk, held->customer);
    const QString url = held->link.url.toHtmlEscaped();
    copyText(link, held->link.url, QStringLiteral("<a href=\"%1\">%1</a>").arg(url));
    // Whether or not the service hears of it, the agent has the link; but what the reply guard refuses is taken back.
    m_desk.client.noteCopied(link, how, this, [this, link](const tl::expected<void, Refusal> &noted) {
        if (noted || noted.error().error.code != ErrorCode::MagicLinkRefused) return;
        if (m_onClipboard == link) m_desk.clipboard.clearIfOurs();
        if (!noted.error().findings.isEmpty())
            emit m_desk.noticeRequested(textOf(noted.error().findings.constFirst(), serviceNow(m_desk.client)).title + QLatin1Char('.'));
    });
}

void IssuedLinks::copyText(LinkId link, const QString &plain, const QString &html) {
    HeldLink *held = findHeld(link);
    if (held == nullptr || held->state != LinkState::Live || held->link.url.isEmpty()) return;
    const Duration left = m_desk.settings.clearClipboard ? held->link.expiresAt - serviceNow(m_desk.client) : Duration{};
    m_desk.clipboard.copySecret(plain, html, left);
    m_onClipboard = link;
    held->copied = true;
    emit changed(held->customer);
}

void IssuedLinks::end(LinkId link, LinkState state, Instant at) {
    HeldLink *held = findHeld(link);
    if (held == nullptr || state == LinkState::Live || held->state == LinkState::Used) return;
    if (held->link.atShop && state != LinkState::Expired) return;  // whatever is said of it, it opens the account until it runs out
    // A link that was said to be revoked may turn out to be void by a change of e-mail; nothing else is corrected.
    if (held->state != LinkState::Live && held->state == state) return;
    held->state = state;
    held->endedAt = at;
    held->link.url.clear();
    if (m_onClipboard == link) {
        m_onClipboard = {};
        if (m_desk.settings.clearClipboard) m_desk.clipboard.clearIfOurs();
    }
    emit changed(held->customer);
}

void IssuedLinks::learn(const CustomerDetails &details) {
    for (const TimelineEntry &entry : details.timeline) {
        if (!entry.link.isValid() || find(entry.link) == nullptr) continue;
        if (entry.kind == TimelineKind::LinkUsed) end(entry.link, LinkState::Used, entry.at);
        if (entry.kind == TimelineKind::LinkRevoked) end(entry.link, LinkState::Revoked, entry.at);
        if (entry.kind == TimelineKind::LinkVoidByEmailChange) end(entry.link, LinkState::VoidByEmailChange, entry.at);
    }
}

void IssuedLinks::forgetEnded(CustomerId customer) {
    const qsizetype gone = m_held.removeIf([customer](const HeldLink &each) { return each.customer == customer && each.state != LinkState::Live; });
    if (gone > 0) emit changed(customer);
}

void IssuedLinks::onHappened(const Event &event) {
    const HeldLink *held = find(event.link);
    if (held == nullptr) return;
    if (event.kind == EventKind::LinkUsed)
        end(event.link, LinkState::Used, event.at);
    else if (event.kind == EventKind::LinkEnded && held->state == LinkState::Live)
        end(event.link, event.at >= held->link.expiresAt ? LinkState::Expired : LinkState::Revoked, event.at);
}

void IssuedLinks::onSecond() {
    const Instant now = serviceNow(m_desk.client);
    bool live = false;
    const QList<HeldLink> held = m_held;
    for (const HeldLink &each : held) {
        if (each.state != LinkState::Live) continue;
        if (each.link.expiresAt <= now)
            end(each.link.id, LinkState::Expired, each.link.expiresAt);
        else
            live = true;
    }
    if (!live) m_second->stop();
    emit ticked();
}

}  // namespace latchkey
