// Reads page by page as one scrolls down; the newest stand first.
#include "ui/pages/messages_page.h"

#include "ui/desk.h"
#include "ui/clipboard_guard.h"
#include "ui/service_time.h"
#include "ui/pages/numbers.h"
#include "ui/panels/labels.h"
#include "ui/texts.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/card.h"
#include "ui/widgets/row_delegate.h"
#include "ui/widgets/rows_view.h"

#include <QHeaderView>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QSplitter>
#include <QVBoxLayout>

namespace latchkey {

MessagesPage::MessagesPage(Desk &desk, QWidget *parent) : QWidget(parent), m_desk(desk) {
    setObjectName(QStringLiteral("messagesPage"));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_table.setHeaders({tr("To"), tr("Subject"), tr("State"), tr("When")});
    m_table.setWords([this](const Message &message, int column) { return cell(message, column).words(); });
    auto *splitter = new QSplitter(Qt::Horizontal, this);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(buildList());
    splitter->addWidget(buildReader());
    splitter->setStretchFactor(0, 16);
    splitter->setStretchFactor(1, 9);
    splitter->setSizes({728, 428});
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(splitter);
    showMessage(-1);
    refresh();
}

QWidget *MessagesPage::buildList() {
    auto *list = new QWidget(this);
    list->setMinimumWidth(380);
    auto *column = new QVBoxLayout(list);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *head = new QVBoxLayout;
    head->setContentsMargins(16, 14, 16, 12);
    head->setSpacing(8);
    head->addWidget(new PlainLabel(tr("Messages"), LabelRole::Heading, list));
    auto *about = new PlainLabel(tr("Letters and texts that the login page wrote. Captured ones have not left this computer."), LabelRole::Muted, list);
    head->addWidget(about);
    m_banner = new Card(Tone::Warning, list);
    m_banner->setObjectName(QStringLiteral("listBanner"));
    m_banner->setTitle(tr("The messages could not be read"));
    connect(m_banner->addButton(tr("Try again"), QStringLiteral("tryAgain")), &QPushButton::clicked, this, &MessagesPage::refresh);
    m_banner->hide();
    head->addWidget(m_banner);
    m_empty = new Card(Tone::Plain, list);
    m_empty->setObjectName(QStringLiteral("listEmpty"));
    m_empty->setTitle(tr("No messages yet"));
    m_empty->setText(tr("When a customer asks for a code on the login page, the letter and the text appear here."));
    m_empty->hide();
    head->addWidget(m_empty);
    column->addLayout(head);
    m_view = new RowsView(list);
    m_view->setObjectName(QStringLiteral("list"));
    m_view->setAccessibleName(tr("Messages"));
    m_view->setModel(&m_table);
    m_view->setItemDelegate(new RowDelegate(
        [this](const QModelIndex &at) {
            const Message *message = m_table.message(at.row());
            return message == nullptr ? Cell() : cell(*message, at.column());
        },
        m_view));
    m_view->setColumns({{30, 0, false}, {38, 460, false}, {16, 0, false}, {16, 0, false}});
    m_view->horizontalHeader()->setSectionsClickable(false);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex &now) { showMessage(now.row()); });
    connect(m_view->verticalScrollBar(), &QScrollBar::valueChanged, this, [this](int value) {
        if (value >= m_view->verticalScrollBar()->maximum() - 20 * RowDelegate::rowHeight) fetchMore();
    });
    column->addWidget(m_view, 1);
    return list;
}

