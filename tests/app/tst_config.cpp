// The configuration from all its sources: what is refused and how it is said, what wins, what is found wrong with the files it names.
#include "app/service/config_reader.h"
#include "app/service/log.h"
#include "tests/app/served.h"
#include "tests/support/test_authority.h"
#include "tests/support/verify.h"

#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace latchkey;

namespace {

Configuration readText(const QByteArray &text) {
    Configuration read;
    readConfigFile(QStringLiteral("x.conf"), text, read);
    return read;
}

QStringList sentences(const QList<ConfigError> &faults) {
    QStringList said;
    for (const ConfigError &fault : faults) said.append(sentenceOf(fault));
    return said;
}

QByteArray example() {
    QFile file(QStringLiteral(EXAMPLE_FILE));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

}  // namespace

class TestConfig : public QObject {
    Q_OBJECT
private slots:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        for (const QString &name : QProcessEnvironment::systemEnvironment().keys())
            if (name.startsWith(QLatin1String("LATCHKEY_")) && name != QLatin1String("LATCHKEY_MINTED")) qunsetenv(qPrintable(name));
        qunsetenv("CREDENTIALS_DIRECTORY");
    }

    void everyKeyStandsInTheExample_data() {
        QTest::addColumn<QString>("key");
        for (const ConfigKey &key : configKeys()) QTest::addRow("%s", qPrintable(key.name)) << key.name;
    }
    void everyKeyStandsInTheExample() {
        QFETCH(QString, key);
        const QRegularExpression line(QStringLiteral("^#?%1 = \\S").arg(key), QRegularExpression::MultilineOption);
        QVERIFY(line.match(QString::fromUtf8(example())).hasMatch());
    }

    void everyValueOfTheExampleIsGood() {
        QByteArray open;
        QByteArrayList seen;
        const QByteArrayList lines = example().split('\n');
        for (QByteArray line : lines) {
            static const QRegularExpression commented(QStringLiteral("^#?([a-z-]+) = "));
            const auto match = commented.match(QString::fromUtf8(line));
            if (!match.hasMatch()) continue;
            // The second store is another way to say the first.
            const QByteArray key = match.captured(1).toUtf8();
            open += (line.startsWith('#') ? line.mid(1) : line).replace(key + " = ", (seen.contains(key) ? "#" : "") + key + " = ") + '\n';
            seen.append(key);
        }
        const Configuration read = readText(open);
        QCOMPARE(sentences(read.faults), QStringList());
        QCOMPARE(read.given.size(), qsizetype(configKeys().size()));
        // What is shown as the default is the default.
        const Settings usual;
        QVERIFY(read.settings.policy.linkLife == usual.policy.linkLife && read.settings.policy.sessionOfCode == usual.policy.sessionOfCode);
        QVERIFY(read.settings.policy.codeTries == usual.policy.codeTries && read.settings.policy.triesPerAddressPerHour == usual.policy.triesPerAddressPerHour);
        QVERIFY(read.settings.limits.connections == usual.limits.connections);
        QVERIFY(read.settings.limits.connectionsPerAddress == usual.limits.connectionsPerAddress);
        QVERIFY(read.settings.metricsFrom == usual.metricsFrom && read.settings.listen == usual.listen);
        QVERIFY(read.settings.delivery->setup.sms.timeoutSeconds == SmsSetup().timeoutSeconds);
    }

    void theExampleIsAGoodConfiguration() {
        qputenv("LATCHKEY_STORE", path("shop.latchkey").toUtf8());
        const Run checked = run({QStringLiteral("check-config"), QStringLiteral("--config"), QStringLiteral(EXAMPLE_FILE)});
        QVERIFY2(checked.code == 0, checked.err.constData());
        QVERIFY(checked.out.contains("good configuration"));
    }

