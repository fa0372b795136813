// A customer's e-mail address at Skio, edited at the desk: it waits until Skio shows it, may not have been saved, or is refused.
#include "tests/ui/shop_fixture.h"
#include "ui/dialogs/edit_contact_dialog.h"
#include "ui/theme/theme.h"

#include <QLineEdit>
#include <QPushButton>

using namespace latchkey;

class TestShopContact : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::Light); }

    void anAddressThatCannotBeChangedLeadsElsewhere() {
        SkioDesk desk;
        CustomerDetails details = atSkio();
        details.shop.noEmailChange = ShopTrouble();
        details.shop.noEmailChange->fault = ShopFault::NotOffered;
        EditContactDialog dialog(desk.desk, details, QString(), nullptr);
        dialog.show();
        QVERIFY(shown<QLineEdit>(&dialog, QStringLiteral("emailEdit"))->isReadOnly());
        QVERIFY(shown(&dialog, QStringLiteral("saveContact")) == nullptr);
        QVERIFY(shown(&dialog, QStringLiteral("openInShop")) != nullptr && shown(&dialog, QStringLiteral("openInPlatform")) != nullptr);
        QVERIFY(wordsIn(&dialog).contains(QStringLiteral("no Shopify token is set")));
        picture(dialog, "contact-not-possible");
    }

    void anAddressThatWaitsSaysSo() {
        SkioDesk desk;
        CustomerDetails now = atSkio();
        now.shop.emailAwaited = QStringLiteral("amelie.new@example.com");
        desk.service.on("PATCH /api/v1/customers/7/contact", 200, jsonOf(now));
        desk.serve(now);
        EditContactDialog dialog(desk.desk, atSkio(), QString(), nullptr);
        bool saved = false;
        connect(&dialog, &EditContactDialog::saved, this, [&saved] { saved = true; });
        dialog.show();
        QVERIFY(shown<QLineEdit>(&dialog, QStringLiteral("phoneEdit"))->isReadOnly());
        shown<QLineEdit>(&dialog, QStringLiteral("emailEdit"))->setText(now.shop.emailAwaited);
        shown<QPushButton>(&dialog, QStringLiteral("saveContact"))->click();
        QTRY_VERIFY(wordsIn(&dialog).contains(QStringLiteral("Saved in Shopify, waiting for Skio")));
        QVERIFY(!saved && dialog.isVisible() && shown(&dialog, QStringLiteral("saveContact")) == nullptr);
        picture(dialog, "contact-waiting");
        CustomerDetails done = atSkio();
        done.customer.email = now.shop.emailAwaited;
        desk.serve(done);
        emit desk.client.happened(Event{EventKind::CustomerChanged, CustomerId(7), {}, testNow});
        QTRY_VERIFY(saved && !dialog.isVisible());
    }

    void anAddressThatStillWaitsCanBeCorrected() {
        SkioDesk desk;
        CustomerDetails waits = atSkio();
        waits.shop.emailAwaited = QStringLiteral("amelie.wrong@example.com");
        EditContactDialog dialog(desk.desk, waits, QString(), nullptr);
        dialog.show();
        QVERIFY(wordsIn(&dialog).contains(QStringLiteral("Saved in Shopify, waiting for Skio")));
        auto *email = shown<QLineEdit>(&dialog, QStringLiteral("emailEdit"));
        QVERIFY(email->text() == waits.shop.emailAwaited && !email->isReadOnly());
        CustomerDetails now = waits;
        now.shop.emailAwaited = QStringLiteral("amelie.right@example.com");
        desk.service.on("PATCH /api/v1/customers/7/contact", 200, jsonOf(now));
        email->setText(now.shop.emailAwaited);
        shown<QPushButton>(&dialog, QStringLiteral("saveContact"))->click();
        QTRY_COMPARE(desk.count("/api/v1/customers/7/contact"), 1);
        bool sent = false;
        for (const http::Request &request : desk.service.asked()) sent = sent || request.body.find("amelie.right@example.com") != std::string::npos;
        QVERIFY(sent);
        QTRY_VERIFY(wordsIn(&dialog).contains(QStringLiteral("amelie.right@example.com is the new address")) && shown(&dialog, QStringLiteral("saveContact")) == nullptr);
    }

    // Nobody knows which of the two stands in Shopify: whichever the agent saves is sent.
    void anAddressThatMayHaveBeenSavedIsSentAgain_data() {
        QTest::addColumn<QString>("saved");
        QTest::newRow("the new one once more") << QStringLiteral("amelie.new@example.com");
        QTest::newRow("the one that Skio shows") << atSkio().customer.email;
    }
    void anAddressThatMayHaveBeenSavedIsSentAgain() {
        QFETCH(QString, saved);
        SkioDesk desk;
        CustomerDetails waits = atSkio();
        waits.shop.emailAwaited = QStringLiteral("amelie.new@example.com");
        waits.shop.emailUnsure = true;
        CustomerDetails now = waits;
        now.shop.emailUnsure = false;
        desk.service.on("PATCH /api/v1/customers/7/contact", 200, jsonOf(now));
        EditContactDialog dialog(desk.desk, waits, QString(), nullptr);
        dialog.show();
        QVERIFY2(wordsIn(&dialog).contains(QStringLiteral("It is not known whether the e-mail address was changed")), qPrintable(wordsIn(&dialog)));
        QVERIFY(!wordsIn(&dialog).contains(QStringLiteral("Saved in Shopify")));
        auto *email = shown<QLineEdit>(&dialog, QStringLiteral("emailEdit"));
        QCOMPARE(email->text(), waits.shop.emailAwaited);
        email->setText(saved);
        shown<QPushButton>(&dialog, QStringLiteral("saveContact"))->click();
        QTRY_COMPARE(desk.count("/api/v1/customers/7/contact"), 1);
        bool sent = false;
        for (const http::Request &request : desk.service.asked()) sent = sent || request.body.find(saved.toStdString()) != std::string::npos;
        QVERIFY(sent);
        QTRY_VERIFY(wordsIn(&dialog).contains(QStringLiteral("Saved in Shopify, waiting for Skio")));
    }

    void nothingTypedIsNothingToDiscard() {
        SkioDesk desk;
        CustomerDetails waits = atSkio();
        waits.shop.emailAwaited = QStringLiteral("amelie.new@example.com");
        waits.shop.emailUnsure = true;
        EditContactDialog dialog(desk.desk, waits, QString(), nullptr);
        dialog.show();
        dialog.reject();
        QVERIFY(!dialog.isVisible());
    }

    void whatIsBeingTypedOutlivesTheWait() {
        SkioDesk desk;
        CustomerDetails waits = atSkio();
        waits.shop.emailAwaited = QStringLiteral("amelie.wrong@example.com");
        EditContactDialog dialog(desk.desk, waits, QString(), nullptr);
        dialog.show();
        auto *email = shown<QLineEdit>(&dialog, QStringLiteral("emailEdit"));
        email->setText(QStringLiteral("amelie.right@example.com"));
        CustomerDetails done = atSkio();
        done.customer.email = waits.shop.emailAwaited;
        done.customer.version = 4;
        desk.serve(done);
        emit desk.client.happened(Event{EventKind::CustomerChanged, CustomerId(7), {}, testNow});
        QTRY_VERIFY(shown(&dialog, QStringLiteral("shopContactCard")) == nullptr);
        QVERIFY(dialog.isVisible() && email->text() == QStringLiteral("amelie.right@example.com"));
        QVERIFY(shown<QPushButton>(&dialog, QStringLiteral("saveContact"))->isEnabled());
    }

    void theRefusalIsShownAndNotWhatWasWrongBefore() {
        SkioDesk desk;
        Finding missing, taken;
        missing.code = FindingCode::EmailMissing;
        missing.severity = Severity::Blocks;
        taken.code = FindingCode::ShopEmailTaken;
        taken.severity = Severity::Warns;
        taken.facts.shopFault = ShopFault::EmailTaken;
        taken.facts.serverWords = QStringLiteral("Email has already been taken");
        desk.service.on("PATCH /api/v1/customers/7/contact", 409, problemOf({ErrorCode::ShopDeclined, QStringLiteral("email_taken"), {}}, 409, {missing, taken}));
        EditContactDialog dialog(desk.desk, atSkio(), QString(), nullptr);
        dialog.show();
        shown<QLineEdit>(&dialog, QStringLiteral("emailEdit"))->setText(QStringLiteral("bob@example.com"));
        shown<QPushButton>(&dialog, QStringLiteral("saveContact"))->click();
        QTRY_VERIFY(wordsIn(&dialog).contains(QStringLiteral("Another customer has that e-mail address")));
        QVERIFY(wordsIn(&dialog).contains(QStringLiteral("Email has already been taken")));
    }

    void whatShopifySaysIsShown() {
        SkioDesk desk;
        Finding taken;
        taken.code = FindingCode::ShopEmailTaken;
        taken.facts.email = QStringLiteral("bob@example.com");
        taken.facts.serverWords = QStringLiteral("Email has already been taken");
        desk.service.on("PATCH /api/v1/customers/7/contact", 409, problemOf({ErrorCode::ShopDeclined, QStringLiteral("email_taken"), {}}, 409, {taken}));
        EditContactDialog dialog(desk.desk, atSkio(), QString(), nullptr);
        dialog.show();
        shown<QLineEdit>(&dialog, QStringLiteral("emailEdit"))->setText(QStringLiteral("bob@example.com"));
        shown<QPushButton>(&dialog, QStringLiteral("saveContact"))->click();
        QTRY_VERIFY(wordsIn(&dialog).contains(QStringLiteral("Email has already been taken")));
        QVERIFY(wordsIn(&dialog).contains(QStringLiteral("Another customer has that e-mail address")));
        QVERIFY(shown<QPushButton>(&dialog, QStringLiteral("saveContact"))->isEnabled());
    }
};

QTEST_MAIN(TestShopContact)
#include "tst_shop_contact.moc"
