// Reads page by page as one scrolls down; the newest stand first.
#include "ui/pages/messages_page.h"

#include "ui/desk.h"
#include "ui/pages/numbers.h"
#include "ui/panels/labels.h"
#include "ui/panels/message_reader.h"
#include "ui/service_time.h"
#include "ui/texts.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/card.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/focus_order.h"
#include "ui/widgets/row_delegate.h"
#include "ui/widgets/rows_view.h"

#include <QButtonGroup>
#include <QHeaderView>
#include <QScrollBar>
#include <QSplitter>
#include <QVBoxLayout>

#include <array>

namespace latchkey {

namespace {

// The filters behind "All", as one works through them.
constexpr std::array filteredBy = {MessageState::Waiting, MessageState::Sent,     MessageState::Failed,
                                   MessageState::Lost,    MessageState::Withheld, MessageState::Captured};

}  // namespace

MessagesPage::MessagesPage(Desk &desk, QWidget *parent) : QWidget(parent), m_desk(desk) {
    setObjectName(QStringLiteral("messagesPage"));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_table.setHeaders({tr("To"), tr("Kind"), tr("Subject"), tr("State"), tr("When")});
    m_table.setWords([this](const Message &message, int column) { return cell(message, column).words(); });
    auto *splitter = new QSplitter(Qt::Horizontal, this);
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(1);
    splitter->addWidget(buildList());
    m_reader = new MessageReader(desk, this);
    splitter->addWidget(m_reader);
    splitter->setStretchFactor(0, 16);
    splitter->setStretchFactor(1, 9);
    splitter->setSizes({728, 428});
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(splitter);
    connect(m_reader, &MessageReader::sentAgain, this, [this](MessageId anew) {
        open(anew);
        refresh();
    });
    connect(&desk, &Desk::meChanged, this, &MessagesPage::showAbout);
    connect(&desk.client, &ServiceClient::reachableChanged, this, [this](bool reachable) {
        if (reachable) refresh();
        else m_view->setStale(m_table.rowCount() > 0);
    });
    showAbout();
    startList();
}

QWidget *MessagesPage::buildList() {
    auto *list = new QWidget(this);
    list->setMinimumWidth(300);
    auto *column = new QVBoxLayout(list);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *head = new QVBoxLayout;
    head->setContentsMargins(16, 12, 16, 12);
    head->setSpacing(8);
    head->addWidget(new PlainLabel(tr("Messages"), LabelRole::Heading, list));
    m_about = new PlainLabel({}, LabelRole::Muted, list);
    m_about->setObjectName(QStringLiteral("messagesAbout"));
    head->addWidget(m_about);
    head->addWidget(buildFilters(list));
    buildNotes(head, list);
    column->addLayout(head);
    buildView(list);
    column->addWidget(m_view, 1);
    return list;
}

QWidget *MessagesPage::buildFilters(QWidget *parent) {
    auto *chips = new QWidget(parent);
    auto *row = new FlowLayout(8, chips);
    m_filters = new QButtonGroup(this);
    const auto add = [&](const QString &text, const QString &name, int id) {
        QPushButton *button = filterButton(text, name, chips);
        m_filters->addButton(button, id);
        row->addWidget(button);
    };
    add(tr("All"), QStringLiteral("filterAll"), 0);
    for (std::size_t i = 0; i < filteredBy.size(); ++i)
        add(textOf(filteredBy[i]), QStringLiteral("filter-") + toText(filteredBy[i]), static_cast<int>(i) + 1);
    m_filters->button(0)->setChecked(true);
    connect(m_filters, &QButtonGroup::idClicked, this, [this] { startList(); });
    return chips;
}

void MessagesPage::buildNotes(QVBoxLayout *head, QWidget *parent) {
    m_banner = new Card(Tone::Warning, parent);
    m_banner->setObjectName(QStringLiteral("listBanner"));
    m_banner->setTitle(tr("The messages could not be read"));
    connect(m_banner->addButton(tr("Try again"), QStringLiteral("tryAgain")), &QPushButton::clicked, this, [this] {
        if (m_started)
            refresh();
        else
            startList();
    });
    m_banner->hide();
    head->addWidget(m_banner);
    m_empty = new Card(Tone::Plain, parent);
    m_empty->setObjectName(QStringLiteral("listEmpty"));
    connect(m_empty->addButton(tr("Show all"), QStringLiteral("showAll")), &QPushButton::clicked, this, [this] { filterBy(0); });
    m_empty->hide();
    head->addWidget(m_empty);
}

void MessagesPage::buildView(QWidget *parent) {
    m_view = new RowsView(parent);
    m_view->setObjectName(QStringLiteral("list"));
    m_view->setAccessibleName(tr("Messages"));
    m_view->setModel(&m_table);
    m_view->setItemDelegate(new RowDelegate(
        [this](const QModelIndex &at) {
            const Message *message = m_table.message(at.row());
            return message == nullptr ? Cell() : cell(*message, at.column());
        },
        m_view));
    m_view->setColumns({{30, 0, false}, {16, 640, false}, {32, 460, false}, {16, 0, false}, {14, 0, false}});
    m_view->horizontalHeader()->setSectionsClickable(false);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex &now) {
        const Message *message = m_renewing ? nullptr : m_table.message(now.row());
        if (message != nullptr) m_reader->show(*message);
    });
    connect(m_view, &RowsView::opened, this, [this] {
        if (const QList<QWidget *> order = focusOrder(m_reader); !order.isEmpty()) order.first()->setFocus(Qt::TabFocusReason);
    });
    connect(m_view->verticalScrollBar(), &QScrollBar::valueChanged, this, [this](int value) {
        if (value >= m_view->verticalScrollBar()->maximum() - 20 * RowDelegate::rowHeight) fetchMore();
    });
}

