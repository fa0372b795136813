// The judgement of SMTP conversations, as a table: what was said, how it ended, what it came to.
#include "services/delivery/smtp_conversation.h"

#include <QTest>

using namespace latchkey;

class TestSmtpConversation : public QObject {
    Q_OBJECT

private slots:
    void aConversationIsJudged_data();
    void aConversationIsJudged();
    void theStepsOfASuccessAreAllDone();
    void theStepsEndWithTheOneThatFailed();
    void aKeptConnectionKnowsOnlyTheLettersSteps();
    void credentialsAreNotTakenForCommands();
    void theWordsOfAllLinesAreJoined();
    void aKeptConnectionThatHadGoneIsRecognised();
};

namespace {

// "<" what the server says, ">" what we send, "*" bytes of the body, "!" TLS stands.
SmtpConversation played(const QByteArray &script, MailSecurity security = MailSecurity::Starttls) {
    SmtpConversation conversation(security, {});
    for (const QByteArray &line : script.split('\n')) {
        const QByteArray text = line.mid(1) + "\r\n";
        if (line.startsWith('<'))
            conversation.said(text);
        else if (line.startsWith('>'))
            conversation.sent(text);
        else if (line.startsWith('*'))
            conversation.bodySent(100);
        else if (line.startsWith('!'))
            conversation.secured();
        else if (line.startsWith('+'))
            conversation.connected();
    }
    return conversation;
}

const QByteArray hello = "<220 ready\n>EHLO a\n<250-peer\n<250 STARTTLS\n>STARTTLS\n<220 begin\n!\n>EHLO a\n<250-peer\n<250 AUTH PLAIN\n";
const QByteArray signedIn = hello + ">AUTH PLAIN\n<334 \n>AGpvZQBwYXNzd29yZA==\n<235 welcome\n";
const QByteArray senderTaken = signedIn + ">MAIL FROM:<a@b.c>\n<250 ok\n";
const QByteArray recipient = senderTaken + ">RCPT TO:<d@e.f>\n<250 ok\n";
const QByteArray body = recipient + ">DATA\n<354 go on\n*\n";

struct Row {
    const char *name;
    QByteArray script;
    SmtpEnd end;
    DeliveryProblem problem;
    bool again;
    DeliveryStep step;
    int code;
};

}  // namespace