    void allThatIsWrongIsSaidAtOnce() {
        write("bad.conf", "store = \nlistne = 127.0.0.1:1\nnonsense\nlink-life-minutes = 61\nmail-password = hush\ncode-tries = 3\ncode-tries = 4\n"
                          "trusted-proxies = proxy.example.com\ntls-certificate = /nowhere/cert.pem\n");
        qputenv("LATCHKEY_BASE_ULR", "https://portal.example.com");
        const Run checked = run({QStringLiteral("check-config"), QStringLiteral("--config"), path("bad.conf")});
        QCOMPARE(checked.code, 2);
        const QByteArray said = checked.err;
        for (const char *expected :
             {"line 1: the setting \"store\" takes", "line 2: there is no setting \"listne\"; did you mean \"listen\"?", "line 3: expected \"key = value\"",
              "line 4: the setting \"link-life-minutes\" takes a whole number from 1 to 60", "line 5: a secret does not stand here", "\"mail-password-file\"",
              "line 7: the setting \"code-tries\" is given twice", "line 8: the setting \"trusted-proxies\" takes addresses and networks",
              "line 9: \"tls-certificate\" needs \"tls-key\"", "line 9: \"tls-certificate\" names /nowhere/cert.pem, which is not there",
              "LATCHKEY_BASE_ULR: there is no setting \"LATCHKEY_BASE_ULR\"; did you mean \"LATCHKEY_BASE_URL\"?"})
            QVERIFY2(said.contains(expected), (QByteArray(expected) + " in " + said).constData());
        QVERIFY(!said.contains("hush"));
    }

    void aKeyIsSuggestedOnlyWhenItIsNear_data() {
        QTest::addColumn<QByteArray>("wrong");
        QTest::addColumn<QString>("near");
        QTest::newRow("letters changed about") << QByteArray("base-ulr") << u"base-url"_qs;
        QTest::newRow("underscores") << QByteArray("base_url") << u"base-url"_qs;
        QTest::newRow("capitals") << QByteArray("Listen") << u"listen"_qs;
        QTest::newRow("a letter missing") << QByteArray("trusted-proxie") << u"trusted-proxies"_qs;
        QTest::newRow("nothing like it") << QByteArray("favourite-colour") << QString();
    }
    void aKeyIsSuggestedOnlyWhenItIsNear() {
        QFETCH(QByteArray, wrong);
        QFETCH(QString, near);
        const Configuration read = readText(wrong + " = 1\n");
        QCOMPARE(read.faults.size(), 1);
        QVERIFY(read.faults.first().fault == ConfigFault::UnknownKey);
        QCOMPARE(read.faults.first().more, near);
    }

    void theEnvironmentWinsOverTheFileAndTheCommandLineOverBoth() {
        write("some.conf", "base-url = https://file.test\nshop-name = From the file\nlink-life-minutes = 20\nlisten = 192.0.2.1:1\n");
        QProcessEnvironment environment;
        environment.insert(QStringLiteral("LATCHKEY_SHOP_NAME"), QStringLiteral("From the environment"));
        environment.insert(QStringLiteral("LATCHKEY_LINK_LIFE_MINUTES"), QStringLiteral("30"));
        environment.insert(QStringLiteral("LATCHKEY_TOKEN"), QStringLiteral("the desk's"));
        environment.insert(QStringLiteral("LATCHKEY_CONFIG"), path("some.conf"));
        const auto read = readConfiguration({}, environment, false);
        QVERIFY_OK(read);
        QCOMPARE(sentences(read->faults), QStringList());
        QCOMPARE(read->path, path("some.conf"));
        QCOMPARE(read->settings.baseUrl, QStringLiteral("https://file.test"));
        QCOMPARE(read->settings.shopName, QStringLiteral("From the environment"));
        QVERIFY(read->settings.policy.linkLife == std::chrono::minutes(30));
        qputenv("LATCHKEY_SHOP_NAME", "From the environment");
        qputenv("LATCHKEY_CONFIG", path("some.conf").toUtf8());
        const Arguments arguments{{{QStringLiteral("--shop-name"), QStringLiteral("From the command line")},
                                   {QStringLiteral("--store"), path("shop.latchkey")}}, {}, {}};
        const auto all = configurationOf(arguments, StoreMayBe::Made);
        QVERIFY2(all.has_value(), all ? "" : qPrintable(all.error()));
        QCOMPARE(all->settings.shopName, QStringLiteral("From the command line"));
        QCOMPARE(all->settings.listen, QStringLiteral("192.0.2.1:1"));
    }

    void anUnknownVariableKeepsTheServiceFromStarting() {
        qputenv("LATCHKEY_LISTNE", "127.0.0.1:1");
        const Run refused = run({QStringLiteral("serve"), QStringLiteral("--store"), path("shop.latchkey")});
        QCOMPARE(refused.code, 2);
        QVERIFY2(refused.err.contains("LATCHKEY_LISTNE") && refused.err.contains("LATCHKEY_LISTEN\""), refused.err.constData());
        QCOMPARE(refused.err.count('\n'), 1);
    }