Cell MessagesPage::cell(const Message &message, int column) const {
    Cell cell;
    switch (column) {
        case MessageTable::To:
            cell.text = message.to;
            break;
        case MessageTable::Kind:
            cell.text = textOf(message.kind);
            cell.muted = true;
            break;
        case MessageTable::Subject:
            cell.text = message.channel == Channel::Sms ? tr("SMS: %1").arg(message.body.simplified().left(60)) : message.subject;
            cell.muted = true;
            break;
        case MessageTable::State:
            cell.chip = textOf(message.state);
            cell.chipTone = toneOf(message.state);
            break;
        case MessageTable::Time:
            cell.text = longAgo(message.at, serviceNow(m_desk.client));
            cell.muted = true;
            break;
        default:
            break;
    }
    return cell;
}

std::optional<MessageState> MessagesPage::wantedState() const {
    const int filter = m_filters->checkedId();
    return filter > 0 ? std::optional(filteredBy[static_cast<std::size_t>(filter) - 1]) : std::nullopt;
}

QStringList MessagesPage::filters() const {
    QStringList all;
    for (int i = 0; m_filters->button(i) != nullptr; ++i) all.append(m_filters->button(i)->text());
    return all;
}

void MessagesPage::filterBy(int filter) {
    m_filters->button(filter)->setChecked(true);
    startList();
}

void MessagesPage::startList() {
    m_pending.cancel();
    m_fetching = true;
    m_started = false;
    m_pending = m_desk.client.messages({{}, wantedState(), {}}, this, [this](const Result<Page<Message>> &page) {
        m_fetching = false;
        if (!page) return failed(page.error());
        onPage(*page, true);
    });
}

void MessagesPage::refresh() {
    m_reader->refresh();
    if (!m_started) return startList();
    m_pending.cancel();
    m_fetching = true;
    m_pending = m_desk.client.messages({{}, wantedState(), {}}, this, [this](const Result<Page<Message>> &page) {
        m_fetching = false;
        if (!page) return failed(page.error());
        onPage(*page, false);
    });
}

void MessagesPage::onPage(const Page<Message> &page, bool another) {
    m_banner->hide();
    m_view->setStale(false);
    m_started = true;
    m_renewing = true;
    if (another) {
        m_table.replace(page);
        m_view->scrollToTop();
    } else {
        // Who reads further down stays with the row they look at; at the top the newest come into sight.
        QScrollBar *bar = m_view->verticalScrollBar();
        const Message *first = bar->value() > 0 ? m_table.message(bar->value() / RowDelegate::rowHeight) : nullptr;
        const MessageId seen = first == nullptr ? MessageId() : first->id;
        const int within = bar->value() % RowDelegate::rowHeight;
        m_table.renew(page);
        if (const int row = m_table.find(seen); row >= 0) bar->setValue(row * RowDelegate::rowHeight + within);
    }
    m_renewing = false;
    choose();
    showEmpty();
    emit statusChanged();
}

// The newest is what the agent came for, until they choose another; that one stays in the reader although it may leave the list.
void MessagesPage::choose() {
    const int row = m_table.find(m_reader->current());
    if (row < 0 && !m_reader->current().isValid()) {
        if (m_table.rowCount() > 0) return m_view->setCurrentIndex(m_table.index(0, 0));
        return m_reader->showNothing({});
    }
    QItemSelectionModel *selection = m_view->selectionModel();
    const QSignalBlocker quiet(selection);
    if (row < 0)
        selection->clear();
    else
        selection->setCurrentIndex(m_table.index(row, 0), QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    m_view->viewport()->update();
}

void MessagesPage::open(MessageId message) {
    m_reader->open(message);
    choose();
    if (const int row = m_table.find(message); row >= 0) m_view->scrollTo(m_table.index(row, 0));
}

void MessagesPage::fetchMore() {
    if (m_fetching || m_renewing || m_table.next().isEmpty()) return;
    m_fetching = true;
    m_pending = m_desk.client.messages({{}, wantedState(), m_table.next()}, this, [this](const Result<Page<Message>> &page) {
        m_fetching = false;
        if (!page) return failed(page.error());
        m_table.append(*page);
    });
}

void MessagesPage::failed(const Error &error) {
    m_banner->setText(m_table.rowCount() > 0 ? tr("%1 The rows below are as they were last read.").arg(textOf(error)) : textOf(error));
    m_banner->setVisible(m_desk.client.isReachable());  // otherwise the window says it, for all pages at once
    m_view->setStale(m_table.rowCount() > 0);
}

void MessagesPage::showEmpty() {
    const std::optional<MessageState> state = wantedState();
    m_empty->setVisible(m_table.rowCount() == 0);
    m_empty->setTitle(state ? tr("No messages here") : tr("No messages yet"));
    m_empty->setText(state ? tr("No letter or text is in the state “%1”.").arg(textOf(*state))
                           : tr("When a customer asks for a code on the login page, or you e-mail a login link, it appears here."));
    m_empty->findChild<QPushButton *>(QStringLiteral("showAll"))->setVisible(state.has_value());
}

void MessagesPage::showAbout() {
    m_about->setPlain(deliverySentence(m_desk.me.mail, m_desk.me.sms));
    emit statusChanged();
}

void MessagesPage::focusList() { m_view->setFocus(Qt::ShortcutFocusReason); }

QString MessagesPage::statusText() const { return m_desk.me.messages == 1 ? tr("1 message") : tr("%1 messages").arg(countText(m_desk.me.messages)); }

}  // namespace latchkey
