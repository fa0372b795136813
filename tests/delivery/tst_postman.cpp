// The capturing postman: whole while the secrets live, gone afterwards, bounded.
#include "services/delivery/postman.h"

#include <QTest>

using namespace latchkey;

class TestPostman : public QObject {
    Q_OBJECT

private slots:
    void aBodyIsWholeWhileItsSecretsLive();
    void onlyTheNewestThousandAreKept();
};

namespace {

OutgoingMessage message(qint64 id, const QByteArray &code) {
    OutgoingMessage made;
    made.id = MessageId(id);
    made.facts.code = CodeSecret(code);
    made.facts.link = LinkUrl("https://portal.example.com/l/k7qm2x9tb4n0v6k7qm2x9tb4n0v6");
    made.secretsEnd = Instant(1000);
    made.captured = true;
    return made;
}

}  // namespace

void TestPostman::aBodyIsWholeWhileItsSecretsLive() {
    CapturingPostman postman(*Letters::load({}));
    postman.deliver(message(1, "4827"));
    QVERIFY(postman.wholeBody(MessageId(1), Instant(999)).reveal().contains("4827"));
    QVERIFY(postman.wholeBody(MessageId(1), Instant(1000)).isEmpty());
    // Forgotten for good, even if the clock were set back.
    QVERIFY(postman.wholeBody(MessageId(1), Instant(1)).isEmpty());
    QVERIFY(postman.wholeBody(MessageId(2), Instant(1)).isEmpty());
}

void TestPostman::onlyTheNewestThousandAreKept() {
    CapturingPostman postman(*Letters::load({}));
    for (int i = 1; i <= 1500; ++i) postman.deliver(message(i, QByteArray::number(i + 100'000)));
    QVERIFY(postman.wholeBody(MessageId(500), Instant(1)).isEmpty());
    QVERIFY(postman.wholeBody(MessageId(501), Instant(1)).reveal().contains("100501"));
    QVERIFY(postman.wholeBody(MessageId(1500), Instant(1)).reveal().contains("101500"));
}

QTEST_GUILESS_MAIN(TestPostman)
#include "tst_postman.moc"