void TestSmtpConversation::aConversationIsJudged_data() {
    using P = DeliveryProblem;
    using S = DeliveryStep;
    using E = SmtpEnd;
    const Row rows[] = {
        {"taken", body + "<250 taken", E::Done, P::None, false, S::Message, 250},
        {"refused connection", "", E::Unreachable, P::Unreachable, true, S::Connect, 0},
        {"no connection in time", "", E::TimedOut, P::TimedOut, true, S::Connect, 0},
        {"no greeting in time", "+", E::TimedOut, P::TimedOut, true, S::Greeting, 0},
        {"closed without a greeting", "+", E::Closed, P::ConnectionLost, true, S::Greeting, 0},
        {"greeting 421", "<421 busy", E::Closed, P::TryLater, true, S::Greeting, 421},
        {"greeting 554", "<554 go away", E::Closed, P::ContentRefused, false, S::Greeting, 554},
        {"greeting of another kind", "<HTTP/1.1 400 what", E::TimedOut, P::NotUnderstood, true, S::Greeting, 0},
        {"greeting 199", "<199 what", E::Nonsense, P::NotUnderstood, true, S::Greeting, 199},
        {"hello 550", "<220 r\n>EHLO a\n<550 no", E::Closed, P::ContentRefused, false, S::Hello, 550},
        {"hello 451", "<220 r\n>EHLO a\n<451 no", E::Closed, P::TryLater, true, S::Hello, 451},
        {"hello refused, old hello taken", "<220 r\n>EHLO a\n<502 no\n>HELO a\n<250 ok\n>MAIL FROM:<a@b.c>", E::Closed, P::ConnectionLost, true,
         S::Sender, 0},
        {"hello without an end", "<220 r\n>EHLO a\n<250-peer", E::TimedOut, P::TimedOut, true, S::Hello, 0},
        {"no STARTTLS offered", "<220 r\n>EHLO a\n<250 peer", E::NotEncrypted, P::NoEncryption, false, S::Secure, 0},
        {"STARTTLS refused", "<220 r\n>EHLO a\n<250 peer\n>STARTTLS\n<502 no", E::NotEncrypted, P::NoEncryption, false, S::Secure, 502},
        {"STARTTLS not now", "<220 r\n>EHLO a\n<250 peer\n>STARTTLS\n<454 no", E::NotEncrypted, P::TryLater, true, S::Secure, 454},
        {"handshake hangs", "<220 r\n>EHLO a\n<250 peer\n>STARTTLS\n<220 go", E::TimedOut, P::TimedOut, true, S::Secure, 0},
        {"handshake cut", "<220 r\n>EHLO a\n<250 peer\n>STARTTLS\n<220 go", E::Closed, P::ConnectionLost, true, S::Secure, 0},
        {"bad certificate", "<220 r\n>EHLO a\n<250 peer\n>STARTTLS\n<220 go", E::BadCertificate, P::WrongCertificate, false, S::Secure, 0},
        {"sign-in 535", hello + ">AUTH PLAIN\n<334 \n>AAAA\n<535 5.7.8 wrong", E::NoSignInMethod, P::SignInRefused, false, S::SignIn, 535},
        {"sign-in 454", hello + ">AUTH PLAIN\n<334 \n>AAAA\n<454 later", E::NoSignInMethod, P::TryLater, true, S::SignIn, 454},
        {"sign-in method refused", hello + ">AUTH PLAIN\n<504 no", E::NoSignInMethod, P::SignInRefused, false, S::SignIn, 504},
        {"no sign-in method in common", hello, E::NoSignInMethod, P::SignInRefused, false, S::SignIn, 0},
        {"sender 550", signedIn + ">MAIL FROM:<a@b.c>\n<550 no", E::Closed, P::SenderRefused, false, S::Sender, 550},
        {"sender without sign-in", hello + ">MAIL FROM:<a@b.c>\n<530 5.7.0 sign in", E::Closed, P::SignInRefused, false, S::Sender, 530},
        {"sender 451", signedIn + ">MAIL FROM:<a@b.c>\n<451 no", E::Closed, P::TryLater, true, S::Sender, 451},
        {"recipient 550", senderTaken + ">RCPT TO:<d@e.f>\n<550 5.1.1 unknown", E::Closed, P::RecipientRefused, false, S::Recipient, 550},
        {"recipient 550 without more", senderTaken + ">RCPT TO:<d@e.f>\n<550 unknown", E::Closed, P::RecipientRefused, false, S::Recipient, 550},
        {"recipient against policy", senderTaken + ">RCPT TO:<d@e.f>\n<554 5.7.1 relaying denied", E::Closed, P::ContentRefused, false, S::Recipient,
         554},
        {"recipient, but the sender", senderTaken + ">RCPT TO:<d@e.f>\n<550 5.1.8 bad sender", E::Closed, P::SenderRefused, false, S::Recipient, 550},
        {"recipient without sign-in", senderTaken + ">RCPT TO:<d@e.f>\n<530 5.7.0 sign in", E::Closed, P::SignInRefused, false, S::Recipient, 530},
        {"greylisted", senderTaken + ">RCPT TO:<d@e.f>\n<450 4.7.1 come back", E::Closed, P::TryLater, true, S::Recipient, 450},
        {"recipient 354", senderTaken + ">RCPT TO:<d@e.f>\n<354 what", E::Closed, P::NotUnderstood, true, S::Recipient, 354},
        {"recipient 334", senderTaken + ">RCPT TO:<d@e.f>\n<334 what", E::TimedOut, P::NotUnderstood, true, S::Recipient, 0},
        {"DATA 554", recipient + ">DATA\n<554 no", E::Closed, P::ContentRefused, false, S::Message, 554},
        {"DATA 451", recipient + ">DATA\n<451 no", E::Closed, P::TryLater, true, S::Message, 451},
        {"DATA 250", recipient + ">DATA\n<250 what", E::Closed, P::NotUnderstood, true, S::Message, 250},
        {"DATA without answer", recipient + ">DATA", E::TimedOut, P::TimedOut, true, S::Message, 0},
        {"354, but nothing was handed over", recipient + ">DATA\n<354 go on", E::Closed, P::ConnectionLost, true, S::Message, 0},
        {"body 554", body + "<554 5.7.1 spam", E::Closed, P::ContentRefused, false, S::Message, 554},
        {"body 550 without more", body + "<550 no", E::Closed, P::ContentRefused, false, S::Message, 550},
        {"recipient looked up late", body + "<550 5.1.1 unknown", E::Closed, P::RecipientRefused, false, S::Message, 550},
        {"body 451", body + "<451 4.3.0 later", E::Closed, P::TryLater, true, S::Message, 451},
        {"body, then silence", body, E::TimedOut, P::MayHaveArrived, false, S::Message, 0},
        {"body, then closed", body, E::Closed, P::MayHaveArrived, false, S::Message, 0},
        {"body, then half an answer", body + "<250-taken", E::Closed, P::MayHaveArrived, false, S::Message, 0},
        {"body, then nonsense", body + "<what?", E::TimedOut, P::MayHaveArrived, false, S::Message, 0},
        {"body, then 354 again", body + "<354 go on", E::Nonsense, P::MayHaveArrived, false, S::Message, 0},
    };
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<SmtpEnd>("end");
    QTest::addColumn<DeliveryProblem>("problem");
    QTest::addColumn<bool>("again");
    QTest::addColumn<DeliveryStep>("step");
    QTest::addColumn<int>("code");
    for (const Row &row : rows) QTest::newRow(row.name) << row.script << row.end << row.problem << row.again << row.step << row.code;
}

