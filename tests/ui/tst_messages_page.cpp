// Messages over a scripted service: filters, the reader with its attempts, sending again, and a list that renews itself under one's eyes.
#include "tests/ui/panel_fixture.h"
#include "ui/pages/messages_page.h"
#include "ui/theme/theme.h"
#include "ui/widgets/rows_view.h"

#include <QAccessible>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>

using namespace latchkey;
using namespace std::chrono_literals;

namespace {

Message someMessage(qint64 id, MessageState state, DeliveryProblem problem = DeliveryProblem::None) {
    Message message;
    message.id = MessageId(id);
    message.customer = CustomerId(7);
    message.customerName = QStringLiteral("Amélie Durand");
    message.kind = MessageKind::MagicLogin;
    message.state = state;
    message.problem = problem;
    message.to = QStringLiteral("amelie.durand@example.com");
    message.subject = QStringLiteral("Your login link %1").arg(id);
    message.body =
        QStringLiteral("Hello Amélie,\n\nopen this link to log in:\n\nhttps://portal.example.com/l/•••• (K7QM2X)\n\nIt works for 10 minutes.");
    message.at = testNow - 1h + Duration(id * 1000);
    message.agentName = QStringLiteral("Kim");
    return message;
}

Message refused() {
    Message message = someMessage(5, MessageState::Failed, DeliveryProblem::RecipientRefused);
    message.settledAt = testNow - 20min;
    message.canSendAgain = true;
    message.attempts = {
        {testNow - 20min, 420ms, DeliveryProblem::RecipientRefused, DeliveryStep::Recipient, 550, QStringLiteral("550 5.1.1 no such user here")},
        {testNow - 40min, 30s, DeliveryProblem::TimedOut, DeliveryStep::Connect, 0, {}}};
    return message;
}

}  // namespace

class MessagesPageTest : public QObject {
    Q_OBJECT

    std::unique_ptr<PanelFixture> m_f;
    std::unique_ptr<MessagesPage> m_page;

    void serve(const QList<Message> &messages, const QString &next = {}) {
        Page<Message> page;
        page.items = messages;
        for (Message &each : page.items) each.attempts.clear();
        page.next = next;
        page.count = messages.size();
        m_f->service.on("GET /api/v1/messages", 200, jsonOf(page));
        for (const Message &each : messages) m_f->service.on("GET /api/v1/messages/" + std::to_string(each.id.value()), 200, jsonOf(each));
    }
    void open(const QList<Message> &messages, const QString &next = {}) {
        serve(messages, next);
        m_page = std::make_unique<MessagesPage>(m_f->desk);
        m_page->resize(1156, 700);
        m_page->show();
        QTRY_COMPARE(list()->model()->rowCount(), messages.size());
    }
    void renew() {
        const int before = m_f->count("/api/v1/messages");
        m_page->refresh();
        QTRY_VERIFY(m_f->count("/api/v1/messages") > before);
        QTest::qWait(60);
    }
    RowsView *list() { return m_page->findChild<RowsView *>(QStringLiteral("list")); }
    QPushButton *button(const QString &name) { return shown<QPushButton>(m_page.get(), name); }
    // Labels break long words with characters that are not seen: their accessible name is what was said.
    QString said(const QString &name) {
        auto *label = shown<QLabel>(m_page.get(), name);
        return label == nullptr ? QString() : label->accessibleName().isEmpty() ? label->text() : label->accessibleName();
    }
    QStringList allSaid(const QString &name) {
        QStringList all;
        for (const QLabel *label : m_page->findChildren<QLabel *>(name))
            if (label->isVisible()) all.append(label->accessibleName());
        return all;
    }
    QString reason() {
        QWidget *card = shown(m_page.get(), QStringLiteral("messageReason"));
        return card == nullptr ? QString() : card->accessibleName() + QStringLiteral(" | ") + card->accessibleDescription();
    }

