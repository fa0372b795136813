// Every way in which Skio and Shopify refuse or fail becomes its own fault, and neither a token nor a link comes back in words.
#include "services/shops/skio/graphql_reply.h"
#include "services/shops/skio/http_times.h"
#include "models/domain/finding.h"
#include "tests/support/minted.h"

#include <QTest>

using namespace latchkey;

namespace {
const QByteArray token = "skio_tok_K7QM2X9V4B8N";
const Instant now(1'767'225'600'000);

HttpAnswer answered(int status, const QByteArray &body) {
    HttpAnswer answer;
    answer.end = HttpEnd::Answered;
    answer.status = status;
    answer.body = body;
    answer.requestSent = true;
    return answer;
}

HttpAnswer brokenOff(HttpEnd how) {
    HttpAnswer answer = answered(200, "{\"data\":{\"Subscr");
    answer.brokenOff = how;
    return answer;
}

HttpAnswer ended(HttpEnd end, bool sent) {
    HttpAnswer answer;
    answer.end = end;
    answer.requestSent = sent;
    return answer;
}

QByteArray errorOf(const char *message, const char *code = "", const char *detail = "") {
    QByteArray body = QByteArray(R"({"errors":[{"message":")") + message + '"';
    QByteArray more;
    if (*code != 0) more += QByteArray(R"("code":")") + code + '"';
    if (*detail != 0) more += QByteArray(more.isEmpty() ? "" : ",") + R"("detail":")" + detail + '"';
    if (!more.isEmpty()) body += R"(,"extensions":{)" + more + '}';
    return body + "}]}";
}

enum class Asked { List, Key, Change, ChangeOfRow };

GraphqlExpectation expected(Asked what) {
    switch (what) {
        case Asked::List:
            return {false, false, {}, {QStringLiteral("Subscriptions")}, {}};
        case Asked::Key:
            return {false, false, {QStringLiteral("SubscriptionByPk")}, {}, {}};
        case Asked::Change:
            return {true, false, {}, {}, QStringLiteral("generateMagicLink")};
        case Asked::ChangeOfRow:
            return {true, true, {}, {}, QStringLiteral("cancelSubscription")};
    }
    return {};
}
}  // namespace

Q_DECLARE_METATYPE(HttpAnswer)
Q_DECLARE_METATYPE(Asked)
Q_DECLARE_METATYPE(ShopFault)

class TestGraphqlErrors : public QObject {
    Q_OBJECT

private slots:
    void everyFailureIsItsOwnFault_data();
    void everyFailureIsItsOwnFault();
    void aChangeIsUncertainUnlessItsRefusalProvesOtherwise_data();
    void aChangeIsUncertainUnlessItsRefusalProvesOtherwise();
    void onlyWordsOfACustomerMeanThatNobodyHasTheAddress_data();
    void onlyWordsOfACustomerMeanThatNobodyHasTheAddress();
    void placesAndParametersAreHidden_data();
    void placesAndParametersAreHidden();
    void goodAnswersAreNone_data();
    void goodAnswersAreNone();
    void theDetailIsPreferred();
    void neitherTokenNorLinkComesBack();
    void unknownFieldsAreNamed();
    void aPauseIsRead_data();
    void aPauseIsRead();
    void everyFaultHasItsErrorAndItsFinding();
};

