// Every command of the real latchkeyd, with what it is good for and with everything that can be wrong.
#include "services/store/connection.h"
#include "tests/app/served.h"

#include <QFile>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

using namespace latchkey;

class TestLatchkeyd : public QObject {
    Q_OBJECT
private slots:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_store = path("shop.latchkey");
    }

    void helpIsThereForAll_data() {
        QTest::addColumn<QStringList>("words");
        for (const char *command : {"", "serve", "import", "link", "check", "backup", "verify", "agent", "check-config", "shop"})
            QTest::newRow(command) << (QByteArray(command).isEmpty() ? QStringList{} : QStringList{QString::fromLatin1(command)});
    }
    void helpIsThereForAll() {
        QFETCH(QStringList, words);
        const Run help = run(words + QStringList{QStringLiteral("--help")});
        QCOMPARE(help.code, 0);
        QVERIFY(help.out.contains("latchkeyd"));
        QVERIFY(help.err.isEmpty());
    }

    void itTellsItsVersion() { QVERIFY(run({QStringLiteral("--version")}).out.startsWith("latchkeyd 0.")); }

    void whatIsWrongIsSaidInOneSentence_data() {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("said");
        const auto row = [](const char *name, const char *line, const char *said) {
            QTest::newRow(name) << QString::fromLatin1(line) << QString::fromLatin1(said);
        };
        row("unknown command", "fly", "no command \"fly\"");
        row("unknown option", "serve --fast", "no option --fast");
        row("option without value", "serve --store", "needs a value");
        row("option twice", "serve --store a --store b", "given twice");
        row("serve without store", "serve", "--store FILE");
        row("link without store", "link ada@example.com", "--store FILE");
        row("link without a customer", "link --store S", "missing");
        row("a pasted text that begins with a dash", "check --store S --0k7qm2x9tb4n/x", "stands behind --");
        row("check of a store that is not there", "check --store S x", "no store at");
        row("verify of a store that is not there", "verify --store S", "no store at");
        row("backup of a store that is not there", "backup --store S copy", "no store at");
        row("bad address", "serve --store S --listen nowhere", "no address to listen on");
        row("bad port", "serve --store S --listen 127.0.0.1:99999", "no address to listen on");
        row("address of another machine", "serve --store S --listen 192.0.2.1:8080", "cannot listen on 192.0.2.1:8080");
        row("base URL with a path", "serve --store S --base-url https://x.test/portal", "no base URL");
        row("configuration that is not there", "serve --config N", "cannot be read");
        row("import of a file that is not there", "import --store S N", "cannot be read");
        row("unknown role", "agent --store S add Mia --role king", "no role \"king\"");
        row("set-role without a role", "agent --store S set-role Mia", "Something is missing");
        row("set-role to none there is", "agent --store S set-role Mia king", "no role \"king\"");
        row("set-role of nobody", "agent --store S set-role Nobody lead", "Nobody");
        row("too many words", "agent --store S disable Mia lead", "too many words");
        row("disable nobody", "agent --store S disable Nobody", "Nobody");
        row("postgresql that is not there", "verify --store postgresql://u:hush@127.0.0.1:9/db", "database does not answer");
        row("folder that is not there", "serve --store N/x.db", "cannot be written");
    }
    void whatIsWrongIsSaidInOneSentence() {
        QFETCH(QString, line);
        QFETCH(QString, said);
        QStringList words = line.split(QLatin1Char(' '));
        for (QString &word : words) {
            if (word == QLatin1String("S")) word = m_store;
            if (word.startsWith(QLatin1Char('N')) && word != QLatin1String("Nobody")) word = path("nothing-here") + word.mid(1);
        }
        const Run wrong = run(words);
        QCOMPARE(wrong.code, 2);
        QVERIFY2(wrong.err.contains(said.toUtf8()), wrong.err.constData());
        QCOMPARE(wrong.err.count('\n'), 1);
        QVERIFY(wrong.out.isEmpty());
        QVERIFY(!wrong.err.contains("hush"));
    }

    void aWrongConfigurationIsRefusedByLineAndKey_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("said");
        QTest::newRow("garbage") << QByteArray("\n\x7f\x45\x4c\x46\xff\xfe\x00") << QByteArray("line 2");
        QTest::newRow("no equals") << QByteArray("# ours\nlisten\n") << QByteArray("line 2: expected \"key = value\"");
        QTest::newRow("unknown key") << QByteArray("listne = 127.0.0.1:1\n") << QByteArray("line 1: there is no setting \"listne\"");
        QTest::newRow("visits that outlive their link") << QByteArray("\nvisits-kept-days = 91\n") << QByteArray("line 2: the setting \"visits-kept-days\" takes no more days");
        QTest::newRow("activity that ends too soon") << QByteArray("activity-kept-days = 180\nverdicts-kept-days = 365\n")
                                                     << QByteArray("line 1: the setting \"activity-kept-days\" takes 0, which keeps it for ever");
        QTest::newRow("activity of a month") << QByteArray("activity-kept-days = 30\n") << QByteArray("the setting \"activity-kept-days\" takes 0");
        QTest::newRow("out of range") << QByteArray("\n\nlink-life-minutes = 61\n")
                                      << QByteArray("line 3: the setting \"link-life-minutes\" takes a whole number from 1 to 60");
        QTest::newRow("no number") << QByteArray("code-tries = five\n") << QByteArray("\"code-tries\" takes");
        for (const char *server : {"", "ns.example.com", "192.0.2.1:0", "192.0.2.1:70000", "192.0.2.300", "[2001:db8::1", "2001:db8::1:53:x"})
            QTest::addRow("name server %s", server) << "dns-server = " + QByteArray(server) + "\n" << QByteArray("line 1: the setting \"dns-server\" takes the address of a name server");
        QTest::newRow("twice") << QByteArray("code-tries = 5\ncode-tries = 6\n") << QByteArray("line 2: the setting \"code-tries\" is given twice");
    }
    void aWrongConfigurationIsRefusedByLineAndKey() {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, said);
        write("latchkey.conf", text);
        const Run wrong = run({QStringLiteral("serve"), QStringLiteral("--store"), m_store, QStringLiteral("--config"), path("latchkey.conf")});
        QCOMPARE(wrong.code, 2);
        QVERIFY2(wrong.err.contains(said) && wrong.err.contains("latchkey.conf"), wrong.err.constData());
    }

    void theCommandLineWinsOverTheConfiguration() {
        write("latchkey.conf",
              "# a comment\n\nlisten = 192.0.2.1:80\nbase-url = https://one.test\nlink-life-minutes = 30\nshop-name = \"Roastery\"\nstore = " +
                  m_store.toUtf8() + "\n");
        Served service({QStringLiteral("--config"), path("latchkey.conf"), QStringLiteral("--base-url"), QStringLiteral("https://two.test/")});
        QVERIFY2(service.port != 0, service.log().constData());
        const QByteArray bearer = addAgent();
        const QByteArray me = bodyOf(ask(service.port, "GET", "/api/v1/me", "Authorization: Bearer " + bearer + "\r\n", {}));
        QVERIFY2(me.contains("\"link_life\":1800000") && me.contains("https://two.test\"") && me.contains("Roastery"), me.constData());
        QCOMPARE(service.stop(), 0);
    }

    void itServesTheDemoAndEndsCleanly() {
        Served service({QStringLiteral("--demo")});
        QVERIFY2(service.port != 0, service.log().constData());
        QCOMPARE(statusOf(ask(service.port, "GET", "/healthz", {}, {})), 200);
        QCOMPARE(service.stop(), 0);
        const QByteArray log = service.log();
        QVERIFY2(log.contains("level=info") && log.contains("stopped"), log.constData());
    }

    void aTakenPortIsSaid() {
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress::LocalHost));
        const QString place = QStringLiteral("127.0.0.1:%1").arg(other.serverPort());
        const Run wrong = run({QStringLiteral("serve"), QStringLiteral("--store"), m_store, QStringLiteral("--listen"), place});
        QCOMPARE(wrong.code, 2);
        QVERIFY2(wrong.err.contains("already listening on " + place.toLatin1()), wrong.err.constData());
    }

    void aFileThatIsNoStoreIsLeftAlone() {
        write("shop.latchkey", "customer,email\n1,ada@example.com\n");
        for (const QString &command : {QStringLiteral("serve"), QStringLiteral("verify")}) {
            const Run wrong = run({command, QStringLiteral("--store"), m_store});
            QCOMPARE(wrong.code, 2);
            QVERIFY2(wrong.err.contains("is not a Latchkey store"), wrong.err.constData());
        }
        QCOMPARE(read("shop.latchkey"), QByteArray("customer,email\n1,ada@example.com\n"));
    }

    void anImportTellsWhatItDid() {
        write("customers.csv", "id,first_name,last_name,email,phone\nc1,Ada,Day,ada@example.com,\nc2,Bob,Low,,\n");
        write("subscriptions.csv",
              "id,customer_id,status,product,quantity,price,currency,interval_unit,interval_count\n"
              "s1,c1,active,Coffee,1,9.00,EUR,month,1\ns2,nobody,active,Coffee,1,9.00,EUR,month,1\n");
        const Run first = run({QStringLiteral("import"), QStringLiteral("--store"), m_store, path("customers.csv"), path("subscriptions.csv")});
        QVERIFY2(first.code == 1, first.err.constData());
        QVERIFY2(first.out.contains("customers: 2 added"), first.out.constData());
        QVERIFY2(first.err.contains("subscriptions.csv, line 3"), first.err.constData());
        const Run again = run({QStringLiteral("import"), QStringLiteral("--store"), m_store, path("customers.csv")});
        QCOMPARE(again.code, 0);
        QVERIFY2(again.out.contains("customers: 0 added, 0 changed, 2 unchanged"), again.out.constData());
        write("other.csv", "colour,size\nred,5\n");
        QCOMPARE(run({QStringLiteral("import"), QStringLiteral("--store"), m_store, path("other.csv")}).code, 2);
    }

    void aCheckNeedsNoWritableStoreAndNoQuietOne() {
        write("customers.csv", "id,first_name,last_name,email,phone\nc1,Ada,Day,ada@example.com,\n");
        QCOMPARE(run({QStringLiteral("import"), QStringLiteral("--store"), m_store, path("customers.csv")}).code, 0);
        const Run issued = run({QStringLiteral("link"), QStringLiteral("--store"), m_store, QStringLiteral("ada@example.com")});
        QCOMPARE(issued.code, 0);
        noteMinted(tokenIn(issued.out));
        const QStringList check{QStringLiteral("check"), QStringLiteral("--store"), m_store, QString::fromLatin1(issued.out.trimmed())};
        Served service({QStringLiteral("--store"), m_store});
        QVERIFY(service.port != 0);
        QVERIFY(run(check).out.contains("is live until"));
        QCOMPARE(service.stop(), 0);
        const QByteArray before = read("shop.latchkey");
        QVERIFY(run(check).out.contains("is live until"));
        QVERIFY(read("shop.latchkey") == before);
    }

    void aLinkIsIssuedCheckedAndRefusedInWords() {
        write("customers.csv", "id,first_name,last_name,email,phone\nc1,Ada,Day,ada@example.com,\nc2,Bob,Low,,+33612345678\n");
        QCOMPARE(run({QStringLiteral("import"), QStringLiteral("--store"), m_store, path("customers.csv")}).code, 0);
        const QStringList link{QStringLiteral("link"), QStringLiteral("--store"), m_store};
        const Run issued = run(link + QStringList{QStringLiteral("Ada@example.com")});
        QVERIFY2(issued.code == 0, issued.err.constData());
        QVERIFY2(issued.out.startsWith("http://127.0.0.1:8080/l/") && issued.out.trimmed().size() == 52, issued.out.constData());
        noteMinted(tokenIn(issued.out));
        const QString url = QString::fromLatin1(issued.out.trimmed());
        const Run checked = run({QStringLiteral("check"), QStringLiteral("--store"), m_store, QStringLiteral("<") + url + QStringLiteral(">.")});
        QVERIFY2(checked.code == 0 && checked.out.contains("Ada Day is live until") && checked.out.contains("issued by latchkeyd"),
                 checked.out.constData());
        QVERIFY(!checked.out.contains(tokenIn(issued.out)));
        QVERIFY2(checked.out.contains("brackets around it dropped: <>") && checked.out.contains("check characters agree"), checked.out.constData());
        QCOMPARE(run({QStringLiteral("check"), QStringLiteral("--store"), m_store, QStringLiteral("hello")}).code, 1);
        aMailIsCheckedFromStandardInput(url.toLatin1());

        const Run refused = run(link + QStringList{QStringLiteral("+33612345678")});
        QCOMPARE(refused.code, 2);
        QVERIFY2(refused.err.contains("No e-mail address is on file"), refused.err.constData());
        QVERIFY(run(link + QStringList{QStringLiteral("eve@example.com")}).err.contains("No customer has"));
        QVERIFY(run(link + QStringList{QStringLiteral("ada@example.com"), QStringLiteral("--as"), QStringLiteral("Nobody")}).code == 2);
        const QStringList elsewhere = link + QStringList{QStringLiteral("ada@example.com"), QStringLiteral("--reply-to"), QStringLiteral("eve@elsewhere.example")};
        const Run guarded = run(elsewhere);
        QCOMPARE(guarded.code, 2);
        QVERIFY2(guarded.err.contains("eve@elsewhere.example, which is not the address on file") && guarded.out.isEmpty(), guarded.err.constData());
        const Run reasoned = run(elsewhere + QStringList{QStringLiteral("--reason"), QStringLiteral("Called on the number on file")});
        QCOMPARE(reasoned.code, 0);
        noteMinted(tokenIn(reasoned.out));
        for (int i = 0; i < 3; ++i) QCOMPARE(run(link + QStringList{QStringLiteral("ada@example.com")}).code, 0);
        const Run limited = run(link + QStringList{QStringLiteral("ada@example.com")});
        QCOMPARE(limited.code, 2);
        QVERIFY2(limited.err.contains("the next is possible at"), limited.err.constData());
    }

    void agentsComeAndGo() {
        const QByteArray first = addAgent();
        QVERIFY(first.startsWith("lka_"));
        QVERIFY(run(agent({QStringLiteral("add"), QStringLiteral("Mia")})).err.contains("an agent named Mia already"));
        const Run renewed = run(agent({QStringLiteral("new-token"), QStringLiteral("Mia")}));
        noteMinted(renewed.out.trimmed());
        QCOMPARE(renewed.code, 0);
        QVERIFY(renewed.out.trimmed() != first);
        QCOMPARE(run(agent({QStringLiteral("list")})).out, QByteArray("Mia\tsenior\tactive\tnever used\n"));
        QCOMPARE(run(agent({QStringLiteral("set-role"), QStringLiteral("Mia"), QStringLiteral("admin")})).code, 0);
        // She is the only one: the role stays until somebody else has it, and yet she can be shut out.
        const Run last = run(agent({QStringLiteral("set-role"), QStringLiteral("Mia"), QStringLiteral("lead")}));
        QCOMPARE(last.code, 2);
        QVERIFY2(last.err.contains("Mia is the last Admin"), last.err.constData());
        QCOMPARE(run(agent({QStringLiteral("disable"), QStringLiteral("Mia")})).code, 0);
        const Run listed = run(agent({QStringLiteral("list")}));
        QVERIFY2(listed.out.startsWith("Mia\tadmin\tdisabled "), listed.out.constData());
        QVERIFY(!listed.out.contains(renewed.out.trimmed()));
    }

    void aCopyIsMadeWhileTheServiceRuns() {
        Served service({QStringLiteral("--store"), m_store});
        QVERIFY(service.port != 0);
        const Run copied = run({QStringLiteral("backup"), QStringLiteral("--store"), m_store, path("copy.latchkey")});
        QVERIFY2(copied.code == 0, copied.err.constData());
        const Run twice = run({QStringLiteral("backup"), QStringLiteral("--store"), m_store, path("copy.latchkey")});
        QCOMPARE(twice.code, 2);
        QVERIFY2(twice.err.contains("cannot be written"), twice.err.constData());
        const Run verified = run({QStringLiteral("verify"), QStringLiteral("--store"), path("copy.latchkey")});
        QVERIFY2(verified.code == 0 && verified.out.contains("store: ok"), verified.out.constData());
        QCOMPARE(service.stop(), 0);
    }

    // The head that verify prints is what --expect takes later.
    void aNotedHeadShowsThatTheRecordWasCutOff() {
        const QStringList verify{QStringLiteral("verify"), QStringLiteral("--store"), m_store};
        QVERIFY(!addAgent().isEmpty());
        QCOMPARE(run(agent({QStringLiteral("disable"), QStringLiteral("Mia")})).code, 0);
        const Run sound = run(verify);
        QVERIFY2(sound.code == 0, sound.out.constData());
        QVERIFY2(sound.out.contains("activity: 2 entries, chain whole\nwords: 0 kept, 0 erased\nhead: 2:"), sound.out.constData());
        const QByteArray head = sound.out.mid(sound.out.indexOf("head: ") + 6).trimmed();
        QCOMPARE(head.size(), 2 + 16);
        const auto expecting = [&](const QByteArray &mark) { return run(verify + QStringList{QStringLiteral("--expect"), QString::fromLatin1(mark)}); };
        QCOMPARE(expecting(head).code, 0);
        QVERIFY(expecting(head).out.contains("expected: " + head + " is there"));
        QCOMPARE(expecting("2:0000000000000000").code, 1);
        QVERIFY(expecting("2:0000000000000000").out.contains("is another entry now"));
        QCOMPARE(expecting("3" + head.mid(1)).code, 1);
        QVERIFY(expecting("3" + head.mid(1)).out.contains("is gone"));
        for (const char *nonsense : {"2", "2:", "2:0123", ":0123456789abcdef", "0:0123456789abcdef", "two:0123456789abcdef", "2:0123456789abcdeg"}) {
            QVERIFY2(expecting(nonsense).code == 2, nonsense);
            QVERIFY2(expecting(nonsense).err.contains("names no entry"), nonsense);
        }
        QVERIFY(run({QStringLiteral("verify"), QStringLiteral("--help")}).out.contains("--expect ENTRY:HASH"));
    }

    // What the commands record says that it came from no desk of an agent's.
    void commandsNameThemselvesAsTheDesk() {
        QVERIFY(!addAgent().isEmpty());
        const auto db = Connection::open(m_store, OpenMode::ReadOnly);
        QVERIFY(db.has_value());
        Statement desk = (*db)->prepare("SELECT d.name FROM activity v JOIN desks d ON d.id = v.desk");
        QVERIFY(desk.step());
        QCOMPARE(desk.text(0), QStringLiteral("latchkeyd"));
    }

