// The state of a Magic link follows from its end and the clock; each role may do what the table says.
#include "models/domain/activity.h"
#include "models/domain/agent.h"
#include "models/domain/login_link.h"

#include <QTest>

using namespace latchkey;

class LoginLinkTest : public QObject {
    Q_OBJECT

private slots:
    void aLinkLivesUntilItExpires();
    void anEndedLinkSaysHowForEver_data();
    void anEndedLinkSaysHowForEver();
    void rolesGrowStepByStep();
    void everyFieldOfAnActivityIsHashed();
};

void LoginLinkTest::aLinkLivesUntilItExpires() {
    LoginLink link;
    link.issuedAt = Instant(1'000'000);
    link.expiresAt = link.issuedAt + std::chrono::minutes(10);
    QCOMPARE(link.stateAt(link.issuedAt), LinkState::Live);
    QCOMPARE(link.stateAt(link.expiresAt - Duration(1)), LinkState::Live);
    QCOMPARE(link.stateAt(link.expiresAt), LinkState::Expired);
}

void LoginLinkTest::anEndedLinkSaysHowForEver_data() {
    QTest::addColumn<LinkEnd>("end");
    QTest::addColumn<LinkState>("state");
    QTest::newRow("used") << LinkEnd::Used << LinkState::Used;
    QTest::newRow("revoked") << LinkEnd::Revoked << LinkState::Revoked;
    QTest::newRow("e-mail changed") << LinkEnd::EmailChanged << LinkState::VoidByEmailChange;
}

void LoginLinkTest::anEndedLinkSaysHowForEver() {
    QFETCH(LinkEnd, end);
    QFETCH(LinkState, state);
    LoginLink link;
    link.expiresAt = Instant(2'000'000);
    link.end = end;
    QCOMPARE(link.stateAt(Instant(1'000'000)), state);
    QCOMPARE(link.stateAt(Instant(3'000'000)), state);
}

void LoginLinkTest::rolesGrowStepByStep() {
    const auto allowed = [](Role role) {
        QString text;
        for (Permission permission : {Permission::See, Permission::EditContact, Permission::CopyPortalLink, Permission::ReadMessages,
                                      Permission::IssueMagicLink, Permission::RevokeLink, Permission::ImportFiles, Permission::ChangeShop})
            text += may(role, permission) ? u'x' : u'-';
        return text;
    };
    QCOMPARE(allowed(Role::Observer), QStringLiteral("x-------"));
    QCOMPARE(allowed(Role::Agent), QStringLiteral("xxxx----"));
    QCOMPARE(allowed(Role::Senior), QStringLiteral("xxxxxx--"));
    QCOMPARE(allowed(Role::Lead), QStringLiteral("xxxxxxx-"));
    QCOMPARE(allowed(Role::Admin), QStringLiteral("xxxxxxxx"));
}

void LoginLinkTest::everyFieldOfAnActivityIsHashed() {
    const Activity entry{ActivityId(1), Instant(2), ActivityKind::LinkUsed, AgentId(3), CustomerId(4), LinkId(5), QStringLiteral("rows=6")};
    QList<QByteArray> forms{activityDigestInput(entry, QByteArray(32, 'h')), activityDigestInput(entry, QByteArray(32, 'i'))};
    const auto changed = [&](auto change) {
        Activity other = entry;
        change(other);
        forms.append(activityDigestInput(other, QByteArray(32, 'h')));
    };
    changed([](Activity &a) { a.id = ActivityId(9); });
    changed([](Activity &a) { a.at = Instant(9); });
    changed([](Activity &a) { a.kind = ActivityKind::LinkRevoked; });
    changed([](Activity &a) { a.agent = AgentId(9); });
    changed([](Activity &a) { a.customer = CustomerId(9); });
    changed([](Activity &a) { a.link = LinkId(9); });
    changed([](Activity &a) { a.note = QStringLiteral("rows=7"); });
    changed([](Activity &a) { a.desk = QStringLiteral("front-desk"); });
    changed([](Activity &a) { a.wordsHash = QByteArray(32, 'w'); });
    QCOMPARE(QSet<QByteArray>(forms.cbegin(), forms.cend()).size(), forms.size());
    QCOMPARE(forms[0], activityDigestInput(entry, QByteArray(32, 'h')));
    QCOMPARE(forms[0].size(), 8 + 32 + 6 * 8 + 8 + 6);
    QCOMPARE(forms[0].mid(40, 8).toHex(), QByteArray("0000000000000001"));
}

QTEST_APPLESS_MAIN(LoginLinkTest)
#include "tst_login_link.moc"