void TestGraphqlErrors::everyFailureIsItsOwnFault_data() {
    QTest::addColumn<HttpAnswer>("answer");
    QTest::addColumn<Asked>("asked");
    QTest::addColumn<ShopFault>("fault");
    QTest::addColumn<QString>("what");
    const auto row = [](const char *name, const HttpAnswer &answer, Asked asked, ShopFault fault, const QString &what = {}) {
        QTest::newRow(name) << answer << asked << fault << what;
    };
    const auto said = [](const QByteArray &body) { return answered(200, body); };

    row("nobody answers", ended(HttpEnd::Unreachable, false), Asked::List, ShopFault::Unreachable);
    row("it hangs up", ended(HttpEnd::Closed, true), Asked::List, ShopFault::Unreachable);
    row("it takes too long", ended(HttpEnd::TimedOut, true), Asked::List, ShopFault::TimedOut);
    row("a wrong certificate", ended(HttpEnd::BadCertificate, false), Asked::List, ShopFault::BadCertificate);
    row("no https", ended(HttpEnd::NotEncrypted, false), Asked::List, ShopFault::NotEncrypted);
    row("a change that was sent and not answered", ended(HttpEnd::TimedOut, true), Asked::Change, ShopFault::Uncertain);
    row("a change whose connection broke", ended(HttpEnd::Closed, true), Asked::Change, ShopFault::Uncertain);
    row("a change that was not sent", ended(HttpEnd::Unreachable, false), Asked::Change, ShopFault::Unreachable);

    row("redirected", answered(307, {}), Asked::List, ShopFault::Redirected);
    row("429", answered(429, "slow down"), Asked::List, ShopFault::TooFast);
    row("429 to a change", answered(429, "slow down"), Asked::Change, ShopFault::TooFast);
    row("502 in HTML", answered(502, "<html>Bad gateway</html>"), Asked::List, ShopFault::Failing);
    row("503", answered(503, {}), Asked::List, ShopFault::Failing);
    row("502 to a change", answered(502, "<html>Bad gateway</html>"), Asked::Change, ShopFault::Uncertain);
    row("401", answered(401, R"({"errors":"[API] Invalid API key or access token"})"), Asked::Change, ShopFault::TokenRefused);
    row("403 in HTML", answered(403, "<html>"), Asked::List, ShopFault::Failing);
    row("403 in HTML to a change", answered(403, "<html>"), Asked::Change, ShopFault::Failing);
    row("401 in HTML to a change", answered(401, "<html>"), Asked::Change, ShopFault::Failing);
    row("403 in JSON that tells nothing", answered(403, R"({"error":"Forbidden"})"), Asked::List, ShopFault::Failing);
    row("401 in JSON", answered(401, R"({"error":"Unauthorized"})"), Asked::List, ShopFault::TokenRefused);
    row("403 with GraphQL errors", answered(403, errorOf("no")), Asked::List, ShopFault::TokenRefused);
    row("404 in HTML", answered(404, "<html>"), Asked::List, ShopFault::Nonsense);
    row("400 with errors", answered(400, errorOf("field 'Subscriptions' not found in type: 'query_root'")), Asked::List, ShopFault::NoAccess,
        QStringLiteral("Subscriptions"));

    row("HTML with 200", said("<html>Welcome</html>"), Asked::List, ShopFault::Nonsense);
    row("HTML with 200 to a change", said("<html>Welcome</html>"), Asked::Change, ShopFault::Uncertain);
    row("nothing at all", said({}), Asked::List, ShopFault::Nonsense);
    row("a bad token", said(errorOf("Invalid response from authorization hook")), Asked::List, ShopFault::TokenRefused);
    row("a table that may not be seen", said(errorOf("field 'Subscriptions' not found in type: 'query_root'")), Asked::List, ShopFault::NoAccess,
        QStringLiteral("Subscriptions"));
    row("a mutation that is not there", said(errorOf("field 'generateMagicLink' not found in type: 'mutation_root'", "validation-failed")), Asked::Change,
        ShopFault::NoAccess, QStringLiteral("generateMagicLink"));
    row("a field that is gone", said(errorOf("field 'note' not found in type: 'Subscription'", "validation-failed")), Asked::List,
        ShopFault::DocumentRefused, QStringLiteral("note"));
    row("a filter that is gone", said(errorOf("field 'emailLower' not found in type: 'StorefrontUser_bool_exp'", "validation-failed")), Asked::List,
        ShopFault::DocumentRefused, QStringLiteral("emailLower"));
    row("a wrong type", said(errorOf("variable 'id' is declared as 'String!', but used where 'uuid!' is expected", "validation-failed")), Asked::List,
        ShopFault::DocumentRefused);
    row("a malformed id in a question", said(errorOf("invalid input syntax for type uuid: \\\"sub111\\\"", "data-exception")), Asked::Key, ShopFault::NotAnId);
    row("a malformed id in a change", said(errorOf("internal error", "unexpected")), Asked::ChangeOfRow, ShopFault::NotAnId);
    row("an internal error in a change without ids", said(errorOf("internal error", "unexpected")), Asked::Change, ShopFault::Uncertain);
    row("an internal error in a question", said(errorOf("internal error", "unexpected")), Asked::List, ShopFault::Failing);
    row("an unknown id in a change",
        said(errorOf("Lambda policy revoked", "Lambda policy revoked", "Lambda policy revoked, tried to access unauthorized user or subscription")),
        Asked::ChangeOfRow, ShopFault::NotInShop);
    row("a limit of nodes", said(errorOf("query exceeds the node limit of 100")), Asked::List, ShopFault::TooMuchAsked);
    row("a limit of depth", said(errorOf("the query exceeds depth limit")), Asked::List, ShopFault::TooMuchAsked);
    row("a limit of rate in words", said(errorOf("Rate limit exceeded: 2000 requests per minute")), Asked::List, ShopFault::TooFast);
    row("too many requests in words", said(errorOf("Too many requests")), Asked::List, ShopFault::TooFast);
    row("throttled", said(errorOf("Throttled", "THROTTLED")), Asked::List, ShopFault::TooFast);
    row("a slow query", said(errorOf("database query timed out")), Asked::List, ShopFault::TimedOut);
    row("a missing scope at Shopify", said(errorOf("Access denied for customerUpdate field.", "ACCESS_DENIED")), Asked::Change, ShopFault::NoAccess);
    row("a discount code", said(errorOf("error", "unexpected-ish", "NOT_FOUND")), Asked::Change, ShopFault::Declined);
    row("errors beside data", said(R"({"data":{"Subscriptions":[]},"errors":[{"message":"half of it failed"}]})"), Asked::List, ShopFault::Declined);
    row("the telling one of several", said(R"({"errors":[{"message":"oh no"},{"message":"Invalid response from authorization hook"}]})"), Asked::List,
        ShopFault::TokenRefused);

    row("an answer that breaks off", brokenOff(HttpEnd::Closed), Asked::List, ShopFault::Unreachable);
    row("an answer that takes too long to its end", brokenOff(HttpEnd::TimedOut), Asked::List, ShopFault::TimedOut);
    row("a change whose answer breaks off", brokenOff(HttpEnd::Closed), Asked::Change, ShopFault::Uncertain);
    row("no data", said("{}"), Asked::List, ShopFault::Nonsense, QStringLiteral("Subscriptions"));
    row("another key", said(R"({"data":{"Orders":[]}})"), Asked::List, ShopFault::Nonsense, QStringLiteral("Subscriptions"));
    row("null for a list", said(R"({"data":{"Subscriptions":null}})"), Asked::List, ShopFault::Nonsense, QStringLiteral("Subscriptions"));
    row("no key", said(R"({"data":{}})"), Asked::Key, ShopFault::Nonsense, QStringLiteral("SubscriptionByPk"));
    row("no payload", said(R"({"data":{"generateMagicLink":null}})"), Asked::Change, ShopFault::Uncertain, QStringLiteral("generateMagicLink"));
    row("nobody has this e-mail",
        said(R"({"data":{"generateMagicLink":{"ok":false,"magicLinkUrl":null,"expiresAt":null,"error":"No storefront user found for that email"}}})"),
        Asked::Change, ShopFault::EmailUnknown);
    row("declined", said(R"({"data":{"cancelSubscription":{"ok":false,"message":"Error: No next billing date found"}}})"), Asked::ChangeOfRow,
        ShopFault::Declined);
}