void TestSmtpConversation::aConversationIsJudged() {
    QFETCH(QByteArray, script);
    QFETCH(SmtpEnd, end);
    QFETCH(DeliveryProblem, problem);
    QFETCH(DeliveryStep, step);
    const SendOutcome outcome = played(script).outcome(end);
    QCOMPARE(toText(outcome.problem), toText(problem));
    QTEST(outcome.again, "again");
    QCOMPARE(toText(outcome.step), toText(step));
    QTEST(outcome.code, "code");
    QVERIFY(!outcome.steps.isEmpty());
    QCOMPARE(outcome.steps.last().done, problem == DeliveryProblem::None);
    QCOMPARE(toText(outcome.steps.last().step), toText(step));
    for (const DeliveryTrial::Step &earlier : outcome.steps.first(outcome.steps.size() - 1)) QVERIFY(earlier.done);
}

void TestSmtpConversation::theStepsOfASuccessAreAllDone() {
    const SendOutcome outcome = played(body + "<250 2.0.0 taken as 7").outcome(SmtpEnd::Done);
    QStringList steps;
    for (const DeliveryTrial::Step &step : outcome.steps) steps.append(toText(step.step) + u'=' + step.words);
    QCOMPARE(
        steps.join(u'|'),
        QStringLiteral("connect=|greeting=ready|hello=peer STARTTLS|secure=begin|sign_in=welcome|sender=ok|recipient=ok|message=2.0.0 taken as 7"));
    const SendOutcome overTls = played("<220 ready\n>EHLO a\n<250 ok\n>MAIL FROM:<a@b.c>\n<250 ok", MailSecurity::Tls).outcome(SmtpEnd::Closed);
    QCOMPARE(toText(overTls.steps[3].step), QStringLiteral("secure"));
    QVERIFY(overTls.steps[3].done);
}

