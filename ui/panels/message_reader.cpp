// Fills the reader; an answer for another message than the one shown is dropped.
#include "ui/panels/message_reader.h"

#include "ui/actions/announce.h"
#include "ui/actions/send_again.h"
#include "ui/clipboard_guard.h"
#include "ui/desk.h"
#include "ui/panels/attempts_block.h"
#include "ui/panels/labels.h"
#include "ui/service_time.h"
#include "ui/texts.h"
#include "ui/texts_connection.h"
#include "ui/texts_context.h"
#include "ui/texts_roles.h"
#include "ui/widgets/stale.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/card.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/flow_layout.h"

#include <QAbstractTextDocumentLayout>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QTextBlock>
#include <QVBoxLayout>

namespace latchkey {

namespace {

// As high as its words, up to a bound: the reader scrolls as a whole.
class LetterText final : public QPlainTextEdit {
public:
    explicit LetterText(QWidget *parent) : QPlainTextEdit(parent) {
        connect(document()->documentLayout(), &QAbstractTextDocumentLayout::documentSizeChanged, this, [this] { fit(); });
    }

protected:
    void resizeEvent(QResizeEvent *event) override {
        QPlainTextEdit::resizeEvent(event);
        fit();
    }

private:
    void fit() {
        constexpr int around = 32;  // the document's margins and the frame
        constexpr int highest = 460;
        qreal height = around;
        for (QTextBlock block = document()->begin(); block.isValid() && height < highest; block = block.next())
            height += document()->documentLayout()->blockBoundingRect(block).height();
        setFixedHeight(qMin(highest, qRound(height)));
    }
};

QString subjectOf(const Message &message) { return message.channel == Channel::Sms ? Desktop::tr("Text message") : message.subject; }

// "To Amélie Durand, amelie@example.com · Login code · today at 14:02 · by Kim"
QString aboutMessage(const Message &message, Instant now) {
    QStringList parts{
        message.customerName.isEmpty() ? Desktop::tr("To %1").arg(message.to) : Desktop::tr("To %1, %2").arg(message.customerName, message.to),
        textOf(message.kind), Desktop::tr("written %1").arg(momentText(message.at, now))};
    if (!message.agentName.isEmpty()) parts << Desktop::tr("by %1").arg(message.agentName);
    if (message.state == MessageState::Sent && message.settledAt.isSet()) parts << Desktop::tr("sent %1").arg(momentText(message.settledAt, now));
    return parts.join(QStringLiteral(" · "));
}

bool holdsSecrets(MessageKind kind) { return kind == MessageKind::LoginCode || kind == MessageKind::MagicLogin; }

QString reasonTitle(const Message &message) {
    if (message.problem != DeliveryProblem::None) return textOf(message.problem);
    switch (message.state) {
        case MessageState::Waiting:
            return Desktop::tr("On its way");
        case MessageState::Failed:
            return Desktop::tr("It could not be delivered");
        case MessageState::Lost:
            return textOf(DeliveryProblem::SecretsLost);
        case MessageState::Withheld:
            return Desktop::tr("The shop's limits kept it back");
        case MessageState::Captured:
        case MessageState::Sent:
            break;
    }
    return {};
}

QString reasonText(const Message &message, Instant now) {
    QStringList said;
    if (!message.attempts.isEmpty() && !message.attempts.constFirst().words.isEmpty())
        said << Desktop::tr("The server said: “%1”.").arg(message.attempts.constFirst().words);
    if (message.state != MessageState::Waiting) {
        said << (message.problem == DeliveryProblem::None ? Desktop::tr("Send it again, or copy the Portal link.") : adviceOn(message.problem));
    } else {
        said << (message.nextAt > now ? Desktop::tr("Next attempt %1.").arg(momentText(message.nextAt, now))
                                      : Desktop::tr("The next attempt is about to be made."));
    }
    return said.join(QLatin1Char(' '));
}

}  // namespace

MessageReader::MessageReader(Desk &desk, QWidget *parent)
    : QWidget(parent), m_desk(desk), m_placeholder(new PlainLabel({}, LabelRole::Muted, this)), m_scroll(new QScrollArea(this)) {
    setObjectName(QStringLiteral("messageReader"));
    setMinimumWidth(294);
    m_placeholder->setObjectName(QStringLiteral("messagePlaceholder"));
    m_placeholder->setAlignment(Qt::AlignCenter);
    m_placeholder->setMargin(24);
    auto *inside = new QWidget;
    auto *column = new QVBoxLayout(inside);
    column->setContentsMargins(18, 18, 14, 18);
    column->setSpacing(10);
    buildHead(column);
    buildButtons(column);
    buildBody(column);
    column->addStretch();
    inside->setBackgroundRole(QPalette::Base);
    m_scroll->setWidget(inside);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(m_placeholder, 1);
    all->addWidget(m_scroll, 1);
    connect(&desk, &Desk::meChanged, this, &MessageReader::showActions);
    connect(&desk.client, &ServiceClient::reachableChanged, this, &MessageReader::showActions);
    fadeWhileLost(desk.client, m_scroll);
    showNothing({});
}

void MessageReader::buildHead(QVBoxLayout *column) {
    QWidget *inside = column->parentWidget();
    m_subject = new PlainLabel({}, LabelRole::Heading, inside);
    m_subject->setObjectName(QStringLiteral("messageSubject"));
    m_state = new Chip({}, Tone::Plain, inside);
    m_state->setObjectName(QStringLiteral("messageState"));
    auto *top = new QHBoxLayout;
    top->setSpacing(8);
    top->addWidget(m_subject, 1);
    top->addWidget(m_state, 0, Qt::AlignTop);
    m_about = new PlainLabel({}, LabelRole::Muted, inside);
    m_about->setObjectName(QStringLiteral("messageAbout"));
    m_about->setTextInteractionFlags(Qt::TextSelectableByMouse);
    column->addLayout(top);
    column->addWidget(m_about);
    m_error = new Card(Tone::Danger, inside);
    m_error->setObjectName(QStringLiteral("messageError"));
    m_error->setTitle(Desktop::tr("The message could not be read"));
    connect(m_error->addButton(Desktop::tr("Try again"), QStringLiteral("messageTryAgain")), &QPushButton::clicked, this, &MessageReader::read);
    m_error->hide();
    m_reason = new Card(Tone::Warning, inside);
    m_reason->setObjectName(QStringLiteral("messageReason"));
    column->addWidget(m_error);
    column->addWidget(m_reason);
}

void MessageReader::buildButtons(QVBoxLayout *column) {
    auto *row = new QWidget(column->parentWidget());
    auto *flow = new FlowLayout(8, row);
    m_again = plainButton(Desktop::tr("Send again"), QStringLiteral("sendAgain"), row);
    m_openCustomer = plainButton(Desktop::tr("Open customer"), QStringLiteral("openCustomer"), row);
    QPushButton *copy = plainButton(Desktop::tr("Copy"), QStringLiteral("copyMessage"), row);
    copy->setToolTip(Desktop::tr("Copy the words of the message"));
    for (QPushButton *button : {m_again, m_openCustomer, copy}) flow->addWidget(button);
    column->addWidget(row);
    connect(m_again, &QPushButton::clicked, this, &MessageReader::again);
    connect(m_openCustomer, &QPushButton::clicked, this, [this] { emit m_desk.customerRequested(m_message.customer); });
    connect(copy, &QPushButton::clicked, this, &MessageReader::copy);
}

void MessageReader::buildBody(QVBoxLayout *column) {
    m_body = new LetterText(column->parentWidget());
    m_body->setObjectName(QStringLiteral("messageBody"));
    m_body->setAccessibleName(Desktop::tr("The message"));
    m_body->setReadOnly(true);
    m_body->setTabChangesFocus(true);
    m_body->document()->setDocumentMargin(10);
    m_secrets = new PlainLabel({}, LabelRole::Muted, column->parentWidget());
    m_secrets->setObjectName(QStringLiteral("messageSecrets"));
    m_attempts = new AttemptsBlock(column->parentWidget());
    column->addWidget(m_body);
    column->addWidget(m_secrets);
    column->addWidget(m_attempts);
}

void MessageReader::show(const Message &message) {
    const bool another = message.id != m_message.id || m_current != message.id;
    const QList<DeliveryAttempt> attempts = another ? message.attempts : m_message.attempts;
    m_current = message.id;
    m_message = message;
    m_message.attempts = attempts;  // until those of the service are here
    fill();
    if (another) m_scroll->verticalScrollBar()->setValue(0);
    read();
}

void MessageReader::open(MessageId id) {
    if (id != m_current) showNothing(Desktop::tr("Loading…"));
    m_current = id;
    read();
}

void MessageReader::refresh() {
    if (m_current.isValid()) read();
}

void MessageReader::showNothing(const QString &sentence) {
    m_pending.cancel();
    m_current = {};
    m_message = {};
    m_scroll->hide();
    m_placeholder->setPlain(sentence);
    m_placeholder->show();
}

void MessageReader::read() {
    m_pending.cancel();
    m_pending = m_desk.client.message(m_current, this, [this, id = m_current](const Result<Message> &answer) {
        if (id == m_current) onAnswer(answer);
    });
}

void MessageReader::onAnswer(const Result<Message> &answer) {
    if (answer) {
        m_message = *answer;
        return fill();
    }
    if (m_message.id != m_current) return m_placeholder->setPlain(textOf(answer.error()));
    m_error->setText(textOf(answer.error()));
    m_error->show();
    announce(m_error, textOf(answer.error()));
}

void MessageReader::fill() {
    m_placeholder->hide();
    m_error->hide();
    m_scroll->show();
    const Instant now = serviceNow(m_desk.client);
    m_subject->setPlain(subjectOf(m_message));
    m_state->set(textOf(m_message.state), toneOf(m_message.state));
    m_about->setPlain(aboutMessage(m_message, now));
    fillReason();
    if (m_body->toPlainText() != m_message.body) m_body->setPlainText(m_message.body);
    m_secrets->setVisible(holdsSecrets(m_message.kind));
    m_secrets->setPlain(m_message.secretsShown ? Desktop::tr("Code and link are shown while they live: who has them can log in.")
                                               : Desktop::tr("Code and link are blacked out, as in every message that is kept."));
    m_attempts->set(m_message.attempts, now);
    showActions();
}

void MessageReader::fillReason() {
    const QString title = reasonTitle(m_message);
    m_reason->setVisible(!title.isEmpty() && m_message.state != MessageState::Sent);
    m_reason->setTone(toneOf(m_message.state));
    m_reason->setTitle(title);
    m_reason->setText(reasonText(m_message, serviceNow(m_desk.client)));
}

void MessageReader::showActions() {
    const QString why = whyNot(m_desk.me, Permission::SendLetter);
    m_again->setVisible(m_message.canSendAgain);
    const QString notNow = why.isEmpty() ? whyNotNow(m_desk.client.isReachable()) : why;
    m_again->setEnabled(notNow.isEmpty() && !m_sending);
    m_again->setToolTip(notNow.isEmpty() ? Desktop::tr("Write it anew, with a new code and link") : notNow);
    m_openCustomer->setVisible(m_message.customer.isValid());
}

// A whole letter holds a live code and link: it goes on the clipboard as the secret that it is.
void MessageReader::copy() {
    if (m_message.secretsShown)
        m_desk.clipboard.copySecret(m_message.body, m_message.body.toHtmlEscaped(), m_desk.me.policy.linkLife);
    else
        m_desk.clipboard.copyPlain(m_message.body);
    emit m_desk.noticeRequested(Desktop::tr("Message copied."));
}

void MessageReader::again() {
    if (m_sending || !m_current.isValid()) return;
    m_sending = true;
    showActions();
    sendAgain(m_desk, m_current, this, [this, former = m_current](MessageId anew) {
        m_sending = false;
        showActions();
        if (anew.isValid() && former == m_current) emit sentAgain(anew);
    });
}

}  // namespace latchkey
