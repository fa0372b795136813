// latchkeyd shop probe as a process: it tells in words what works with a token, and never the token.
#include "tests/support/skio_server.h"

#include <QFile>
#include <QJsonArray>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace latchkey;

class TestShopProbeCommand : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY2(m_server.isReady(), qPrintable(m_server.error())); }
    void init() { QVERIFY(m_server.control(u"reset"_qs).value(u"ok"_qs).toBool()); }

    void whatWorksIsTold();
    void whatTheTokenMayNotSeeIsTold();
    void aRefusedTokenIsTold();
    void theHouseNeedsNoProbe();
    void aShopThatIsNotThereIsTold();

private:
    struct Run {
        int code = -1;
        QString out;
        QString err;
    };
    Run probe(const QString &endpoint, const QByteArray &more = {});

    SkioServer m_server{{0, 0, 1}};
    QTemporaryDir m_folder;
};

TestShopProbeCommand::Run TestShopProbeCommand::probe(const QString &endpoint, const QByteArray &more) {
    const auto write = [this](const char *name, const QByteArray &text) {
        QFile file(m_folder.filePath(QLatin1String(name)));
        if (!file.open(QIODevice::WriteOnly)) qFatal("cannot write a file");
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
        file.write(text);
    };
    write("token", m_server.token());
    QByteArray lines = more;
    if (!endpoint.isEmpty())
        lines += "shop = skio\nskio-endpoint = " + endpoint.toUtf8() + "\nskio-token-file = " + m_folder.filePath(u"token"_qs).toUtf8() +
                 "\nstore-domain = shop.example.com\n";
    write("latchkeyd.conf", lines);
    QProcess process;
    process.start(QStringLiteral(LATCHKEYD), {u"shop"_qs, u"probe"_qs, u"--config"_qs, m_folder.filePath(u"latchkeyd.conf"_qs)});
    process.waitForFinished(60'000);
    Run run{process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()), QString::fromUtf8(process.readAllStandardError())};
    if (run.out.contains(QLatin1String(m_server.token())) || run.err.contains(QLatin1String(m_server.token()))) run.code = -2;
    return run;
}

void TestShopProbeCommand::whatWorksIsTold() {
    m_server.set({{u"extraMutations"_qs, QJsonArray{u"updateStorefrontUser"_qs}}});
    const Run run = probe(m_server.endpoint());
    QVERIFY2(run.code == 0, qPrintable(run.err));
    for (const char *line : {"127.0.0.1 takes the token.", "Reading customers: yes.", "Reading subscriptions: yes.", "Reading intervals: yes.",
                             "Making Magic links: untried; the first link that an agent makes will tell.",
                             "Changing e-mail addresses: no; it takes shopify-shop and a Shopify token with write_customers.",
                             "The house's own portal, codes and letters: no; customers sign in at the store.",
                             "Portal link: https://shop.example.com/a/account/login", "updateStorefrontUser"})
        QVERIFY2(run.out.contains(QLatin1String(line)), line);
    QCOMPARE(m_server.stats().value(u"magicLinkCalls"_qs).toInt(), 0);
}

void TestShopProbeCommand::whatTheTokenMayNotSeeIsTold() {
    m_server.set({{u"hiddenFields"_qs, QJsonArray{QJsonObject{{u"type"_qs, u"query_root"_qs}, {u"field"_qs, u"Policies"_qs}}}}});
    const Run run = probe(m_server.endpoint());
    QCOMPARE(run.code, 1);
    QVERIFY(run.out.contains(u"Reading customers: yes."_qs));
    QVERIFY2(run.out.contains(u"Reading intervals: no. The token may not use Policies; ask Skio's owner for one that may."_qs), qPrintable(run.out));
}

void TestShopProbeCommand::aRefusedTokenIsTold() {
    m_server.set({{u"tokenRevoked"_qs, true}});
    const Run run = probe(m_server.endpoint());
    QCOMPARE(run.code, 2);
    QVERIFY2(run.err.contains(u"Skio refuses the token"_qs) && run.err.contains(u"skio-token-file"_qs), qPrintable(run.err));
}

void TestShopProbeCommand::theHouseNeedsNoProbe() {
    const Run run = probe({});
    QCOMPARE(run.code, 0);
    QVERIFY(run.out.contains(u"there is no token to probe"_qs));
}

void TestShopProbeCommand::aShopThatIsNotThereIsTold() {
    const Run run = probe(u"https://127.0.0.1:1/v1/graphql"_qs);
    QCOMPARE(run.code, 2);
    QVERIFY2(run.err.contains(u"Skio cannot be reached"_qs), qPrintable(run.err));
}

QTEST_GUILESS_MAIN(TestShopProbeCommand)
#include "tst_shop_probe_command.moc"