void TestGraphqlErrors::everyFailureIsItsOwnFault() {
    QFETCH(HttpAnswer, answer);
    QFETCH(Asked, asked);
    QFETCH(ShopFault, fault);
    const GraphqlRead read = readGraphql(answer, expected(asked), ShopSpeaker::Skio, {MessageText(token)}, now);
    QVERIFY(!read);
    QCOMPARE(toText(read.error().trouble.fault), toText(fault));
    QTEST(read.error().trouble.what, "what");
    // Only where a change was not run may somebody be told to ask again.
    const bool notRun = answer.status == 429 || answer.status == 401 || answer.status == 403;
    if (asked == Asked::Change && answer.requestSent && mayAskAgain(fault)) QVERIFY(notRun || fault == ShopFault::TooFast);
}

void TestGraphqlErrors::aChangeIsUncertainUnlessItsRefusalProvesOtherwise_data() {
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<ShopFault>("fault");
    QTest::newRow("ran out of time, in words") << errorOf("Request timed out") << ShopFault::Uncertain;
    QTest::newRow("ran out of time, by its code") << errorOf("Timeout", "TIMEOUT") << ShopFault::Uncertain;
    QTest::newRow("a limit of time") << errorOf("operation exceeded the time limit", "time-limit-exceeded") << ShopFault::Uncertain;
    QTest::newRow("an internal error of Shopify's")
        << errorOf("Internal error. Looks like something went wrong on our end.\\nRequest ID: 5d1f (include this in support requests).") << ShopFault::Uncertain;
    QTest::newRow("an internal error by its code") << errorOf("oh no", "INTERNAL_SERVER_ERROR") << ShopFault::Uncertain;
    QTest::newRow("a payload that does not say how it ended")
        << QByteArray(R"({"data":{"generateMagicLink":{"ok":null}},"errors":[{"message":"half of it failed"}]})") << ShopFault::Uncertain;
    QTest::newRow("no row beside the errors")
        << QByteArray(R"({"data":{"generateMagicLink":{"customer":null,"userErrors":[]}},"errors":[{"message":"half of it failed"}]})") << ShopFault::Uncertain;
    QTest::newRow("declined beside errors")
        << QByteArray(R"({"data":{"generateMagicLink":{"ok":false,"error":"No"}},"errors":[{"message":"half of it failed"}]})") << ShopFault::Declined;
    QTest::newRow("by the schema") << errorOf("field 'returnToPath' not found in type: 'GenerateMagicLinkInput'", "validation-failed") << ShopFault::DocumentRefused;
    QTest::newRow("no permission") << errorOf("Access denied for customerUpdate field.", "ACCESS_DENIED") << ShopFault::NoAccess;
    QTest::newRow("throttled before it ran") << errorOf("Throttled", "THROTTLED") << ShopFault::TooFast;
    QTest::newRow("a bad token") << errorOf("Invalid response from authorization hook") << ShopFault::TokenRefused;
}

