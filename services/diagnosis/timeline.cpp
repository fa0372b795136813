// Makes timeline entries out of rows, sorts them and folds equal neighbours.
#include "services/diagnosis/timeline.h"

#include <algorithm>

namespace latchkey {

namespace {

TimelineEntry entryOf(const LinkHistory &history, TimelineKind kind, Instant at) {
    TimelineEntry entry;
    entry.at = at;
    entry.kind = kind;
    entry.link = history.link.id;
    entry.publicId = history.link.publicId;
    entry.door = history.link.door;
    return entry;
}

void addVisits(const LinkHistory &history, QList<TimelineEntry> &out) {
    for (const Visit &visit : history.visits) {
        if (visit.kind != VisitKind::Person) {
            out.append(entryOf(history, TimelineKind::LinkOpenedByScanner, visit.at));
        } else if (visit.outcome == VisitOutcome::Shown) {
            out.append(entryOf(history, TimelineKind::LinkOpened, visit.at));
        } else {
            TimelineEntry entry = entryOf(history, TimelineKind::LinkRefused, visit.at);
            entry.state = history.link.stateAt(visit.at);
            out.append(entry);
        }
    }
}

void addLink(const LinkHistory &history, Instant now, QList<TimelineEntry> &out) {
    TimelineEntry issued = entryOf(history, TimelineKind::LinkIssued, history.link.issuedAt);
    issued.agentName = history.link.agentName;
    out.append(issued);
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
            break;
        case LinkState::VoidByEmailChange:
            out.append(entryOf(history, TimelineKind::LinkVoidByEmailChange, history.link.endedAt));
            break;
    }
    out.last().agentName = history.endedByName;
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
            return std::nullopt;
    }
    return std::nullopt;
}

bool foldable(const TimelineEntry &a, const TimelineEntry &b) {
    return a.kind == b.kind && a.link == b.link && a.problem == b.problem && a.agentName == b.agentName && a.state == b.state && a.kind != TimelineKind::LinkIssued;
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

}  // namespace

QList<TimelineEntry> assembleTimeline(const QList<LinkHistory> &links, const QList<CustomerEvent> &events, Instant now, int limit,
                                      const QList<Message> &failed) {
    QList<TimelineEntry> entries;
    for (const LinkHistory &history : links) addLink(history, now, entries);
    for (const CustomerEvent &event : events) {
        const std::optional<TimelineKind> kind = kindOf(event.entry.kind);
        if (!kind) continue;
        TimelineEntry entry;
        entry.at = event.entry.at;
        entry.kind = *kind;
        entry.agentName = event.agentName;
        entries.append(entry);
    }
    for (const Message &message : failed) {
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
    QList<TimelineEntry> folded;
    for (const TimelineEntry &entry : std::as_const(entries)) {
        if (!folded.isEmpty() && foldable(folded.last(), entry)) {
            ++folded.last().count;
            continue;
        }
        if (folded.size() == limit) break;
        folded.append(entry);
    }
    return folded;
}

}  // namespace latchkey
