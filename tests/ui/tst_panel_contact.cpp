// The contact dialog: checked while typing, saved with its version, and of two agents neither loses what they typed.
#include "tests/ui/panel_fixture.h"
#include "ui/dialogs/edit_contact_dialog.h"
#include "ui/theme/theme.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>

using namespace latchkey;

class ContactTest : public QObject {
    Q_OBJECT

    std::unique_ptr<PanelFixture> m_f;
    std::unique_ptr<EditContactDialog> m_dialog;
    static constexpr const char *contact = "PATCH /api/v1/customers/7/contact";

    QPushButton *button(const QString &name) { return shown<QPushButton>(m_dialog.get(), name); }
    QLineEdit *field(const QString &name) { return shown<QLineEdit>(m_dialog.get(), name); }
    QString text(const QString &name) {
        auto *label = shown<QLabel>(m_dialog.get(), name);
        return label == nullptr ? QString() : label->text();
    }
    void open(const CustomerDetails &details, const QString &suggestion = {}) {
        m_dialog = std::make_unique<EditContactDialog>(m_f->desk, details, suggestion, nullptr);
        m_dialog->open();
    }

private slots:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::Light); }
    void init() { m_f = std::make_unique<PanelFixture>(); }
    void cleanup() {
        m_dialog.reset();
        m_f.reset();
    }

    void enter_saves_with_the_version_that_was_seen() {
        open(amelie());
        CustomerDetails after = amelie();
        after.customer.email = QStringLiteral("amelie@example.org");
        m_f->service.on(contact, 200, jsonOf(after));
        QSignalSpy saved(m_dialog.get(), &EditContactDialog::saved);
        field(QStringLiteral("emailEdit"))->setText(QStringLiteral("  amelie@example.org "));
        QTest::keyClick(field(QStringLiteral("emailEdit")), Qt::Key_Return);
        QTRY_COMPARE(saved.size(), 1);
        const std::string body = m_f->service.last().body;
        QVERIFY(body.find("\"version\":3") != std::string::npos);
        QVERIFY(body.find("\"email\":\"amelie@example.org\"") != std::string::npos);
        QVERIFY(body.find("+33 6 12 34 56 78") != std::string::npos);
        QTRY_VERIFY(!m_dialog->isVisible());
    }

    void a_malformed_address_says_what_is_wrong_and_cannot_be_saved() {
        open(amelie());
        field(QStringLiteral("emailEdit"))->setText(QStringLiteral("amelie@@example.com"));
        QVERIFY(text(QStringLiteral("emailEditHint")).contains(QStringLiteral("more than one @")));
        QVERIFY(!button(QStringLiteral("saveContact"))->isEnabled());
        QVERIFY(!field(QStringLiteral("emailEdit"))->accessibleDescription().isEmpty());
    }

    void what_was_malformed_on_file_does_not_stand_in_the_way_of_the_phone() {
        CustomerDetails details = amelie();
        details.customer.email = QStringLiteral("noah@@example.nl");
        details.customer.emailState = EmailState::Malformed;
        open(details);
        QVERIFY(!text(QStringLiteral("emailEditHint")).isEmpty());
        field(QStringLiteral("phoneEdit"))->setText(QStringLiteral("+31 6 12345678"));
        QVERIFY(button(QStringLiteral("saveContact"))->isEnabled());
        m_f->service.on(contact, 200, jsonOf(details));
        button(QStringLiteral("saveContact"))->click();
        QTRY_VERIFY(m_f->service.last().body.find("noah@@example.nl") != std::string::npos);
    }

    void a_suggestion_is_used_at_a_press_and_never_by_itself() {
        open(amelie());
        field(QStringLiteral("emailEdit"))->setText(QStringLiteral("fatima@gmial.com"));
        QCOMPARE(field(QStringLiteral("emailEdit"))->text(), QStringLiteral("fatima@gmial.com"));
        QVERIFY(button(QStringLiteral("saveContact"))->isEnabled());
        button(QStringLiteral("emailEditSuggestion"))->click();
        QCOMPARE(field(QStringLiteral("emailEdit"))->text(), QStringLiteral("fatima@gmail.com"));
    }

    void a_suggestion_of_a_finding_comes_filled_in() {
        open(amelie(), QStringLiteral("amelie@example.net"));
        QCOMPARE(field(QStringLiteral("emailEdit"))->text(), QStringLiteral("amelie@example.net"));
        QVERIFY(button(QStringLiteral("saveContact"))->isEnabled());
    }

    void a_conflict_shows_both_versions_and_mine_can_be_saved() {
        open(amelie());
        m_f->service.on(contact, 409, problemOf({ErrorCode::VersionConflict, {}, {}}, 409));
        CustomerDetails theirs = amelie();
        theirs.customer.email = QStringLiteral("theirs@example.com");
        theirs.customer.version = 4;
        m_f->serve(theirs);
        field(QStringLiteral("emailEdit"))->setText(QStringLiteral("mine@example.com"));
        button(QStringLiteral("saveContact"))->click();
        QTRY_VERIFY(shown(m_dialog.get(), QStringLiteral("contactConflict")));
        QCOMPARE(field(QStringLiteral("theirEmail"))->text(), QStringLiteral("theirs@example.com"));
        QCOMPARE(field(QStringLiteral("myEmail"))->text(), QStringLiteral("mine@example.com"));
        CustomerDetails after = theirs;
        after.customer.email = QStringLiteral("mine@example.com");
        m_f->service.on(contact, 200, jsonOf(after));
        QSignalSpy saved(m_dialog.get(), &EditContactDialog::saved);
        button(QStringLiteral("saveMine"))->click();
        QTRY_COMPARE(saved.size(), 1);
        const std::string body = m_f->service.last().body;
        QVERIFY(body.find("\"version\":4") != std::string::npos);
        QVERIFY(body.find("mine@example.com") != std::string::npos);
    }

    void keeping_theirs_closes_and_saves_nothing() {
        open(amelie());
        m_f->service.on(contact, 409, problemOf({ErrorCode::VersionConflict, {}, {}}, 409));
        CustomerDetails theirs = amelie();
        theirs.customer.phone = QStringLiteral("+33 6 00 00 00 00");
        m_f->serve(theirs);
        field(QStringLiteral("phoneEdit"))->setText(QStringLiteral("+33 6 98 76 54 32"));
        button(QStringLiteral("saveContact"))->click();
        QTRY_VERIFY(button(QStringLiteral("keepTheirs")));
        button(QStringLiteral("keepTheirs"))->click();
        QTRY_VERIFY(!m_dialog->isVisible());
        QCOMPARE(m_f->count("/api/v1/customers/7/contact"), 1);
    }

    void another_email_is_announced_to_end_the_live_links() {
        CustomerDetails details = amelie();
        LoginLink link;
        link.id = LinkId(42);
        details.liveLinks = {link, link};
        open(details);
        QVERIFY(text(QStringLiteral("linksEndHint")).isEmpty());
        field(QStringLiteral("emailEdit"))->setText(QStringLiteral("other@example.com"));
        QVERIFY(text(QStringLiteral("linksEndHint")).contains(QStringLiteral("ends 2 live Magic links")));
    }

    void escape_closes_at_once_when_nothing_was_typed() {
        open(amelie());
        QTest::keyClick(m_dialog.get(), Qt::Key_Escape);
        QVERIFY(!m_dialog->isVisible());
    }

    void escape_asks_before_it_throws_away_what_was_typed() {
        open(amelie());
        field(QStringLiteral("phoneEdit"))->setText(QStringLiteral("+33 6 98 76 54 32"));
        QTest::keyClick(m_dialog.get(), Qt::Key_Escape);
        QVERIFY(m_dialog->isVisible());
        QTRY_VERIFY(shown(m_dialog.get(), QStringLiteral("discardQuestion")));
        button(QStringLiteral("discardContact"))->click();
        QTRY_VERIFY(!m_dialog->isVisible());
    }

    void an_error_keeps_the_dialog_and_says_why() {
        open(amelie());
        m_f->service.on(contact, 503, problemOf({ErrorCode::StoreBusy, {}, {}}, 503));
        field(QStringLiteral("phoneEdit"))->setText(QStringLiteral("+33 6 98 76 54 32"));
        button(QStringLiteral("saveContact"))->click();
        QTRY_VERIFY(shown(m_dialog.get(), QStringLiteral("contactError")));
        QVERIFY(button(QStringLiteral("saveContact"))->isEnabled());
        QCOMPARE(field(QStringLiteral("phoneEdit"))->text(), QStringLiteral("+33 6 98 76 54 32"));
    }
};

QTEST_MAIN(ContactTest)
#include "tst_panel_contact.moc"
