// The Skio test server as a test in C++ sees it: it starts, answers GraphQL, does as it is told, and ends.
#include "tests/support/skio_server.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QTest>

using namespace latchkey;

namespace {

struct Answer {
    int status = 0;
    QJsonObject body;
    QByteArray retryAfter;
};

Answer ask(const SkioServer &server, const QString &query, const QJsonObject &variables = {}) {
    QNetworkAccessManager network;
    QNetworkRequest request(QUrl(server.endpoint()));
    request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
    request.setRawHeader("authorization", "API " + server.token());
    const QJsonObject body{{QStringLiteral("query"), query}, {QStringLiteral("variables"), variables}};
    const std::unique_ptr<QNetworkReply> reply(network.post(request, QJsonDocument(body).toJson()));
    if (!QTest::qWaitFor([&reply] { return reply->isFinished(); }, 10'000)) return {};
    return {.status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(),
            .body = QJsonDocument::fromJson(reply->readAll()).object(),
            .retryAfter = reply->rawHeader("Retry-After")};
}

QString messageOf(const Answer &answer) {
    return answer.body.value(QLatin1String("errors")).toArray().at(0).toObject().value(QLatin1String("message")).toString();
}

}  // namespace

class TestSkioServer : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { QVERIFY2(m_server.isReady(), qPrintable(m_server.error())); }
    void cleanup() { QVERIFY(m_server.control(QStringLiteral("reset")).value(QLatin1String("ok")).toBool()); }

    void answersAQueryOverItsOwnRows() {
        const Answer answer =
            ask(m_server, QStringLiteral("query One($id: uuid!) { SubscriptionByPk(id: $id) { status StorefrontUser { firstName } } }"),
                {{QStringLiteral("id"), m_server.id(QStringLiteral("mayaActive"))}});
        QCOMPARE(answer.status, 200);
        const QJsonObject found = answer.body.value(QLatin1String("data")).toObject().value(QLatin1String("SubscriptionByPk")).toObject();
        QCOMPARE(found.value(QLatin1String("status")).toString(), QStringLiteral("ACTIVE"));
        QCOMPARE(found.value(QLatin1String("StorefrontUser")).toObject().value(QLatin1String("firstName")).toString(), QStringLiteral("Maya"));
        QCOMPARE(m_server.stats().value(QLatin1String("requests")).toInt(), 1);
    }

    void misbehavesOnceAndThenAnswersWell() {
        m_server.misbehave(QStringLiteral("tooMany"), {{QStringLiteral("retryAfter"), 7}});
        const QString probe = QStringLiteral("query SkioProbe { Subscriptions(limit: 1) { id } }");
        const Answer refused = ask(m_server, probe);
        QCOMPARE(refused.status, 429);
        QCOMPARE(refused.retryAfter, QByteArray("7"));
        QCOMPARE(ask(m_server, probe).status, 200);
    }

    void refusesAHiddenFieldInSkiosWords() {
        const QJsonObject gone{{QStringLiteral("type"), QStringLiteral("StorefrontUser")}, {QStringLiteral("field"), QStringLiteral("emailLower")}};
        QVERIFY(m_server.set({{QStringLiteral("hiddenFields"), QJsonArray{gone}}}).value(QLatin1String("ok")).toBool());
        const Answer answer = ask(m_server, QStringLiteral("{ StorefrontUsers(limit: 1) { emailLower } }"));
        QCOMPARE(messageOf(answer), QStringLiteral("field 'emailLower' not found in type: 'StorefrontUser'"));
    }

    void saysWhyACommandIsNotCarriedOut() {
        const QJsonObject reply = m_server.misbehave(QStringLiteral("dance"));
        QVERIFY(!reply.value(QLatin1String("ok")).toBool());
        QVERIFY(reply.value(QLatin1String("error")).toString().contains(QLatin1String("dance")));
    }

    void twoServersKeepTheirOwnTokens() {
        const SkioServer other;
        QVERIFY2(other.isReady(), qPrintable(other.error()));
        QVERIFY(other.token() != m_server.token());
        QVERIFY(other.port() != m_server.port());
    }

private:
    SkioServer m_server;
};

QTEST_GUILESS_MAIN(TestSkioServer)
#include "tst_skio_server.moc"