private:
    void aMailIsCheckedFromStandardInput(const QByteArray &url) const {
        const QByteArray mail = "From: a@example.com\nTo: b@example.com\nSubject: Re: link\n\n" + url.left(40) + "\n" + url.mid(40) +
                                "\nand http://127.0.0.1:8080/login and http://127.0.0.1:8080/l/" + QByteArray(tokenIn(url)).remove(5, 1);
        const Run mails = run({QStringLiteral("check"), QStringLiteral("--store"), m_store, QStringLiteral("-")}, mail);
        QCOMPARE(mails.code, 0);
        QVERIFY2(mails.out.contains("Ada Day is live until") && mails.out.contains("taken out of an e-mail") && mails.out.contains("line break mended"),
                 mails.out.constData());
        QVERIFY2(mails.out.contains("This is the Portal link"), mails.out.constData());
        QVERIFY(!mails.out.contains(tokenIn(url).left(8)) && !mails.out.contains(tokenIn(url).right(8)));
        const Run damaged = run({QStringLiteral("check"), QStringLiteral("--store"), m_store, QString::fromLatin1(url).remove(url.size() - 3, 1)});
        QCOMPARE(damaged.code, 0);
        QVERIFY2(damaged.out.contains("is damaged: a character is missing before the one at place") && damaged.out.contains("It can only be the Magic link"),
                 damaged.out.constData());
    }
    [[nodiscard]] QString path(const char *name) const { return m_folder->filePath(QString::fromLatin1(name)); }
    void write(const char *name, const QByteArray &bytes) const {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(bytes);
    }
    [[nodiscard]] QByteArray read(const char *name) const {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    [[nodiscard]] QStringList agent(const QStringList &words) const {
        return QStringList{QStringLiteral("agent"), QStringLiteral("--store"), m_store} + words;
    }
    [[nodiscard]] QByteArray addAgent() const {
        const QByteArray token = run(agent({QStringLiteral("add"), QStringLiteral("Mia")})).out.trimmed();
        noteMinted(token);
        return token;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_store;
};

QTEST_GUILESS_MAIN(TestLatchkeyd)
#include "tst_latchkeyd.moc"
