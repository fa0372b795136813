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
OutgoingMessage message(qint64 id, const QByteArray &body) {
    return {MessageId(id), Channel::Email, QStringLiteral("a@example.com"), {}, decltype(OutgoingMessage::body)(body), Instant(1000)};
}
}  // namespace

void TestPostman::aBodyIsWholeWhileItsSecretsLive() {
    CapturingPostman postman;
    postman.deliver(message(1, "code 4827"));
    QCOMPARE(postman.wholeBody(MessageId(1), Instant(999)), QByteArray("code 4827"));
    QCOMPARE(postman.wholeBody(MessageId(1), Instant(1000)), QByteArray());
    // Forgotten for good, even if the clock were set back.
    QCOMPARE(postman.wholeBody(MessageId(1), Instant(1)), QByteArray());
    QCOMPARE(postman.wholeBody(MessageId(2), Instant(1)), QByteArray());
}

void TestPostman::onlyTheNewestThousandAreKept() {
    CapturingPostman postman;
    for (int i = 1; i <= 1500; ++i) postman.deliver(message(i, QByteArray::number(i)));
    QCOMPARE(postman.wholeBody(MessageId(500), Instant(1)), QByteArray());
    QCOMPARE(postman.wholeBody(MessageId(501), Instant(1)), QByteArray("501"));
    QCOMPARE(postman.wholeBody(MessageId(1500), Instant(1)), QByteArray("1500"));
}

QTEST_GUILESS_MAIN(TestPostman)
#include "tst_postman.moc"