    void theStoreOfTheEnvironmentIsEveryCommands() {
        qputenv("LATCHKEY_STORE", path("shop.latchkey").toUtf8());
        const Run added = run({QStringLiteral("agent"), QStringLiteral("add"), QStringLiteral("Mia")});
        QVERIFY2(added.code == 0, added.err.constData());
        noteMinted(added.out.trimmed());
        QCOMPARE(run({QStringLiteral("verify")}).code, 0);
        QVERIFY(QFile::exists(path("shop.latchkey")));
    }

    void filesAreLookedAt_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("said");
        QTest::addColumn<int>("code");
        const auto row = [](const char *name, const char *text, const char *said, int code) { QTest::newRow(name) << QByteArray(text) << QString::fromLatin1(said) << code; };
        row("all is well", "tls-certificate = F/server.pem\ntls-key = F/server.key\nmail-password-file = F/secret\n", "", 0);
        row("a key of another", "tls-certificate = F/server.pem\ntls-key = F/ca.key\n", "line 2: \"tls-key\" names F/ca.key, which is the key of another certificate", 2);
        row("no certificate", "tls-certificate = F/secret\ntls-key = F/server.key\n", "line 1: \"tls-certificate\" names F/secret, which holds no certificate", 2);
        row("no key", "tls-certificate = F/server.pem\ntls-key = F/secret\n", "line 2: \"tls-key\" names F/secret, which holds no private key", 2);
        row("another host", "tls-certificate = F/server.pem\ntls-key = F/server.key\nbase-url = https://portal.example.com\n",
            "line 1: the certificate of \"tls-certificate\" is not for portal.example.com", 1);
        row("the host", "tls-certificate = F/server.pem\ntls-key = F/server.key\nbase-url = https://127.0.0.1\n", "", 0);
        row("http with TLS", "tls-certificate = F/server.pem\ntls-key = F/server.key\nbase-url = http://127.0.0.1\n", "line 3: the setting \"base-url\": with \"tls-certificate\"", 2);
        row("a secret for all", "sms-secret-file = F/open\n", "line 1: \"sms-secret-file\" names F/open, which other users can read", 1);
        row("a secret that is not there", "code-key-file = F/nothing\n", "line 1: \"code-key-file\" names F/nothing, which is not there", 2);
        row("a secret in two places", "code-key-file = F/secret\ncode-key-credential = code\n", "line 2: \"code-key-credential\" and \"code-key-file\" name the same secret", 2);
        row("letters that are not there", "mail-templates = F/letters\n", "line 1: \"mail-templates\" names F/letters, which is not there", 2);
        row("a folder that is not there", "store = F/nothing/shop\n", "line 1: \"store\" names F/nothing/shop, whose folder is not there", 2);
        row("PostgreSQL", "store = postgresql://latchkey@db.example.com/latchkey\n", "", 0);
        row("a shop at Skio", "shop = skio\nskio-token-file = F/secret\nstore-domain = shop.example.com\n", "", 0);
        row("a shop without a token", "shop = skio\nstore-domain = shop.example.com\n", "line 1: \"shop\" needs \"skio-token-file\" beside it", 2);
        row("a shop without a domain", "shop = skio\nskio-token-file = F/secret\n", "line 1: \"shop\" needs \"store-domain\" beside it", 2);
        row("a token that is not there", "shop = skio\nskio-token-file = F/nothing\nstore-domain = shop.example.com\n", "line 2: \"skio-token-file\" names F/nothing, which is not there", 2);
        row("a token for all", "shop = skio\nskio-token-file = F/open\nstore-domain = shop.example.com\n", "line 2: \"skio-token-file\" names F/open, which other users can read", 1);
        row("a token in the file", "shop = skio\nskio-token = hush\nstore-domain = shop.example.com\n", "line 2: a secret does not stand here: give \"skio-token-file\"", 2);
        row("documents that are not there", "shop = skio\nskio-token-file = F/secret\nstore-domain = shop.example.com\nskio-documents = F/nothing\n",
            "line 4: \"skio-documents\" names F/nothing, which is not there", 2);
        row("Shopify without a token", "shop = skio\nskio-token-file = F/secret\nstore-domain = shop.example.com\nshopify-shop = acme\n", "", 0);
        row("a token of no shop", "shop = skio\nskio-token-file = F/secret\nstore-domain = shop.example.com\nshopify-token-file = F/secret\n",
            "line 4: \"shopify-token-file\" needs \"shopify-shop\"", 2);
        row("a Skio key of the house", "store-domain = shop.example.com\n", "line 1: the setting \"store-domain\": it is for a shop at Skio", 2);
        row("mail without a server", "mail = smtp\n", "the setting \"mail-server\": the mail server's host name is needed", 2);
    }
    void filesAreLookedAt() {
        QFETCH(QByteArray, text);
        QFETCH(QString, said);
        QFETCH(int, code);
        QVERIFY2(m_authority.isMade(), qPrintable(m_authority.error()));
        for (const QString &file : {m_authority.caFile(), m_authority.certificateFile(), m_authority.keyFile(), m_authority.caKeyFile()})
            QVERIFY(QFile::copy(file, m_folder->filePath(QFileInfo(file).fileName())));
        for (const char *name : {"secret", "open", "server.key", "ca.key"}) {
            if (!QFile::exists(path(name))) write(name, "hush");
            QVERIFY(QFile::setPermissions(path(name), QFile::ReadOwner | QFile::WriteOwner));
        }
        QVERIFY(QFile::setPermissions(path("open"), QFile::ReadOwner | QFile::ReadOther));
        if (!text.contains("store = ")) qputenv("LATCHKEY_STORE", path("shop.latchkey").toUtf8());
        write("some.conf", QByteArray(text).replace("F/", m_folder->path().toUtf8() + '/'));
        const Run checked = run({QStringLiteral("check-config"), QStringLiteral("--config"), path("some.conf")});
        QVERIFY2(checked.code == code, checked.err.constData());
        const QByteArray expected = said.replace(QLatin1String("F/"), m_folder->path() + u'/').toUtf8();
        QVERIFY2(checked.err.contains(expected) && !checked.err.contains("hush"), (expected + " in " + checked.err).constData());
        QCOMPARE(checked.err.isEmpty(), code == 0);
    }

    void aCertificateIsJudgedByTheClock_data() {
        QTest::addColumn<int>("hours");
        QTest::addColumn<int>("fault");
        QTest::newRow("long before") << -24 << int(ConfigFault::NotYetValid);
        QTest::newRow("its last days") << 24 * 20 << int(ConfigFault::ExpiresSoon);
        QTest::newRow("after its end") << 24 * 40 << int(ConfigFault::Expired);
    }
    void aCertificateIsJudgedByTheClock() {
        QFETCH(int, hours);
        QFETCH(int, fault);
        const Configuration read = readText("tls-certificate = " + m_authority.certificateFile().toUtf8() + "\ntls-key = " + m_authority.keyFile().toUtf8() + "\n");
        const QList<ConfigError> faults = faultsOfFiles(read, {}, SystemClock().now() + std::chrono::hours(hours));
        const bool found = std::any_of(faults.begin(), faults.end(), [&](const ConfigError &each) { return int(each.fault) == fault && each.weight == ConfigWeight::Warning; });
        QVERIFY2(found, qPrintable(sentences(faults).join(u'\n')));
        QVERIFY(!refusalIn(faults));
    }

    void credentialsAreFoundWhereTheManagerPutsThem() {
        write("mail", "hush");
        QVERIFY(QFile::setPermissions(path("mail"), QFile::ReadOwner));
        write("some.conf", "mail-password-credential = mail\nstore = " + path("shop.latchkey").toUtf8() + "\n");
        const QStringList words{QStringLiteral("check-config"), QStringLiteral("--config"), path("some.conf")};
        const Run elsewhere = run(words);
        QVERIFY2(elsewhere.code == 0 && elsewhere.err.contains("line 1: \"mail-password-credential\""), elsewhere.err.constData());
        qputenv("CREDENTIALS_DIRECTORY", m_folder->path().toUtf8());
        QCOMPARE(run(words).code, 0);
        QVERIFY(run(words).err.isEmpty());
        QVERIFY(QFile::remove(path("mail")));
        QCOMPARE(run(words).code, 2);
    }

    void aTokenOfTheEnvironmentIsOne() {
        write("some.conf", "shop = skio\nstore-domain = shop.example.com\nstore = " + path("shop.latchkey").toUtf8() + "\n");
        qputenv("LATCHKEY_CONFIG", path("some.conf").toUtf8());
        const QStringList words{QStringLiteral("check-config")};
        QCOMPARE(run(words).code, 2);
        qputenv("LATCHKEY_SKIO_TOKEN", " hush \n");
        QCOMPARE(run(words).code, 0);
        const Arguments arguments;
        const auto all = configurationOf(arguments, StoreMayBe::Made);
        QVERIFY2(all, qPrintable(all ? QString() : all.error()));
        QVERIFY(all->settings.shop.tokenItself == ShopSecret("hush"));
        // A file goes before it.
        write("token", "of the file\n");
        qputenv("LATCHKEY_SKIO_TOKEN_FILE", path("token").toUtf8());
        QVERIFY(configurationOf(arguments, StoreMayBe::Made)->settings.shop.tokenItself == ShopSecret("of the file"));
        write("token", "\n");
        qunsetenv("LATCHKEY_SKIO_TOKEN");
        const auto empty = configurationOf(arguments, StoreMayBe::Made);
        QVERIFY(!empty && empty.error().contains(QLatin1String("the token is empty")));
    }

    void whatTakesWhat_data() {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<bool>("good");
        const auto row = [](const char *line, bool good) { QTest::addRow("%s", line) << QByteArray(line) << good; };
        row("hsts-days = 0", true);
        row("hsts-days = -1", false);
        row("log-level = debug", true);
        row("log-level = loud", false);
        row("log-format = json", true);
        row("shared-port = maybe", false);
        row("metrics-from = 10.0.0.0/8, ::1", true);
        row("metrics-from = 10.0.0.0/33", false);
        row("trusted-proxies = \"\"", true);
        row("mail-password-credential = ../../etc/passwd", false);
        row("tls-key-credential = portal.key", true);
        row("shop = house", true);
        row("shop = shopify", false);
        row("skio-endpoint = https://graphql.skio.com/v1/graphql", true);
        row("skio-endpoint = http://graphql.skio.com/v1/graphql", false);
        row("skio-endpoint = http://127.0.0.1:9000/v1/graphql", true);
        row("skio-endpoint = http://127.0.0.1.example.com/v1/graphql", false);
        row("skio-endpoint = https://token@graphql.skio.com/", false);
        row("skio-endpoint = https://graphql.skio.com/?token=x", false);
        row("store-domain = Shop.Example.com", true);
        row("store-domain = https://shop.example.com", false);
        row("store-domain = shop.example.com/account", false);
        row("store-domain = localhost", false);
        row("login-path = a/account/login", false);
        row("login-path = /a/account/login?x=1", false);
        row("shopify-shop = acme-coffee.myshopify.com", true);
        row("shopify-shop = acme.example.com", false);
        row("shopify-version = 2026-10", true);
        row("shopify-version = unstable", false);
    }
    void whatTakesWhat() {
        QFETCH(QByteArray, line);
        QFETCH(bool, good);
        QCOMPARE(readText(line + '\n').faults.isEmpty(), good);
    }

    void aPasswordOfTheStoreIsNeverShown_data() {
        QTest::addColumn<QString>("said");
        for (const char *said : {"postgresql://u:hush@host/db failed", "postgres://u:hu%40hush@host/db", "postgresql://host/db?user=u&password=hush&x=1", "/here/postgresql:/u:hush@host/db cannot be read", "host=x password=hush"})
            QTest::addRow("%s", said) << QString::fromLatin1(said);
    }
    void aPasswordOfTheStoreIsNeverShown() {
        QFETCH(QString, said);
        QVERIFY(!withoutPasswords(said).contains(QLatin1String("hush")));
        QVERIFY(withoutPasswords(said).contains(QLatin1String("host")));
    }

    void aLogLinesFieldsStandAtItsEnd_data() {
        QTest::addColumn<QString>("message");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("fields");
        QTest::newRow("one") << u"started port=8080"_qs << u"started"_qs << u"port:8080"_qs;
        QTest::newRow("several") << u"answered method=GET route=/l/{token} ms=0.5"_qs << u"answered"_qs << u"method:GET route:/l/{token} ms:0.5"_qs;
        QTest::newRow("none") << u"nothing is reloaded: a=b is wrong."_qs << u"nothing is reloaded: a=b is wrong."_qs << QString();
        QTest::newRow("only fields") << u"a=1 b=2"_qs << QString() << u"a:1 b:2"_qs;
        QTest::newRow("empty") << QString() << QString() << QString();
    }
    void aLogLinesFieldsStandAtItsEnd() {
        QFETCH(QString, message);
        QFETCH(QString, text);
        QFETCH(QString, fields);
        const LogParts parts = logPartsOf(message);
        QStringList found;
        for (const auto &[key, value] : parts.fields) found.append(key + u':' + value);
        QCOMPARE(parts.text, text);
        QCOMPARE(found.join(u' '), fields);
    }

private:
    [[nodiscard]] QString path(const char *name) const { return m_folder->filePath(QString::fromLatin1(name)); }
    void write(const char *name, const QByteArray &bytes) const {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        QCOMPARE(file.write(bytes), bytes.size());
    }
    std::unique_ptr<QTemporaryDir> m_folder;
    TestAuthority m_authority;
};

QTEST_GUILESS_MAIN(TestConfig)
#include "tst_config.moc"