    QStringList whatIsCutOff() {
        QStringList all;
        for (const QLabel *label : m_page->findChildren<QLabel *>())
            if (label->isVisible() && label->wordWrap() && label->height() < label->heightForWidth(label->width())) all.append(label->text());
        return all;
    }

private slots:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::Light); }
    void init() { m_f = std::make_unique<PanelFixture>(); }
    void cleanup() {
        m_page.reset();
        m_f.reset();
    }

    void theHeadSaysWhetherLettersLeave() {
        m_f->desk.me.mail = MailRoute::Smtp;
        m_f->desk.me.sms = SmsRoute::Off;
        open({refused()});
        QCOMPARE(said(QStringLiteral("messagesAbout")), QStringLiteral("Letters leave by the mail server. Texts are switched off."));
        m_f->desk.me.mail = MailRoute::Capture;
        m_f->desk.me.sms = SmsRoute::Capture;
        emit m_f->desk.meChanged();
        QVERIFY(said(QStringLiteral("messagesAbout")).contains(QStringLiteral("none leaves")));
    }

    void aRefusedLetterShowsTheServersWordsAndEveryAttempt() {
        open({refused()});
        QTRY_COMPARE(allSaid(QStringLiteral("attemptProblem")),
                     QStringList({QStringLiteral("The server refused the recipient"), QStringLiteral("The server did not answer in time")}));
        QCOMPARE(allSaid(QStringLiteral("attemptDetail")).constFirst(), QStringLiteral("Recipient · “550 5.1.1 no such user here” · took 0.4 s"));
        QCOMPARE(said(QStringLiteral("messageState")), QStringLiteral("Failed"));
        QVERIFY2(reason().contains(QStringLiteral("550 5.1.1 no such user here")), qPrintable(reason()));
        QVERIFY(reason().contains(QStringLiteral("Ask the customer")));
        QVERIFY(said(QStringLiteral("messageAbout")).contains(QStringLiteral("by Kim")));
        QVERIFY(said(QStringLiteral("messageSecrets")).contains(QStringLiteral("blacked out")));
    }

    void aWaitingLetterSaysWhenItIsTriedNext() {
        Message waiting = someMessage(6, MessageState::Waiting, DeliveryProblem::TryLater);
        waiting.nextAt = testNow + 5min;
        waiting.attempts = {{testNow - 1min, 1s, DeliveryProblem::TryLater, DeliveryStep::Recipient, 451, QStringLiteral("greylisted")}};
        open({waiting});
        QTRY_VERIFY2(reason().contains(QStringLiteral("Next attempt at 00:05")), qPrintable(reason()));
        QTRY_VERIFY(allSaid(QStringLiteral("attemptDetail")).join(QLatin1Char('\n')).contains(QStringLiteral("code 451")));
        QVERIFY(button(QStringLiteral("sendAgain")) == nullptr);
    }

    void sendingAgainShowsTheNewMessage() {
        open({refused()});
        QTRY_VERIFY(button(QStringLiteral("sendAgain")) && button(QStringLiteral("sendAgain"))->isEnabled());
        m_f->service.on("POST /api/v1/messages/5/send-again", 202, "{\"message\":9}");
        serve({someMessage(9, MessageState::Waiting), refused()});
        QTest::mouseClick(button(QStringLiteral("sendAgain")), Qt::LeftButton);
        QTRY_COMPARE(said(QStringLiteral("messageSubject")), QStringLiteral("Your login link 9"));
        QTRY_COMPARE(list()->currentIndex().row(), 0);
        QVERIFY(m_f->notices.constLast().contains(QStringLiteral("on its way")));
    }

    void whatCannotBeSentAgainSaysWhy() {
        open({refused()});
        QTRY_VERIFY(button(QStringLiteral("sendAgain")) && button(QStringLiteral("sendAgain"))->isEnabled());
        m_f->service.on("POST /api/v1/messages/5/send-again", 409, problemOf({ErrorCode::CannotSendAgain, {}, {}}, 409));
        QTest::mouseClick(button(QStringLiteral("sendAgain")), Qt::LeftButton);
        QTRY_VERIFY(!m_f->notices.isEmpty() && m_f->notices.constLast().contains(QStringLiteral("cannot be written anew")));
        QVERIFY(button(QStringLiteral("sendAgain"))->isEnabled());
    }

    void whoMayNotSendSeesTheButtonGrey() {
        m_f->desk.me.agent.role = Role::Observer;
        open({refused()});
        QTRY_VERIFY(button(QStringLiteral("sendAgain")));
        QVERIFY(!button(QStringLiteral("sendAgain"))->isEnabled());
        QVERIFY(button(QStringLiteral("sendAgain"))->toolTip().contains(QStringLiteral("role")));
    }

    void aFilterAsksForItsStateAndAnEmptyOneSaysSo() {
        open({refused()});
        serve({});
        QTest::mouseClick(button(QStringLiteral("filter-withheld")), Qt::LeftButton);
        QTRY_COMPARE(list()->model()->rowCount(), 0);
        QTRY_VERIFY(QString::fromStdString(m_f->service.last().query).contains(QStringLiteral("withheld")));
        QWidget *empty = shown(m_page.get(), QStringLiteral("listEmpty"));
        QVERIFY(empty != nullptr && empty->accessibleDescription().contains(QStringLiteral("Withheld")));
        serve({refused()});
        QTest::mouseClick(button(QStringLiteral("showAll")), Qt::LeftButton);
        QTRY_COMPARE(list()->model()->rowCount(), 1);
        QVERIFY(button(QStringLiteral("filterAll"))->isChecked());
    }

    void aRefreshKeepsTheChoiceAndThePlace() {
        QList<Message> many;
        for (qint64 id = 90; id > 30; --id) many.append(someMessage(id, MessageState::Sent));
        open(many, QStringLiteral("key"));
        list()->setCurrentIndex(list()->model()->index(20, 0));
        list()->verticalScrollBar()->setValue(15 * 34 + 7);
        QTRY_COMPARE(said(QStringLiteral("messageSubject")), QStringLiteral("Your login link 70"));
        QList<Message> now = many;
        now.prepend(someMessage(92, MessageState::Waiting));
        now.prepend(someMessage(93, MessageState::Waiting));
        now.removeAt(5);  // 87 is gone
        serve(now, QStringLiteral("key"));
        renew();
        QTRY_COMPARE(list()->model()->rowCount(), now.size());
        QCOMPARE(list()->currentIndex().row(), 21);
        QVERIFY(list()->selectionModel()->isRowSelected(21));
        QCOMPARE(list()->verticalScrollBar()->value(), 16 * 34 + 7);
        QCOMPARE(said(QStringLiteral("messageSubject")), QStringLiteral("Your login link 70"));
    }

    void whatLeavesTheFilterStaysInTheReader() {
        Message waiting = someMessage(6, MessageState::Waiting);
        open({waiting, someMessage(4, MessageState::Waiting)});
        QTRY_COMPARE(said(QStringLiteral("messageState")), QStringLiteral("Waiting"));
        serve({someMessage(4, MessageState::Waiting)});
        Message sent = waiting;
        sent.state = MessageState::Sent;
        sent.settledAt = testNow;
        m_f->service.on("GET /api/v1/messages/6", 200, jsonOf(sent));
        renew();
        QTRY_COMPARE(said(QStringLiteral("messageState")), QStringLiteral("Sent"));
        QCOMPARE(said(QStringLiteral("messageSubject")), QStringLiteral("Your login link 6"));
        QVERIFY(!list()->currentIndex().isValid());
    }

    void aMessageThatNoListHoldsOpensByItsId() {
        open({refused()});
        m_f->service.on("GET /api/v1/messages/77", 200, jsonOf(someMessage(77, MessageState::Lost, DeliveryProblem::SecretsLost)));
        m_page->open(MessageId(77));
        QTRY_COMPARE(said(QStringLiteral("messageSubject")), QStringLiteral("Your login link 77"));
        QVERIFY(reason().contains(QStringLiteral("Nothing was sent")));
        QVERIFY(!list()->currentIndex().isValid());
    }

    void aCapturedLetterIsCopiedAsTheSecretThatItIs() {
        Message captured = someMessage(8, MessageState::Captured);
        captured.secretsShown = true;
        open({captured});
        QTRY_VERIFY(said(QStringLiteral("messageSecrets")).contains(QStringLiteral("can log in")));
        QVERIFY(reason().isEmpty());
        QTest::mouseClick(button(QStringLiteral("copyMessage")), Qt::LeftButton);
        QVERIFY(m_f->clipboard.holdsOurs());
    }

    void aFailureKeepsTheRowsAndOffersToTryAgain() {
        open({refused()});
        m_f->service.on("GET /api/v1/messages", 503, problemOf({ErrorCode::StoreBusy, {}, {}}, 503));
        renew();
        QTRY_VERIFY(shown(m_page.get(), QStringLiteral("listBanner")));
        QCOMPARE(list()->model()->rowCount(), 1);
        QVERIFY(list()->isStale());
        serve({refused()});
        QTest::mouseClick(button(QStringLiteral("tryAgain")), Qt::LeftButton);
        QTRY_VERIFY(!shown(m_page.get(), QStringLiteral("listBanner")));
        QVERIFY(!list()->isStale());
    }

    void enterGoesToTheReader() {
        open({refused()});
        QTRY_VERIFY(button(QStringLiteral("sendAgain")));
        m_page->activateWindow();
        m_page->focusList();
        QTest::keyClick(list(), Qt::Key_Return);
        QTRY_COMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("sendAgain"));
    }

    void nothingIsCutOff_data() {
        QTest::addColumn<bool>("dark");
        QTest::addColumn<QSize>("size");
        for (const bool dark : {false, true})
            for (const QSize &size : {QSize(1156, 716), QSize(696, 496)})
                QTest::addRow("%s-%d", dark ? "dark" : "light", size.width()) << dark << size;
    }

    void nothingIsCutOff() {
        QFETCH(bool, dark);
        QFETCH(QSize, size);
        applyTheme(*qApp, dark ? ThemeChoice::Dark : ThemeChoice::Light);
        QList<Message> all{refused(), someMessage(4, MessageState::Waiting, DeliveryProblem::TryLater), someMessage(3, MessageState::Sent),
                           someMessage(2, MessageState::Lost, DeliveryProblem::SecretsLost), someMessage(1, MessageState::Captured)};
        all[2].channel = Channel::Sms;
        all[2].to = QStringLiteral("+33 6 12 34 56 78");
        all[3].kind = MessageKind::EmailChangedOld;
        open(all);
        m_page->resize(size);
        QTRY_VERIFY(!allSaid(QStringLiteral("attemptDetail")).isEmpty());
        QTest::qWait(50);
        QTRY_COMPARE(whatIsCutOff(), QStringList());
        QTRY_COMPARE(m_page->findChild<QPlainTextEdit *>(QStringLiteral("messageBody"))->verticalScrollBar()->maximum(), 0);
        const QString folder = qEnvironmentVariable("LATCHKEY_PICTURES");
        if (!folder.isEmpty()) m_page->grab().save(QStringLiteral("%1/messages-%2-%3.png").arg(folder, dark ? u"dark" : u"light").arg(size.width()));
        applyTheme(*qApp, ThemeChoice::Light);
    }
};

QTEST_MAIN(MessagesPageTest)
#include "tst_messages_page.moc"
