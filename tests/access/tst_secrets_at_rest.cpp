// Mints every kind of secret, then searches the raw bytes of all files of the store for each of them.
#include "services/runtime/digest.h"
#include "tests/access/access_fixture.h"
#include "tests/support/minted.h"

#include <QDir>
#include <QFile>

using namespace latchkey;
using namespace std::chrono_literals;

class TestSecretsAtRest : public QObject {
    Q_OBJECT

private slots:
    void noSecretStandsInTheStoresFiles();
};

void TestSecretsAtRest::noSecretStandsInTheStoresFiles() {
    AccessPolicy policy;
    policy.codeDigits = 8;  // four digits would be found by accident
    AccessFixture f(policy);
    const CustomerId customer = f.addCustomer(u"Amélie"_qs, u"amelie@example.com"_qs, u"+33612345678"_qs);
    QList<QByteArray> secrets;
    for (int i = 0; i < 4; ++i) {
        const auto link = f.issue(customer);
        QVERIFY_OK(link);
        const QByteArray token = f.tokenOf(*link).reveal();
        const QByteArray nonce = "nonce of the browser " + QByteArray::number(i);
        const auto in = f.redeem(f.tokenOf(*link), nonce);
        QVERIFY_OK(in);
        secrets << token << nonce << in->session.reveal() << QByteArray::fromHex(in->session.reveal());
        noteMinted(token);
        noteMinted(in->session.reveal());
    }
    for (int i = 0; i < 3; ++i) {
        const auto asked = f.ask(u"amelie@example.com"_qs);
        QVERIFY_OK(asked);
        const QByteArray code = f.codeOf(*asked);
        QCOMPARE(code.size(), 8);
        secrets << asked->challenge.reveal() << QByteArray::fromHex(asked->challenge.reveal()) << code << tokenIn(asked->letter->facts.link.reveal());
        // Without the key the code could be found from its digest by trying all of them.
        secrets << sha256(code) << sha256(asked->challenge.reveal() + code);
        if (i == 0) {
            const auto in = f.enter(asked->challenge, code);
            QVERIFY_OK(in);
            secrets << in->session.reveal() << QByteArray::fromHex(in->session.reveal());
        }
        f.clock.advance(61s);
    }
    secrets << f.key << f.key.toHex();

    const auto search = [&](const QString &when) {
        int files = 0;
        const QStringList names = QDir(f.folder.path()).entryList(QDir::Files | QDir::Hidden);
        for (const QString &name : names) {
            if (name.endsWith(u".key"_qs)) continue;
            QFile file(f.folder.filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray bytes = file.readAll();
            ++files;
            for (const QByteArray &secret : std::as_const(secrets)) QVERIFY2(!bytes.contains(secret), qPrintable(name + u" holds a secret "_qs + when));
        }
        QVERIFY(files >= 1);
    };
    search(u"while open"_qs);
    f.room.reset();
    f.db.reset();
    search(u"after closing"_qs);
    // The search itself works: what is no secret is found.
    QFile store(f.path);
    QVERIFY(store.open(QIODevice::ReadOnly));
    QVERIFY(store.readAll().contains("amelie@example.com"));
}

QTEST_GUILESS_MAIN(TestSecretsAtRest)
#include "tst_secrets_at_rest.moc"
