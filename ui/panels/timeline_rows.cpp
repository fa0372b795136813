// Chooses each entry's dot, time and words.
#include "ui/panels/timeline_rows.h"

#include "ui/panels/dotted_rows.h"

#include <QDateTime>

namespace latchkey {

namespace {

constexpr Duration copiedAtOnce = std::chrono::seconds(60);

QDateTime local(Instant at) { return QDateTime::fromMSecsSinceEpoch(at.milliseconds()); }

QString whenOf(Instant at, Instant now) { return local(at).date() == local(now).date() ? timeOfDay(at) : longAgo(at, now); }

QString toolTipOf(const TimelineLine &line) {
    QStringList parts{dayOf(line.entry.at) + QStringLiteral(", ") + local(line.entry.at).toString(u"HH:mm:ss"), detailOf(line.entry)};
    parts.removeAll(QString());
    return parts.join(QStringLiteral(" · "));
}

bool belongs(const TimelineEntry &copied, const TimelineEntry &issued) {
    return copied.kind == TimelineKind::LinkCopied && issued.kind == TimelineKind::LinkIssued && copied.link == issued.link && copied.count == 1 &&
           issued.count == 1 && copied.agentName == issued.agentName && copied.at - issued.at < copiedAtOnce;
}

// "Issued by Kim (from Customers, at the desk front)": what a list leaves to its tool tip, a story tells.
QString toldWords(const TimelineLine &line) {
    const QString words = line.words(TimelineOf::OneLink);
    const QString detail = detailOf(line.entry);
    return detail.isEmpty() ? words : QStringLiteral("%1 (%2)").arg(words, detail);
}

}  // namespace

DotKind dotOf(TimelineKind kind) {
    switch (kind) {
        case TimelineKind::LinkIssued:
        case TimelineKind::CodeSent:
        case TimelineKind::PortalLinkCopied:
        case TimelineKind::LinkCopied:
        case TimelineKind::LetterDelivered:
        case TimelineKind::MessageSentAgain:
            return DotKind::Accent;
        case TimelineKind::LinkUsed:
        case TimelineKind::SignedInByCode:
            return DotKind::Good;
        case TimelineKind::LinkRefused:
        case TimelineKind::CodeWrong:
        case TimelineKind::LetterFailed:
        case TimelineKind::TextFailed:
            return DotKind::Bad;
        case TimelineKind::LinkRevoked:
        case TimelineKind::LinkVoidByEmailChange:
        case TimelineKind::LinkExpired:
        case TimelineKind::ContactChanged:
        case TimelineKind::SessionsEnded:
            return DotKind::Warning;
        case TimelineKind::LinkOpenedByScanner:
            return DotKind::Hollow;
        case TimelineKind::LinkOpened:
        case TimelineKind::SignedOut:
            return DotKind::Quiet;
    }
    return DotKind::Quiet;
}

QList<TimelineLine> linesOf(const QList<TimelineEntry> &timeline) {
    QList<TimelineLine> lines;
    for (const TimelineEntry &entry : timeline) {
        if (!lines.isEmpty() && !lines.constLast().copied && belongs(lines.constLast().entry, entry)) {
            const TimelineEntry copied = lines.takeLast().entry;
            lines.append({entry, copied});
        } else {
            lines.append({entry, {}});
        }
    }
    return lines;
}

QString readingOf(const QList<TimelineLine> &lines, Instant now) {
    QString reading;
    for (const TimelineLine &line : lines) reading += whenOf(line.entry.at, now) + line.words(TimelineOf::Customer) + toolTipOf(line) + QLatin1Char('\n');
    return reading;
}

DottedRows *customerRows(const QList<TimelineLine> &lines, Instant now, QWidget *parent) {
    auto *rows = new DottedRows(56, DottedRows::Join::Line, parent);
    for (const TimelineLine &line : lines)
        rows->add(dotOf(line.entry.kind), whenOf(line.entry.at, now), line.words(TimelineOf::Customer), toolTipOf(line));
    return rows;
}

DottedRows *storyRows(const QList<TimelineEntry> &timeline, Instant now, QWidget *parent) {
    const QList<TimelineLine> lines = linesOf(timeline);
    auto *rows = new DottedRows(56, DottedRows::Join::Line, parent);
    rows->setObjectName(QStringLiteral("story"));
    QDate day = local(now).date();
    for (auto line = lines.crbegin(); line != lines.crend(); ++line) {
        const QDate its = local(line->entry.at).date();
        const QString time = local(line->entry.at).toString(u"HH:mm:ss");
        // The day is said where it is another than the line's before.
        rows->add(dotOf(line->entry.kind), its == day ? time : dayOf(line->entry.at) + QLatin1Char(' ') + time, toldWords(*line), toolTipOf(*line));
        day = its;
    }
    return rows;
}

}  // namespace latchkey
