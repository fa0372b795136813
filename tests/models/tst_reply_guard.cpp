// The reply guard: which address stands in what was pasted, how it compares with the one on file, and who may go on all the same.
#include "models/domain/reply_guard.h"

#include <QTest>

using namespace latchkey;

class ReplyGuardTest : public QObject {
    Q_OBJECT
private slots:
    void theAddressIsTakenOutOfWhatWasPasted_data() {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("address");
        const auto row = [](const char *typed, const char *address) { QTest::newRow(typed) << QString::fromUtf8(typed) << QString::fromUtf8(address); };
        row("ada@example.com", "ada@example.com");
        row("  ada@example.com \n", "ada@example.com");
        row("Ada Day <ada@example.com>", "ada@example.com");
        row("Amélie <a@b.example>", "a@b.example");
        row("<ada@example.com>,", "ada@example.com");
        row("ada@example.com;", "ada@example.com");
        row("(ada@example.com)", "ada@example.com");
        row("\"ada@example.com\"", "ada@example.com");
        row("'Ada' <ada@example.com", "ada@example.com");
        row("mailto:ada@example.com", "ada@example.com");
        row("MAILTO:ada@example.com?subject=Help&body=x", "ada@example.com");
        row("<mailto:ada@example.com>", "ada@example.com");
        // What stands before the brackets is only a name, whatever it looks like.
        row("\"ada@example.com\" <eve@elsewhere.example>", "eve@elsewhere.example");
        row("\xe2\x80\x8b" "ada@example.com\xef\xbb\xbf", "ada@example.com");
        row("Eve <eve@elsewhere.example>, Ada <ada@example.com>", "Eve <eve@elsewhere.example>, Ada <ada@example.com>");
        row("eve@elsewhere.example, Ada <ada@example.com>", "eve@elsewhere.example, Ada <ada@example.com>");
        row("Day, Ada <ada@example.com>", "ada@example.com");
        row("\"Day, ada@home\" <ada@example.com>", "ada@example.com");
        row("", "");
        row("  ", "");
    }
    void theAddressIsTakenOutOfWhatWasPasted() {
        QFETCH(QString, typed);
        QFETCH(QString, address);
        QCOMPARE(replyAddressIn(typed), address);
    }

