// Writes docs/FINDINGS.md out of the code (--write FILE), or says whether it still says what the code says (--check FILE).
#include "models/domain/shop_trouble.h"
#include "services/diagnosis/rules.h"
#include "ui/texts.h"

#include <QFile>
#include <QStringList>

#include <algorithm>
#include <cstdio>

using namespace latchkey;

namespace {

constexpr Instant now{1'767'276'000'000};  // 2026-01-01 14:00 UTC

FindingFacts sampleFacts(FindingCode code) {
    FindingFacts facts;
    facts.email = QStringLiteral("noah@example.com");
    facts.link = LinkId(1);
    facts.publicId = QStringLiteral("K7QM2X");
    facts.agentName = QStringLiteral("Kim");
    facts.at = now - std::chrono::minutes(14);
    facts.until = now + std::chrono::minutes(6);
    facts.count = 1;
    facts.life = std::chrono::minutes(10);
    switch (code) {
        case FindingCode::EmailMalformed:
            facts.email = QStringLiteral("noah@@example.com");
            facts.flaw = EmailFlaw::SeveralAts;
            facts.flawAt = 5;
            facts.suggestion = QStringLiteral("noah@example.com");
            break;
        case FindingCode::EmailDomainTypo:
            facts.email = QStringLiteral("noah@gmial.com");
            facts.suggestion = QStringLiteral("noah@gmail.com");
            break;
        case FindingCode::EmailBounced:
        case FindingCode::LetterFailed:
            facts.problem = code == FindingCode::EmailBounced ? DeliveryProblem::RecipientRefused : DeliveryProblem::ContentRefused;
            facts.serverWords = code == FindingCode::EmailBounced ? QStringLiteral("550 5.1.1 no such user here") : QStringLiteral("554 5.7.1 not accepted");
            break;
        case FindingCode::LetterWaiting:
            facts.problem = DeliveryProblem::TryLater;
            facts.serverWords = QStringLiteral("451 greylisted, try again in five minutes");
            break;
        case FindingCode::SmsFailed:
            facts.phone = QStringLiteral("+31 6 12345678");
            facts.problem = DeliveryProblem::CountryNotAllowed;
            break;
        case FindingCode::EmailShared:
            facts.other = CustomerId(2);
            facts.otherName = QStringLiteral("Noah Jansen");
            break;
        case FindingCode::LinkOpenedNotPressed:
            facts.visits = 2;
            facts.scannerVisits = 1;
            break;
        case FindingCode::PortalLinkFitsBetter:
            facts.usualDelay = std::chrono::hours(2);
            break;
        case FindingCode::ReplyGoesElsewhere:
            facts.reply = ReplyMatch::Elsewhere;
            facts.replyTo = QStringLiteral("n.jansen@example.org");
            break;
        case FindingCode::UseStandardLogin:
            facts.count = 2;
            break;
        case FindingCode::TooManyLinks:
            facts.count = 5;
            break;
        case FindingCode::NotAllowed:
            facts.denial = Denial{Permission::IssueMagicLink, Role::Agent, {{QStringLiteral("Kim"), Role::Lead}}};
            break;
        case FindingCode::CustomerRemoved:
        case FindingCode::WrongPlace:
            facts.email.clear();
            break;
        case FindingCode::EmailMissing:
        case FindingCode::EmailDomainHasNoMail:
        case FindingCode::LinkLive:
        case FindingCode::LinkExpired:
        case FindingCode::LinkUsed:
        case FindingCode::LinkRevoked:
        case FindingCode::LinkVoidByEmailChange:
        case FindingCode::ShopRefusedUs:
        case FindingCode::ShopLimits:
        case FindingCode::ShopIdUnusable:
        case FindingCode::ShopCustomerGone:
        case FindingCode::ShopCustomerRedacted:
        case FindingCode::ShopEmailUnknown:
        case FindingCode::ShopEmailDiffers:
        case FindingCode::ShopLinkElsewhere:
        case FindingCode::ShopUncertain:
        case FindingCode::ShopOffersNot:
        case FindingCode::ShopEmailTaken:
        case FindingCode::ShopLinkOut:
        case FindingCode::ServiceUnreachable:
            break;
        case FindingCode::ShopUnreachable:
            facts.shopFault = ShopFault::TimedOut;
            break;
        case FindingCode::ShopNoAccess:
            facts.what = QStringLiteral("Subscriptions");
            break;
        case FindingCode::ShopApiChanged:
            facts.what = QStringLiteral("phoneNumber");
            break;
        case FindingCode::ShopEmailShared:
            facts.otherName = QStringLiteral("Noah Jansen");
            break;
        case FindingCode::ShopDeclined:
            facts.serverWords = QStringLiteral("No storefront user found");
            break;
        case FindingCode::ShopWaiting:
            facts.suggestion = QStringLiteral("noah.jansen@example.com");
            break;
    }
    return facts;
}

QString raisedBy(RaisedBy by) {
    switch (by) {
        case RaisedBy::Diagnosis:
            return QStringLiteral("the service");
        case RaisedBy::Desk:
            return QStringLiteral("the desk alone");
    }
    return {};
}

QString headingOf(Severity severity) {
    switch (severity) {
        case Severity::Blocks:
            return QStringLiteral("Blocks: no Magic link can be issued");
        case Severity::Warns:
            return QStringLiteral("Warns: something went wrong, or another way in is the surer one");
        case Severity::Informs:
            return QStringLiteral("Informs");
    }
    return {};
}

QString sectionOf(FindingCode code) {
    const Rule rule = ruleOf(code);
    const Finding sample{code, rule.severity, sampleFacts(code), remediesOf(code)};
    const FindingText text = textOf(sample, now);
    QStringList remedies;
    for (const Remedy remedy : sample.remedies) remedies.append(textOf(remedy, sample.facts));
    return QStringLiteral("### `%1`\n\n**%2**\n\n%3\n\n- when: %4\n- to press: %5\n- raised by %6\n\n")
        .arg(toText(code), text.title, text.sentence, QString::fromUtf8(rule.when), remedies.join(QStringLiteral(" · ")), raisedBy(rule.by));
}

QByteArray catalogue() {
    QString text = QStringLiteral(
        "# Findings\n\n"
        "Every reason that Latchkey gives why a way in does not or would not work, in the order in which it gives them: the first is what the\n"
        "agent should do. Sentences stand here with sample facts. Of the buttons a case shows those that fit it, and none that the agent's role\n"
        "would be refused.\n\n"
        "This page is written by `./dev docs` out of the code (`services/diagnosis/rules.cpp`, `remedies.cpp`, `ui/texts_findings.cpp`); the\n"
        "test `docs/findings` holds it to that.\n\n"
        "To add a finding: its code in `models/domain/finding.h`. From then on nothing compiles until it has its name (`finding.cpp`), its rule\n"
        "(`rules.cpp`), its remedies (`remedies.cpp`) and its sentences (`ui/texts_findings.cpp`, `app/service/link_texts.cpp`); the test\n"
        "`house/new_finding` proves that. Then its rows in `tests/diagnosis/tst_rules.cpp`, without which that test fails.\n\n");
    QList<FindingCode> codes = allFindingCodes();
    std::sort(codes.begin(), codes.end(), [](FindingCode a, FindingCode b) { return ruleOf(a).rank < ruleOf(b).rank; });
    for (const Severity severity : {Severity::Blocks, Severity::Warns, Severity::Informs}) {
        text += QStringLiteral("## %1\n\n").arg(headingOf(severity));
        for (const FindingCode code : codes)
            if (ruleOf(code).severity == severity) text += sectionOf(code);
    }
    return text.trimmed().toUtf8() + '\n';
}

int complain(const char *what, const QString &path) {
    std::fprintf(stderr, "%s: %s\n", qPrintable(path), what);
    return 1;
}

}  // namespace

int main(int count, char **words) {
    // Times of day in the sentences would follow the machine's zone.
    qputenv("TZ", "UTC");
    const QByteArray verb = count == 3 ? words[1] : "";
    if (verb != "--write" && verb != "--check") return complain("usage: findings_catalogue --write FILE | --check FILE", QStringLiteral("findings_catalogue"));
    QFile file(QString::fromLocal8Bit(words[2]));
    const QByteArray text = catalogue();
    if (verb == "--write") return file.open(QIODevice::WriteOnly) && file.write(text) == text.size() ? 0 : complain("cannot be written", file.fileName());
    if (!file.open(QIODevice::ReadOnly)) return complain("cannot be read; run ./dev docs", file.fileName());
    return file.readAll() == text ? 0 : complain("does not say what the code says; run ./dev docs", file.fileName());
}