void TestGraphqlErrors::aChangeIsUncertainUnlessItsRefusalProvesOtherwise() {
    QFETCH(QByteArray, body);
    QFETCH(ShopFault, fault);
    const GraphqlRead read = readGraphql(answered(200, body), expected(Asked::Change), ShopSpeaker::Shopify, {}, now);
    QVERIFY(!read);
    QCOMPARE(toText(read.error().trouble.fault), toText(fault));
}

void TestGraphqlErrors::onlyWordsOfACustomerMeanThatNobodyHasTheAddress_data() {
    QTest::addColumn<QString>("words");
    QTest::addColumn<bool>("nobody");
    for (const char *words : {"No storefront user found for that email", "Customer not found", "Email does not exist", "no customer with this e-mail",
                              "The user with email x@example.com was not found", "Could not find a customer"})
        QTest::newRow(words) << QString::fromLatin1(words) << true;
    for (const char *words : {"Site not found", "No customer portal configured", "Email template not found", "not found", "returnToPath not found"})
        QTest::newRow(words) << QString::fromLatin1(words) << false;
}

void TestGraphqlErrors::onlyWordsOfACustomerMeanThatNobodyHasTheAddress() {
    QFETCH(QString, words);
    QFETCH(bool, nobody);
    const QByteArray body = R"({"data":{"generateMagicLink":{"ok":false,"error":")" + words.toUtf8() + R"("}}})";
    const GraphqlRead read = readGraphql(answered(200, body), expected(Asked::Change), ShopSpeaker::Skio, {}, now);
    QVERIFY(!read);
    QCOMPARE(toText(read.error().trouble.fault), toText(nobody ? ShopFault::EmailUnknown : ShopFault::Declined));
    QCOMPARE(read.error().trouble.words, words);
}

