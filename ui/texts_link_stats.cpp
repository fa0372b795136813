// Sums, sentences, and the table.
#include "ui/texts_link_stats.h"

#include "models/domain/csv.h"
#include "ui/texts.h"
#include "ui/texts_context.h"
#include "ui/widgets/link_chart.h"

#include <QDateTime>

namespace latchkey {

LinkTotals totalsOf(const LinkStats &stats) {
    LinkTotals totals;
    for (const LinkDay &day : stats.days) {
        totals.issued += day.issued;
        totals.used += day.used;
        totals.expiredUnseen += day.expiredUnseen;
        totals.expiredOpened += day.expiredOpened;
        totals.ended += day.ended;
        totals.refused += day.refused;
    }
    for (const LinkStats::RefusedIssue &refused : stats.refusedIssues) totals.refused += refused.count;
    return totals;
}

QString spanText(const LinkStats &stats) {
    return stats.days.isEmpty() ? QString() : Desktop::tr("%1 to %2").arg(dayOf(stats.days.constFirst().day), dayOf(stats.days.constLast().day));
}

QString medianText(const LinkStats &stats) { return stats.opened > 0 ? durationText(stats.medianToOpen) : QStringLiteral("–"); }

QString inWords(const LinkStats &stats) {
    const LinkTotals totals = totalsOf(stats);
    const auto number = [](int n) { return QString::number(n); };
    QStringList said{Desktop::tr("%1: %2 Magic links were issued, %3 percent were used, %4 expired unseen, %5 expired after opening.")
                         .arg(spanText(stats), number(totals.issued), number(totals.usedPercent()), number(totals.expiredUnseen), number(totals.expiredOpened))};
    if (stats.opened > 0) said << Desktop::tr("The median time to open was %1.").arg(medianText(stats));
    said << Desktop::tr("%1 were refused.").arg(totals.refused);
    return said.join(QLatin1Char(' '));
}

QString whyDead(LinkState state) {
    switch (state) {
        case LinkState::Live:
            return Desktop::tr("Opened, but refused");
        case LinkState::Used:
            return Desktop::tr("Opened again after it was used");
        case LinkState::Expired:
            return Desktop::tr("Opened after it had expired");
        case LinkState::Revoked:
            return Desktop::tr("Opened after it was revoked");
        case LinkState::VoidByEmailChange:
            return Desktop::tr("Opened after the e-mail address changed");
    }
    return {};
}

QString whyNotIssued(FindingCode code) {
    switch (code) {
        case FindingCode::EmailMissing:
            return Desktop::tr("No e-mail address on file");
        case FindingCode::EmailMalformed:
            return Desktop::tr("The e-mail address is not valid");
        case FindingCode::EmailDomainTypo:
            return Desktop::tr("The e-mail address may have a typing error");
        case FindingCode::EmailDomainHasNoMail:
            return Desktop::tr("The mail domain takes no mail");
        case FindingCode::EmailBounced:
            return Desktop::tr("The address refuses mail");
        case FindingCode::EmailShared:
            return Desktop::tr("Another customer has the address too");
        case FindingCode::CustomerRemoved:
            return Desktop::tr("The customer was removed in the shop");
        case FindingCode::LinkLive:
            return Desktop::tr("Another link was live");
        case FindingCode::LinkExpired:
        case FindingCode::LinkUsed:
        case FindingCode::LinkRevoked:
        case FindingCode::LinkVoidByEmailChange:
        case FindingCode::LinkOpenedNotPressed:
            return Desktop::tr("What became of the last link");
        case FindingCode::LetterFailed:
        case FindingCode::LetterWaiting:
        case FindingCode::SmsFailed:
            return Desktop::tr("A letter or text did not arrive");
        case FindingCode::PortalLinkFitsBetter:
        case FindingCode::UseStandardLogin:
            return Desktop::tr("Another way in fits better");
        case FindingCode::ReplyGoesElsewhere:
            return Desktop::tr("The reply went to another address");
        case FindingCode::WrongPlace:
            return Desktop::tr("No customer was chosen");
        case FindingCode::TooManyLinks:
            return Desktop::tr("Too many links within the hour");
        case FindingCode::NotAllowed:
            return Desktop::tr("The agent's role does not allow it");
        case FindingCode::ShopUnreachable:
        case FindingCode::ShopRefusedUs:
        case FindingCode::ShopNoAccess:
        case FindingCode::ShopApiChanged:
        case FindingCode::ShopLimits:
            return Desktop::tr("The shop could not be asked");
        case FindingCode::ShopIdUnusable:
        case FindingCode::ShopCustomerGone:
        case FindingCode::ShopCustomerRedacted:
        case FindingCode::ShopEmailUnknown:
            return Desktop::tr("The shop no longer has the customer or the address");
        case FindingCode::ShopEmailDiffers:
        case FindingCode::ShopWaiting:
            return Desktop::tr("The e-mail address was being changed");
        case FindingCode::ShopEmailShared:
        case FindingCode::ShopEmailTaken:
            return Desktop::tr("Another customer of the shop has the address too");
        case FindingCode::ShopLinkElsewhere:
            return Desktop::tr("The shop's link led to a foreign host");
        case FindingCode::ShopDeclined:
        case FindingCode::ShopOffersNot:
            return Desktop::tr("The shop declined");
        case FindingCode::ShopUncertain:
            return Desktop::tr("The shop's answer was lost");
        case FindingCode::ShopLinkOut:
            return Desktop::tr("A link of the shop was live");
        case FindingCode::ServiceUnreachable:
            return Desktop::tr("The service could not be reached");
    }
    return {};
}

QStringList dayHeaders() {
    return {Desktop::tr("Day"), Desktop::tr("Issued"), textOf(LinkFate::Used), textOf(LinkFate::ExpiredUnseen), textOf(LinkFate::ExpiredOpened), textOf(LinkFate::Ended), textOf(LinkFate::Live), Desktop::tr("Refused")};
}

QStringList dayCells(const LinkDay &day) {
    const auto number = [&day](LinkFate fate) { return QString::number(countOf(day, fate)); };
    return {dayOf(day.day), QString::number(day.issued), number(LinkFate::Used), number(LinkFate::ExpiredUnseen), number(LinkFate::ExpiredOpened), number(LinkFate::Ended), number(LinkFate::Live), QString::number(day.refused)};
}

QByteArray csvOf(const LinkStats &stats) {
    QByteArray csv = csvLine(dayHeaders());
    for (const LinkDay &day : stats.days) {
        QStringList cells = dayCells(day);
        cells[0] = QDateTime::fromMSecsSinceEpoch(day.day.milliseconds(), Qt::UTC).date().toString(Qt::ISODate);
        csv += csvLine(cells);
    }
    return csv;
}

}  // namespace latchkey