    void itIsComparedFolded_data() {
        QTest::addColumn<QString>("onFile");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("match");
        const auto row = [](const char *name, const char *onFile, const char *typed, const char *match) {
            QTest::newRow(name) << QString::fromUtf8(onFile) << QString::fromUtf8(typed) << QString::fromLatin1(match);
        };
        row("the same", "ada@example.com", "ada@example.com", "same");
        row("upper case", "ada@example.com", "ADA@Example.COM", "same");
        row("white space on file", " Ada@example.com ", "ada@example.com", "same");
        row("with a name", "ada@example.com", "Ada Day <ada@example.com>", "same");
        row("a domain in its ASCII form", "ada@bücher.example", "ada@xn--bcher-kva.example", "same");
        row("not given", "ada@example.com", "", "not_given");
        row("blanks", "ada@example.com", " \t ", "not_given");
        row("an empty pair of brackets", "ada@example.com", "<>", "not_given");
        row("a plus address", "ada@example.com", "ada+shop@example.com", "plus_address");
        row("the plus on file", "ada+shop@example.com", "ada@example.com", "plus_address");
        row("another plus", "ada+shop@example.com", "ada+news@example.com", "plus_address");
        row("the same plus", "ada+shop@example.com", "Ada+Shop@example.com", "same");
        row("a plus elsewhere", "ada@example.com", "ada+shop@elsewhere.example", "elsewhere");
        row("a plus in front is no tag", "ada@example.com", "+ada@example.com", "elsewhere");
        row("another name", "ada@example.com", "eve@example.com", "elsewhere");
        row("another domain", "ada@example.com", "ada@example.org", "elsewhere");
        row("a domain below", "ada@example.com", "ada@mail.example.com", "elsewhere");
        row("a dot more: one mailbox at one provider, two at the others", "ada.day@example.com", "adaday@example.com", "elsewhere");
        row("a Cyrillic letter in the domain", "ada@example.com", "ada@ex\xd0\xb0mple.com", "elsewhere");
        row("nothing on file", "", "ada@example.com", "elsewhere");
        row("no address", "ada@example.com", "Ada Day", "not_an_address");
        row("two addresses", "ada@example.com", "ada@example.com, eve@elsewhere.example", "not_an_address");
        row("two, and only ours in brackets", "ada@example.com", "eve@elsewhere.example; Ada <ada@example.com>", "not_an_address");
        row("two with names, ours last", "ada@example.com", "Eve <eve@elsewhere.example>, Ada <ada@example.com>", "not_an_address");
        row("a Kelvin sign for a k", "kim@example.com", "\xe2\x84\xaaim@example.com", "not_an_address");
        row("a full-width @", "ada@example.com", "ada\xef\xbc\xa0" "example.com", "not_an_address");
        row("a Cyrillic letter before the @", "ada@example.com", "\xd0\xb0" "da@example.com", "not_an_address");
        row("a name that looks like ours", "ada@example.com", "\"ada@example.com\" <eve@elsewhere.example>", "elsewhere");
        row("a line break within", "ada@example.com", "ada@example.com\neve@elsewhere.example", "not_an_address");
    }
    void itIsComparedFolded() {
        QFETCH(QString, onFile);
        QFETCH(QString, typed);
        QFETCH(QString, match);
        QCOMPARE(toText(matchReply(onFile, typed)), match);
    }

    // Of each guard: the matches that pass, and from which role on a reason helps the others.
    void everyGuardHasItsRules_data() {
        QTest::addColumn<int>("guard");
        QTest::addColumn<QString>("match");
        QTest::addColumn<bool>("passes");
        QTest::addColumn<int>("overrideFrom");
        constexpr int nobody = 99;
        const auto row = [](ReplyGuard guard, const char *match, bool passes, int from) {
            QTest::addRow("%s, %s", qPrintable(toText(guard)), match) << static_cast<int>(guard) << QString::fromLatin1(match) << passes << from;
        };
        for (const char *match : {"not_given", "same", "plus_address", "elsewhere", "not_an_address"}) row(ReplyGuard::Off, match, true, -1);
        row(ReplyGuard::Ask, "not_given", true, -1);
        row(ReplyGuard::Ask, "same", true, -1);
        row(ReplyGuard::Ask, "plus_address", false, static_cast<int>(Role::Senior));
        row(ReplyGuard::Ask, "elsewhere", false, static_cast<int>(Role::Senior));
        row(ReplyGuard::Ask, "not_an_address", false, nobody);
        row(ReplyGuard::Require, "not_given", false, nobody);
        row(ReplyGuard::Require, "same", true, -1);
        row(ReplyGuard::Require, "plus_address", false, static_cast<int>(Role::Lead));
        row(ReplyGuard::Require, "elsewhere", false, static_cast<int>(Role::Lead));
        row(ReplyGuard::Require, "not_an_address", false, nobody);
    }
    void everyGuardHasItsRules() {
        QFETCH(int, guard);
        QFETCH(QString, match);
        QFETCH(bool, passes);
        QFETCH(int, overrideFrom);
        const auto with = static_cast<ReplyGuard>(guard);
        const ReplyMatch given = replyMatchFromText(match).value();
        QCOMPARE(replyPasses(with, given), passes);
        if (passes) return;
        for (int role = 0; role <= static_cast<int>(Role::Admin); ++role)
            QCOMPARE(mayOverrideReply(with, given, static_cast<Role>(role)), role >= overrideFrom);
    }
};

QTEST_GUILESS_MAIN(ReplyGuardTest)
#include "tst_reply_guard.moc"