void TestGraphqlErrors::placesAndParametersAreHidden_data() {
    QTest::addColumn<QString>("said");
    QTest::addColumn<QString>("shown");
    const QString hiding = QStringLiteral("••••");
    QTest::newRow("no scheme") << QStringLiteral("see shop.example.com/a/account?token=abc now") << QStringLiteral("see ") + hiding + QStringLiteral(" now");
    QTest::newRow("a path of a host") << QStringLiteral("see shop.example.com/l/abc") << QStringLiteral("see ") + hiding;
    QTest::newRow("a path and a query") << QStringLiteral("see /a/account?t=abc") << QStringLiteral("see ") + hiding;
    QTest::newRow("a parameter alone") << QStringLiteral("bad token=abc here") << QStringLiteral("bad ") + hiding + QStringLiteral(" here");
    QTest::newRow("one of several names") << QStringLiteral("bad access_token=abc&x") << QStringLiteral("bad ") + hiding;
    QTest::newRow("nothing to hide") << QStringLiteral("a@example.com and/or token: invalid?") << QStringLiteral("a@example.com and/or token: invalid?");
}

void TestGraphqlErrors::placesAndParametersAreHidden() {
    QFETCH(QString, said);
    const QByteArray body = errorOf(said.toUtf8().constData());
    const GraphqlRead read = readGraphql(answered(200, body), expected(Asked::List), ShopSpeaker::Skio, {}, now);
    QVERIFY(!read);
    QTEST(read.error().trouble.words, "shown");
}

void TestGraphqlErrors::goodAnswersAreNone_data() {
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<Asked>("asked");
    QTest::newRow("a list") << QByteArray(R"({"data":{"Subscriptions":[{"id":"x"}]}})") << Asked::List;
    QTest::newRow("an empty list") << QByteArray(R"({"data":{"Subscriptions":[]}})") << Asked::List;
    QTest::newRow("an empty list of errors") << QByteArray(R"({"errors":[],"data":{"Subscriptions":[]}})") << Asked::List;
    QTest::newRow("null by key: gone") << QByteArray(R"({"data":{"SubscriptionByPk":null}})") << Asked::Key;
    QTest::newRow("already so") << QByteArray(R"({"data":{"cancelSubscription":{"ok":true,"message":"already cancelled"}}})") << Asked::ChangeOfRow;
    QTest::newRow("done, beside errors") << QByteArray(R"({"data":{"generateMagicLink":{"ok":true,"magicLinkUrl":"-"}},"errors":[{"message":"a log failed"}]})") << Asked::Change;
    QTest::newRow("saved, beside errors")
        << QByteArray(R"({"data":{"generateMagicLink":{"customer":{"id":"1"},"userErrors":[]}},"errors":[{"message":"a log failed"}]})") << Asked::Change;
    QTest::newRow("errors of the user's, beside errors")
        << QByteArray(R"({"data":{"generateMagicLink":{"customer":null,"userErrors":[{"message":"taken"}]}},"errors":[{"message":"a log failed"}]})") << Asked::Change;
    QTest::newRow("a payload without ok") << QByteArray(R"({"data":{"generateMagicLink":{"magicLinkUrl":"-"}}})") << Asked::Change;
}

void TestGraphqlErrors::goodAnswersAreNone() {
    QFETCH(QByteArray, body);
    QFETCH(Asked, asked);
    QVERIFY(readGraphql(answered(200, body), expected(asked), ShopSpeaker::Skio, {}, now).has_value());
}

void TestGraphqlErrors::theDetailIsPreferred() {
    const GraphqlRead read = readGraphql(answered(200, errorOf("error", "x", "CURRENTLY_INACTIVE")), expected(Asked::Change), ShopSpeaker::Skio, {}, now);
    QCOMPARE(read.error().trouble.words, QStringLiteral("CURRENTLY_INACTIVE"));
}

void TestGraphqlErrors::neitherTokenNorLinkComesBack() {
    noteMinted(token);
    const QByteArray words = "cannot use " + token + " for https://shop.example.com/a?token=K7QM2X9V4B8N or https:\\/\\/shop.example.com\\/b?token=K7QM2X9V4B8N!";
    const GraphqlRead read = readGraphql(answered(200, errorOf(words.constData())), expected(Asked::Change), ShopSpeaker::Skio, {MessageText(token)}, now);
    QVERIFY(!read);
    QVERIFY(!read.error().trouble.words.contains(QLatin1String("K7QM2X9V4B8N")));
    QVERIFY(read.error().trouble.words.startsWith(QLatin1String("cannot use ••••")) || read.error().trouble.words.startsWith(u"cannot use ••••"));
}

