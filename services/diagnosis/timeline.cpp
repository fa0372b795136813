// Makes timeline entries out of rows, sorts them and folds equal neighbours.
#include "services/diagnosis/timeline.h"

#include <QSet>

#include <algorithm>
#include <limits>
#include <tuple>

namespace latchkey {

namespace {

TimelineEntry entryOf(const LinkHistory &history, TimelineKind kind, Instant at) {
    TimelineEntry entry;
    entry.at = at;
    entry.kind = kind;
    entry.link = history.link.id;
    entry.publicId = history.link.publicId;
    entry.door = history.link.door;
    entry.atShop = history.link.atShop;
    return entry;
}

// A dead page of a link that lives is shown when its customer was removed.
LinkState whyDead(const LoginLink &link, Instant at) {
    const LinkState state = link.stateAt(at);
    return state == LinkState::Live ? LinkState::Revoked : state;
}

void addVisits(const LinkHistory &history, QList<TimelineEntry> &out) {
    for (const Visit &visit : history.visits) {
        const bool shown = visit.outcome == VisitOutcome::Shown;
        const bool person = visit.kind == VisitKind::Person;
        TimelineKind kind = TimelineKind::LinkOpenedByScanner;
        if (person) kind = shown ? TimelineKind::LinkOpened : TimelineKind::LinkRefused;
        TimelineEntry entry = entryOf(history, kind, visit.at);
        entry.visitor = visit.kind;
        entry.pressed = visit.outcome == VisitOutcome::PressedDead;
        if (kind == TimelineKind::LinkRefused) entry.state = whyDead(history.link, visit.at);
        out.append(entry);
    }
}

void addLetters(const LinkHistory &history, QList<TimelineEntry> &out) {
    for (const LinkLetter &letter : history.letters) {
        switch (letter.state) {
            case MessageState::Sent:
                out.append(entryOf(history, TimelineKind::LetterDelivered, letter.settledAt));
                break;
            case MessageState::Failed:
            case MessageState::Lost:
                out.append(entryOf(history, TimelineKind::LetterFailed, letter.settledAt));
                out.last().problem = letter.problem;
                break;
            case MessageState::Waiting:
            case MessageState::Captured:
            case MessageState::Withheld:
                break;
        }
    }
}

void addCopies(const LinkHistory &history, QList<TimelineEntry> &out) {
    for (const LinkDoing &doing : history.doings) {
        if (doing.kind != ActivityKind::LinkCopied) continue;
        TimelineEntry entry = entryOf(history, TimelineKind::LinkCopied, doing.at);
        entry.agentName = doing.agentName;
        entry.desk = doing.desk;
        entry.reply = doing.asReply;
        out.append(entry);
    }
}

// Who ended or issued it, and from which desk; whom the activity does not name is the customer or the service itself.
void addDoer(const LinkHistory &history, ActivityKind kind, TimelineEntry &entry) {
    for (const LinkDoing &doing : history.doings) {
        if (doing.kind != kind) continue;
        entry.agentName = doing.agentName;
        entry.desk = doing.desk;
        return;
    }
}

void addLink(const LinkHistory &history, Instant now, QList<TimelineEntry> &out) {
    TimelineEntry issued = entryOf(history, TimelineKind::LinkIssued, history.link.issuedAt);
    addDoer(history, ActivityKind::LinkIssued, issued);
    issued.agentName = history.link.agentName;
    out.append(issued);
    addCopies(history, out);
    addLetters(history, out);
    addVisits(history, out);
    switch (history.link.stateAt(now)) {
        case LinkState::Live:
            return;
        case LinkState::Used:
            out.append(entryOf(history, TimelineKind::LinkUsed, history.link.endedAt));
            return;
        case LinkState::Expired:
            out.append(entryOf(history, TimelineKind::LinkExpired, history.link.expiresAt));
            return;
        case LinkState::Revoked:
            out.append(entryOf(history, TimelineKind::LinkRevoked, history.link.endedAt));
            addDoer(history, ActivityKind::LinkRevoked, out.last());
            return;
        case LinkState::VoidByEmailChange:
            out.append(entryOf(history, TimelineKind::LinkVoidByEmailChange, history.link.endedAt));
            addDoer(history, ActivityKind::LinkVoided, out.last());
            return;
    }
}

// Nothing for what the links tell already, and for what is not about a customer.
std::optional<TimelineKind> kindOf(ActivityKind kind) {
    switch (kind) {
        case ActivityKind::ContactChanged:
            return TimelineKind::ContactChanged;
        case ActivityKind::CodeSent:
            return TimelineKind::CodeSent;
        case ActivityKind::CodeWrong:
            return TimelineKind::CodeWrong;
        case ActivityKind::SignedInByCode:
            return TimelineKind::SignedInByCode;
        case ActivityKind::SignedOut:
            return TimelineKind::SignedOut;
        case ActivityKind::PortalLinkCopied:
            return TimelineKind::PortalLinkCopied;
        case ActivityKind::MessageSentAgain:
            return TimelineKind::MessageSentAgain;
        case ActivityKind::SessionsEnded:
            return TimelineKind::SessionsEnded;
        case ActivityKind::LinkIssued:
        case ActivityKind::LinkUsed:
        case ActivityKind::LinkRevoked:
        case ActivityKind::LinkVoided:
        case ActivityKind::Imported:
        case ActivityKind::AgentAdded:
        case ActivityKind::AgentDisabled:
        case ActivityKind::AgentTokenRenewed:
        case ActivityKind::ShopRenamed:
        case ActivityKind::DeliveryChanged:
        case ActivityKind::LinkCopied:
        case ActivityKind::CustomerErased:
        case ActivityKind::SnippetsChanged:
        case ActivityKind::ShopChanged:
        case ActivityKind::ActivityExported:
        case ActivityKind::AgentRoleChanged:
        case ActivityKind::ShopLinkUnsure:
        case ActivityKind::ShopChangeUnsure:
            return std::nullopt;
    }
    return std::nullopt;
}

// Whether nothing that is shown of them differs but the time.
bool foldable(const TimelineEntry &a, const TimelineEntry &b) {
    const auto shown = [](const TimelineEntry &e) {
        return std::tie(e.kind, e.link, e.agentName, e.door, e.state, e.problem, e.desk, e.visitor, e.pressed, e.reply);
    };
    return shown(a) == shown(b);
}

// Of two entries of one moment, the one that must have come later: a link is issued before it is opened, opened before it ends.
int stage(TimelineKind kind) {
    switch (kind) {
        case TimelineKind::ContactChanged:
            return 0;
        case TimelineKind::LinkIssued:
        case TimelineKind::CodeSent:
        case TimelineKind::PortalLinkCopied:
        case TimelineKind::MessageSentAgain:
            return 1;
        case TimelineKind::LinkCopied:
        case TimelineKind::LetterDelivered:
        case TimelineKind::LinkOpened:
        case TimelineKind::LinkOpenedByScanner:
        case TimelineKind::CodeWrong:
        case TimelineKind::LetterFailed:
        case TimelineKind::TextFailed:
            return 2;
        case TimelineKind::LinkUsed:
        case TimelineKind::LinkExpired:
        case TimelineKind::LinkRevoked:
        case TimelineKind::LinkVoidByEmailChange:
        case TimelineKind::SignedInByCode:
            return 3;
        case TimelineKind::LinkRefused:
        case TimelineKind::SignedOut:
        case TimelineKind::SessionsEnded:
            return 4;
    }
    return 0;
}

QList<TimelineEntry> folded(const QList<TimelineEntry> &entries, int limit) {
    QList<TimelineEntry> out;
    for (const TimelineEntry &entry : entries) {
        if (!out.isEmpty() && foldable(out.last(), entry)) {
            ++out.last().count;
            continue;
        }
        if (out.size() == limit) break;
        out.append(entry);
    }
    return out;
}

}  // namespace

QList<TimelineEntry> assembleTimeline(const QList<LinkHistory> &links, const QList<CustomerEvent> &events, Instant now, int limit,
                                      const QList<Message> &failed) {
    QList<TimelineEntry> entries;
    QSet<MessageId> told;
    for (const LinkHistory &history : links) {
        addLink(history, now, entries);
        for (const LinkLetter &letter : history.letters) told.insert(letter.id);
    }
    for (const CustomerEvent &event : events) {
        const std::optional<TimelineKind> kind = kindOf(event.entry.kind);
        if (!kind) continue;
        TimelineEntry entry;
        entry.at = event.entry.at;
        entry.kind = *kind;
        entry.agentName = event.agentName;
        entry.desk = event.entry.desk;
        entries.append(entry);
    }
    for (const Message &message : failed) {
        if (told.contains(message.id)) continue;
        TimelineEntry entry;
        entry.at = message.settledAt;
        entry.kind = message.channel == Channel::Sms ? TimelineKind::TextFailed : TimelineKind::LetterFailed;
        entry.problem = message.problem;
        entries.append(entry);
    }
    std::stable_sort(entries.begin(), entries.end(), [](const TimelineEntry &a, const TimelineEntry &b) {
        if (a.at != b.at) return a.at > b.at;
        return stage(a.kind) > stage(b.kind);
    });
    return folded(entries, limit);
}

Result<LinkDetails> linkDetails(Connection &db, LinkId id, quint64 publicIdKey, Instant now) {
    const Result<std::optional<LinkHistory>> history = TimelineStore(db, publicIdKey).byId(id);
    if (!history) return tl::unexpected<Error>(history.error());
    if (!*history) return fail(ErrorCode::NotFound, QStringLiteral("link"));
    return LinkDetails{(*history)->link, assembleTimeline({**history}, {}, now, std::numeric_limits<int>::max())};
}

}  // namespace latchkey
