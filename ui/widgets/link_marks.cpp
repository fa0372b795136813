// From a timeline to marks: up to the expiry by the clock, behind it one after the other, since that may be minutes or weeks.
#include "ui/widgets/link_marks.h"

#include "ui/texts.h"
#include "ui/texts_context.h"

#include <QDateTime>

#include <algorithm>

namespace latchkey {

namespace {

constexpr double expiryBeforeMore = 0.78;

std::optional<MarkKind> markOf(TimelineKind kind) {
    switch (kind) {
        case TimelineKind::LinkIssued:
            return MarkKind::Issued;
        case TimelineKind::LinkCopied:
            return MarkKind::Copied;
        case TimelineKind::LetterDelivered:
            return MarkKind::Delivered;
        case TimelineKind::LinkOpenedByScanner:
            return MarkKind::OpenedByScanner;
        case TimelineKind::LinkOpened:
            return MarkKind::Opened;
        case TimelineKind::LinkUsed:
            return MarkKind::Used;
        case TimelineKind::LinkRefused:
            return MarkKind::Refused;
        case TimelineKind::LinkRevoked:
            return MarkKind::Revoked;
        case TimelineKind::LinkVoidByEmailChange:
            return MarkKind::Voided;
        case TimelineKind::LinkExpired:
            return MarkKind::Expired;
        case TimelineKind::CodeSent:
        case TimelineKind::CodeWrong:
        case TimelineKind::SignedInByCode:
        case TimelineKind::SignedOut:
        case TimelineKind::ContactChanged:
        case TimelineKind::PortalLinkCopied:
        case TimelineKind::LetterFailed:
        case TimelineKind::TextFailed:
        case TimelineKind::MessageSentAgain:
        case TimelineKind::SessionsEnded:
            break;
    }
    return {};
}

TimelineKind endOf(LinkState state) {
    switch (state) {
        case LinkState::Used:
            return TimelineKind::LinkUsed;
        case LinkState::Revoked:
            return TimelineKind::LinkRevoked;
        case LinkState::VoidByEmailChange:
            return TimelineKind::LinkVoidByEmailChange;
        case LinkState::Live:
        case LinkState::Expired:
            break;
    }
    return TimelineKind::LinkExpired;
}

TimelineEntry entryOf(const LoginLink &link, TimelineKind kind, Instant at) {
    TimelineEntry entry;
    entry.at = at;
    entry.kind = kind;
    entry.link = link.id;
    entry.publicId = link.publicId;
    entry.agentName = kind == TimelineKind::LinkIssued ? link.agentName : QString();
    entry.door = link.door;
    return entry;
}

// Of this link alone, the oldest first, its issue and its end among them.
QList<TimelineEntry> storyOf(const LoginLink &link, const QList<TimelineEntry> &timeline, LinkState state) {
    QList<TimelineEntry> story;
    const auto has = [&story](TimelineKind kind) { return std::any_of(story.cbegin(), story.cend(), [kind](const TimelineEntry &e) { return e.kind == kind; }); };
    for (auto entry = timeline.crbegin(); entry != timeline.crend(); ++entry)
        if (entry->link == link.id && markOf(entry->kind)) story.append(*entry);
    if (!has(TimelineKind::LinkIssued)) story.prepend(entryOf(link, TimelineKind::LinkIssued, link.issuedAt));
    if (state != LinkState::Live && !has(endOf(state)))
        story.append(entryOf(link, endOf(state), state == LinkState::Expired ? link.expiresAt : link.endedAt));
    std::stable_sort(story.begin(), story.end(), [](const TimelineEntry &a, const TimelineEntry &b) { return a.at < b.at; });
    return story;
}

QString wordsOf(const TimelineEntry &entry) {
    const QString detail = detailOf(entry);
    const QString time = QDateTime::fromMSecsSinceEpoch(entry.at.milliseconds()).toString(u"HH:mm:ss");
    const QString words = QStringLiteral("%1 %2").arg(time, textOf(entry, TimelineOf::OneLink));
    return detail.isEmpty() ? words : QStringLiteral("%1 (%2)").arg(words, detail);
}

}  // namespace

LinkPicture pictureOf(const LoginLink &link, const QList<TimelineEntry> &timeline, Instant now) {
    LinkPicture picture;
    picture.state = link.stateAt(now);
    const QList<TimelineEntry> story = storyOf(link, timeline, picture.state);
    const auto later = std::count_if(story.cbegin(), story.cend(), [&link](const TimelineEntry &e) { return e.at > link.expiresAt; });
    picture.expiry = later > 0 ? expiryBeforeMore : 1.0;
    const double life = qMax(1.0, static_cast<double>((link.expiresAt - link.issuedAt).count()));
    const auto inLife = [&](Instant at) { return qBound(0.0, static_cast<double>((at - link.issuedAt).count()) / life, 1.0) * picture.expiry; };
    int number = 0;
    QStringList said;
    for (const TimelineEntry &entry : story) {
        LinkMark mark{*markOf(entry.kind), entry.at, inLife(entry.at), wordsOf(entry)};
        if (entry.at > link.expiresAt) mark.place = picture.expiry + (1 - picture.expiry) * ++number / static_cast<double>(later);
        said << mark.words;
        picture.marks.append(mark);
    }
    const bool endedEarly = picture.state != LinkState::Live && picture.state != LinkState::Expired;
    picture.lived = inLife(endedEarly ? link.endedAt : now);
    if (picture.state == LinkState::Live) said << Desktop::tr("Works until %1").arg(timeOfDay(link.expiresAt));
    picture.words = said.join(QStringLiteral(". ")) + QLatin1Char('.');
    return picture;
}

std::optional<LoginLink> newestLinkOf(const QList<TimelineEntry> &timeline, const QList<LoginLink> &liveLinks, Duration life) {
    const auto spoken = std::find_if(timeline.cbegin(), timeline.cend(), [](const TimelineEntry &e) { return e.link.isValid() && markOf(e.kind); });
    if (spoken == timeline.cend()) return liveLinks.isEmpty() ? std::nullopt : std::optional(liveLinks.constFirst());
    for (const LoginLink &live : liveLinks)
        if (live.id == spoken->link) return live;
    LoginLink link;
    for (const TimelineEntry &entry : timeline) {
        if (entry.link != spoken->link) continue;
        const auto ended = [&](LinkEnd end) {
            link.end = end;
            link.endedAt = entry.at;
        };
        if (entry.kind == TimelineKind::LinkUsed) ended(LinkEnd::Used);
        if (entry.kind == TimelineKind::LinkRevoked) ended(LinkEnd::Revoked);
        if (entry.kind == TimelineKind::LinkVoidByEmailChange) ended(LinkEnd::EmailChanged);
        if (entry.kind == TimelineKind::LinkExpired) link.expiresAt = entry.at;
        if (entry.kind != TimelineKind::LinkIssued) continue;
        link.id = entry.link;
        link.publicId = entry.publicId;
        link.agentName = entry.agentName;
        link.door = entry.door;
        link.issuedAt = entry.at;
    }
    if (!link.id.isValid()) return {};
    if (!link.expiresAt.isSet()) link.expiresAt = link.issuedAt + life;
    return link;
}

}  // namespace latchkey