void TestSmtpConversation::theStepsEndWithTheOneThatFailed() {
    const SendOutcome outcome = played(senderTaken + ">RCPT TO:<d@e.f>\n<550 5.1.1 unknown").outcome(SmtpEnd::Closed, "the library's words");
    QCOMPARE(outcome.steps.size(), 7);
    QCOMPARE(outcome.steps.last().words, QStringLiteral("5.1.1 unknown"));
    QCOMPARE(outcome.words, QStringLiteral("5.1.1 unknown"));
    const SendOutcome certificate = played("+", MailSecurity::Tls).outcome(SmtpEnd::BadCertificate, "self-signed certificate");
    QCOMPARE(certificate.steps.size(), 2);
    QCOMPARE(certificate.words, QStringLiteral("self-signed certificate"));
}

void TestSmtpConversation::aKeptConnectionKnowsOnlyTheLettersSteps() {
    const SendOutcome outcome =
        played(">MAIL FROM:<a@b.c>\n<250 ok\n>RCPT TO:<d@e.f>\n<250 ok\n>DATA\n<354 go\n*\n<250 taken").outcome(SmtpEnd::Done);
    QCOMPARE(outcome.steps.size(), 3);
    QCOMPARE(toText(outcome.steps.first().step), QStringLiteral("sender"));
}

void TestSmtpConversation::credentialsAreNotTakenForCommands() {
    // "DATA" is base64, too.
    const SendOutcome outcome =
        played(hello + ">AUTH LOGIN\n<334 VXNlcm5hbWU6\n>DATA\n<334 UGFzc3dvcmQ6\n>DATA\n<535 wrong").outcome(SmtpEnd::NoSignInMethod);
    QCOMPARE(toText(outcome.step), QStringLiteral("sign_in"));
    QCOMPARE(outcome.words, QStringLiteral("wrong"));
}

void TestSmtpConversation::theWordsOfAllLinesAreJoined() {
    const SendOutcome outcome =
        played(senderTaken + ">RCPT TO:<d@e.f>\n<550-5.7.1 blocked,\n<550-5.7.1 see\n<550 5.7.1 our page").outcome(SmtpEnd::Closed);
    QCOMPARE(outcome.words, QStringLiteral("5.7.1 blocked, 5.7.1 see 5.7.1 our page"));
    QVERIFY(
        played(senderTaken + ">RCPT TO:<d@e.f>\n" + QByteArray("<550-long\n").repeated(5000) + "<550 end").outcome(SmtpEnd::Closed).words.size() <=
        300);
}

void TestSmtpConversation::aKeptConnectionThatHadGoneIsRecognised() {
    QVERIFY(played("").foundOldConnectionGone(SmtpEnd::Closed));
    QVERIFY(played(">MAIL FROM:<a@b.c>").foundOldConnectionGone(SmtpEnd::Closed));
    QVERIFY(played(">MAIL FROM:<a@b.c>\n<421 enough").foundOldConnectionGone(SmtpEnd::Closed));
    QVERIFY(!played("").foundOldConnectionGone(SmtpEnd::Unreachable));
    QVERIFY(!played("+").foundOldConnectionGone(SmtpEnd::Closed));
    QVERIFY(!played(">MAIL FROM:<a@b.c>\n<550 no").foundOldConnectionGone(SmtpEnd::Closed));
    QVERIFY(!played(">MAIL FROM:<a@b.c>\n<250 ok\n>RCPT TO:<d@e.f>").foundOldConnectionGone(SmtpEnd::Closed));
    QVERIFY(!played(body).foundOldConnectionGone(SmtpEnd::Closed));
    QVERIFY(!played(senderTaken).foundOldConnectionGone(SmtpEnd::Closed));
}

QTEST_GUILESS_MAIN(TestSmtpConversation)
#include "tst_smtp_conversation.moc"