QWidget *MessagesPage::buildReader() {
    m_reader = new QWidget(this);
    m_reader->setMinimumWidth(320);
    m_reader->setObjectName(QStringLiteral("messageReader"));
    auto *column = new QVBoxLayout(m_reader);
    column->setContentsMargins(18, 18, 18, 18);
    column->setSpacing(8);
    m_subject = new PlainLabel({}, LabelRole::Heading, m_reader);
    m_subject->setObjectName(QStringLiteral("messageSubject"));
    m_about = new PlainLabel({}, LabelRole::Muted, m_reader);
    m_about->setObjectName(QStringLiteral("messageAbout"));
    column->addWidget(m_subject);
    column->addWidget(m_about);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    QPushButton *copy = plainButton(tr("Copy"), QStringLiteral("copyMessage"), m_reader);
    m_openCustomer = plainButton(tr("Open customer"), QStringLiteral("openCustomer"), m_reader);
    buttons->addWidget(copy);
    buttons->addWidget(m_openCustomer);
    buttons->addStretch();
    column->addLayout(buttons);
    m_body = new QPlainTextEdit(m_reader);
    m_body->setObjectName(QStringLiteral("messageBody"));
    m_body->setAccessibleName(tr("The message"));
    m_body->setReadOnly(true);
    m_body->setTabChangesFocus(true);
    m_body->document()->setDocumentMargin(10);
    column->addWidget(m_body, 1);
    // A whole letter holds a live code and link: it goes on the clipboard as the secret that it is.
    connect(copy, &QPushButton::clicked, this, [this] {
        const int row = m_table.find(m_shown);
        const Message *message = m_table.message(row);
        if (message == nullptr) return;
        if (message->secretsShown) m_desk.clipboard.copySecret(message->body, message->body.toHtmlEscaped(), m_desk.me.policy.linkLife);
        else m_desk.clipboard.copyPlain(message->body);
        emit m_desk.noticeRequested(tr("Message copied."));
    });
    connect(m_openCustomer, &QPushButton::clicked, this, [this] {
        if (const Message *message = m_table.message(m_table.find(m_shown))) emit m_desk.customerRequested(message->customer);
    });
    return m_reader;
}

Cell MessagesPage::cell(const Message &message, int column) const {
    Cell cell;
    switch (column) {
        case MessageTable::To: cell.text = message.to; break;
        case MessageTable::Subject:
            cell.text = message.channel == Channel::Sms ? tr("SMS: %1").arg(message.body.simplified().left(60)) : message.subject;
            cell.muted = true;
            break;
        case MessageTable::State:
            cell.chip = textOf(message.state);
            cell.chipTone = message.state == MessageState::Failed  ? Tone::Danger
                            : message.state == MessageState::Sent  ? Tone::Success
                            : message.state == MessageState::Waiting ? Tone::Warning
                                                                     : Tone::Plain;
            break;
        case MessageTable::Time:
            cell.text = longAgo(message.at, serviceNow(m_desk.client));
            cell.muted = true;
            break;
        default: break;
    }
    return cell;
}

void MessagesPage::refresh() {
    m_pending.cancel();
    m_fetching = true;
    m_pending = m_desk.client.messages({}, this, [this](const Result<Page<Message>> &page) {
        m_fetching = false;
        if (!page) return failed(page.error());
        m_banner->hide();
        m_table.replace(*page);
        m_empty->setVisible(page->items.isEmpty());
        const int row = m_table.find(m_shown);
        // The newest is what the agent came for, until they choose another.
        const int chosen = row >= 0 ? row : page->items.isEmpty() ? -1 : 0;
        if (chosen >= 0) m_view->setCurrentIndex(m_table.index(chosen, 0));
        else showMessage(-1);
        emit statusChanged();
    });
}

void MessagesPage::fetchMore() {
    if (m_fetching || m_table.next().isEmpty()) return;
    m_fetching = true;
    m_pending = m_desk.client.messages({{}, {}, m_table.next()}, this, [this](const Result<Page<Message>> &page) {
        m_fetching = false;
        if (!page) return failed(page.error());
        m_table.append(*page);
    });
}

void MessagesPage::failed(const Error &error) {
    m_banner->setText(textOf(error));
    m_banner->show();
}

void MessagesPage::showMessage(int row) {
    const Message *message = m_table.message(row);
    for (QWidget *part : m_reader->findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly)) part->setVisible(message != nullptr || part == m_about);
    if (message == nullptr) {
        m_shown = {};
        return m_about->setText(m_table.rowCount() > 0 ? tr("Choose a message to read it.") : QString());
    }
    m_shown = message->id;
    m_subject->setText(message->channel == Channel::Sms ? tr("Text message") : message->subject);
    const QString when = tr("%1, %2").arg(dayOf(message->at), timeOfDay(message->at));
    m_about->setText(message->customerName.isEmpty() ? tr("To %1 · %2").arg(message->to, when)
                                                     : tr("To %1, %2 · %3").arg(message->customerName, message->to, when));
    m_body->setPlainText(message->body);
    m_openCustomer->setVisible(message->customer.isValid());
}

void MessagesPage::focusList() { m_view->setFocus(Qt::ShortcutFocusReason); }

QString MessagesPage::statusText() const {
    return m_desk.me.mail == MailRoute::Capture ? tr("Messages are captured: none leaves this computer") : tr("%1 messages").arg(countText(m_desk.me.messages));
}

}  // namespace latchkey