void TestGraphqlErrors::unknownFieldsAreNamed() {
    const QByteArray body = R"({"errors":[{"message":"field 'note' not found in type: 'Subscription'","extensions":{"code":"validation-failed",)"
                            R"("path":"$.selectionSet.Subscriptions.selectionSet.note"}}]})";
    const GraphqlRead read = readGraphql(answered(200, body), expected(Asked::List), ShopSpeaker::Skio, {}, now);
    QCOMPARE(read.error().unknownFields.size(), 1);
    QCOMPARE(read.error().unknownFields.first().name, QStringLiteral("note"));
    QCOMPARE(read.error().unknownFields.first().type, QStringLiteral("Subscription"));
    QCOMPARE(read.error().unknownFields.first().path, QStringLiteral("Subscriptions.note"));
    const GraphqlRead other = readGraphql(answered(200, errorOf("Cannot query field \\\"sku\\\" on type \\\"ProductVariant\\\".")), expected(Asked::List),
                                          ShopSpeaker::Skio, {}, now);
    QCOMPARE(other.error().unknownFields.size(), 1);
    QCOMPARE(other.error().unknownFields.first().type, QStringLiteral("ProductVariant"));
}

void TestGraphqlErrors::aPauseIsRead_data() {
    QTest::addColumn<QByteArray>("retryAfter");
    QTest::addColumn<QByteArray>("date");
    QTest::addColumn<int>("seconds");  // -1: none
    QTest::newRow("seconds") << QByteArray("17") << QByteArray() << 17;
    QTest::newRow("none") << QByteArray() << QByteArray() << -1;
    QTest::newRow("rubbish") << QByteArray("soon") << QByteArray() << -1;
    QTest::newRow("negative") << QByteArray("-3") << QByteArray() << -1;
    QTest::newRow("at most a day") << QByteArray("999999999999") << QByteArray() << 86400;
    QTest::newRow("a date by our clock") << QByteArray("Thu, 01 Jan 2026 00:00:30 GMT") << QByteArray() << 30;
    QTest::newRow("a date by their clock") << QByteArray("Thu, 01 Jan 2026 01:00:30 GMT") << QByteArray("Thu, 01 Jan 2026 01:00:00 GMT") << 30;
    QTest::newRow("a date that is over") << QByteArray("Wed, 31 Dec 2025 00:00:30 GMT") << QByteArray() << 0;
}

void TestGraphqlErrors::aPauseIsRead() {
    QFETCH(QByteArray, retryAfter);
    QFETCH(QByteArray, date);
    QFETCH(int, seconds);
    const std::optional<Duration> wait = retryAfterFrom(retryAfter, date, now);
    QCOMPARE(wait ? static_cast<int>(wait->count() / 1000) : -1, seconds);
    for (const int status : {429, 503}) {
        HttpAnswer answer = answered(status, {});
        answer.retryAfterText = retryAfter;
        answer.date = date;
        const GraphqlRead read = readGraphql(answer, expected(Asked::List), ShopSpeaker::Skio, {}, now);
        QCOMPARE(read.error().trouble.retryAt, wait ? std::optional<Instant>(now + *wait) : std::nullopt);
    }
}

void TestGraphqlErrors::everyFaultHasItsErrorAndItsFinding() {
    for (int i = static_cast<int>(ShopFault::Unreachable); i <= static_cast<int>(ShopFault::Stopped); ++i) {
        ShopTrouble made;
        made.fault = static_cast<ShopFault>(i);
        QCOMPARE(errorOf(made).detail, toText(made.fault));
        QCOMPARE(findingCodeOf(made.fault).has_value(), made.fault != ShopFault::Stopped);
    }
    QCOMPARE(findingCodeOf(ShopFault::TokenRefused), std::optional<FindingCode>(FindingCode::ShopRefusedUs));
    QCOMPARE(findingCodeOf(ShopFault::TimedOut), std::optional<FindingCode>(FindingCode::ShopUnreachable));
    QVERIFY(endsSync(ShopFault::TokenRefused) && !endsSync(ShopFault::NoAccess) && !mayAskAgain(ShopFault::Uncertain));
}

QTEST_GUILESS_MAIN(TestGraphqlErrors)
#include "tst_graphql_errors.moc"
