// What name servers say of mail domains, what is remembered of it, and that nobody waits for them.
#include "services/dns/mail_domains.h"
#include "tests/support/dns_peer.h"
#include "tests/support/manual_clock.h"

#include <QElapsedTimer>
#include <QTest>

#include <mutex>

using namespace latchkey;

namespace {

using Reply = std::optional<DnsPeer::Reply>;

// What the name server of these tests knows, by the name's first label.
Reply script(const QByteArray &name, int type) {
    const QByteArray kind = name.split('.').first();
    const QByteArray ipv4("\x7f\x00\x00\x01", 4);
    const QByteArray ipv6(16, '\x01');
    if (kind == "mx" && type == DnsPeer::Mx) return DnsPeer::Reply{DnsPeer::NoError, {"mail.example"}};
    if (kind == "null" && type == DnsPeer::Mx) return DnsPeer::Reply{DnsPeer::NoError, {""}};
    if (kind == "mixed" && type == DnsPeer::Mx) return DnsPeer::Reply{DnsPeer::NoError, {"", "mail.example"}};
    if (kind == "gone") return DnsPeer::Reply{DnsPeer::NoSuchName};
    if (kind == "address" && type == DnsPeer::Ipv4) return DnsPeer::Reply{DnsPeer::NoError, {ipv4}};
    if (kind == "modern" && type == DnsPeer::Ipv6) return DnsPeer::Reply{DnsPeer::NoError, {ipv6}};
    if (kind == "broken" || (kind == "half" && type == DnsPeer::Ipv6)) return DnsPeer::Reply{DnsPeer::ServerFailure};
    if (kind == "refusing") return DnsPeer::Reply{DnsPeer::Refused};
    if (kind == "silent") return {};
    if (kind == "garbage") return DnsPeer::Reply{DnsPeer::NoError, {}, true};
    return DnsPeer::Reply{};
}

class Told {
public:
    void hear(const QList<CustomerId> &waited) {
        const std::lock_guard lock(m_mutex);
        for (const CustomerId id : waited) m_all.append(id.value());
        ++m_times;
    }
    [[nodiscard]] QList<qint64> all() const {
        const std::lock_guard lock(m_mutex);
        return m_all;
    }
    [[nodiscard]] int times() const {
        const std::lock_guard lock(m_mutex);
        return m_times;
    }

private:
    mutable std::mutex m_mutex;
    QList<qint64> m_all;
    int m_times = 0;
};

}  // namespace

class TestMailDomains : public QObject {
    Q_OBJECT
private slots:
    void onlyWhatIsCertainIsSaid_data() {
        QTest::addColumn<QString>("domain");
        QTest::addColumn<QString>("expected");
        QTest::newRow("an MX") << QStringLiteral("mx.example") << QStringLiteral("takes");
        QTest::newRow("a null MX") << QStringLiteral("null.example") << QStringLiteral("none");
        QTest::newRow("a null MX beside another") << QStringLiteral("mixed.example") << QStringLiteral("takes");
        QTest::newRow("no such name") << QStringLiteral("gone.example") << QStringLiteral("none");
        QTest::newRow("no MX but an address") << QStringLiteral("address.example") << QStringLiteral("takes");
        QTest::newRow("no MX but an IPv6 address") << QStringLiteral("modern.example") << QStringLiteral("takes");
        QTest::newRow("neither MX nor address") << QStringLiteral("empty.example") << QStringLiteral("none");
        QTest::newRow("an internationalised one that is gone") << QStringLiteral("gone.xn--bcher-kva.example") << QStringLiteral("none");
    }
    void onlyWhatIsCertainIsSaid() {
        QFETCH(QString, domain);
        QFETCH(QString, expected);
        const DnsPeer peer(script);
        const ManualClock clock;
        MailDomains domains({clock, peer.address(), {}});
        std::optional<MailDomainState> said;
        QTRY_VERIFY((said = domains.known(domain, CustomerId(1))).has_value());
        QCOMPARE(*said == MailDomainState::TakesMail ? QStringLiteral("takes") : QStringLiteral("none"), expected);
    }

    // All at once: each of them costs the same two seconds.
    void errorsAndSilenceAreNoAnswer() {
        const DnsPeer peer(script);
        ManualClock clock;
        Told told;
        MailDomains domains({clock, peer.address(), [&](const QList<CustomerId> &waited) { told.hear(waited); }});
        const QStringList names{QStringLiteral("silent.example"), QStringLiteral("garbage.example"), QStringLiteral("broken.example"),
                                QStringLiteral("refusing.example"), QStringLiteral("half.example")};
        for (const QString &name : names) QVERIFY(!domains.known(name, CustomerId(1)));
        // The last of a round tells that the round before it is over.
        const auto isOver = [&] { return domains.known(QStringLiteral("gone.example"), CustomerId(2)).has_value(); };
        QTRY_VERIFY(isOver());
        QTRY_VERIFY_WITH_TIMEOUT(peer.questions().contains("half.example 28"), 3000);
        QVERIFY(!peer.questions().isEmpty());
        const qsizetype asked = peer.questions().count("broken.example 15");
        QVERIFY(asked >= 1);
        for (const QString &name : names) QVERIFY(!domains.known(name, CustomerId(1)));
        QCOMPARE(told.all(), QList<qint64>{2});
    }

    void nobodyWaits() {
        const DnsPeer peer(script);
        const ManualClock clock;
        QElapsedTimer time;
        time.start();
        {
            MailDomains domains({clock, peer.address(), {}});
            for (int i = 0; i < 1000; ++i) QVERIFY(!domains.known(QStringLiteral("silent.x%1.example").arg(i), CustomerId(1)));
            QTRY_VERIFY(!peer.questions().isEmpty());
        }
        // Neither the question nor the end waits for a name server that says nothing.
        QVERIFY2(time.elapsed() < 1500, qPrintable(QString::number(time.elapsed())));
    }

    void anAnswerIsRememberedForAnHourBeItYesOrNo() {
        const DnsPeer peer(script);
        ManualClock clock;
        MailDomains domains({clock, peer.address(), {}});
        for (const char *name : {"mx.example", "gone.example"}) {
            const QString domain = QString::fromLatin1(name);
            const QByteArray question = QByteArray(name) + " 15";
            QTRY_VERIFY(domains.known(domain, CustomerId(1)).has_value());
            clock.advance(mailDomainKept - Duration(1));
            QVERIFY(domains.known(domain, CustomerId(1)).has_value());
            QCOMPARE(peer.questions().count(question), 1);
            clock.advance(Duration(1));
            QVERIFY(!domains.known(domain, CustomerId(1)).has_value());
            QTRY_VERIFY(domains.known(domain, CustomerId(1)).has_value());
            QCOMPARE(peer.questions().count(question), 2);
        }
    }

    void whoWaitedIsToldOnceAndOnlyOfNo() {
        const DnsPeer peer(script);
        const ManualClock clock;
        Told told;
        MailDomains domains({clock, peer.address(), [&](const QList<CustomerId> &waited) { told.hear(waited); }});
        for (const qint64 id : {7, 8, 7}) domains.known(QStringLiteral("mx.example"), CustomerId(id));
        QTRY_VERIFY(domains.known(QStringLiteral("mx.example"), CustomerId(9)).has_value());
        QCOMPARE(told.times(), 0);
        domains.known(QStringLiteral("gone.example"), CustomerId(7));
        QTRY_COMPARE(told.times(), 1);
        QCOMPARE(told.all(), QList<qint64>{7});
        QCOMPARE(peer.questions().count("gone.example 15"), 1);
    }

    void whatIsNoHostNameIsNotShownToAnybody() {
        const DnsPeer peer(script);
        const ManualClock clock;
        MailDomains domains({clock, peer.address(), {}});
        for (const QString &name : {QString(), QStringLiteral("bücher.example"), QStringLiteral("two words.example"), QStringLiteral("a@b.example"),
                                    QStringLiteral("Upper.example"), QString(254, u'a')})
            QVERIFY(!domains.known(name, CustomerId(1)));
        QTRY_VERIFY(domains.known(QStringLiteral("gone.example"), CustomerId(1)).has_value());
        QCOMPARE(peer.questions(), QList<QByteArray>{"gone.example 15"});
    }

    void withoutAnybodyListeningNothingIsKnown() {
        QString nobody;
        {
            const DnsPeer peer(script);
            nobody = peer.address();
        }
        ManualClock clock;
        MailDomains domains({clock, nobody, {}});
        QVERIFY(!domains.known(QStringLiteral("gone.example"), CustomerId(1)));
    }
};

QTEST_GUILESS_MAIN(TestMailDomains)
#include "tst_mail_domains.moc"
