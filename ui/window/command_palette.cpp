// The palette's searches run side by side; each answer redraws the list, and a newer text drops the older answers.
#include "ui/window/command_palette.h"

#include "ui/desk.h"
#include "ui/texts.h"
#include "ui/theme/theme.h"
#include "ui/window/palette_delegate.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>

namespace latchkey {

namespace {

constexpr int searchLimit = 6;
constexpr int entryHeight = 36;
constexpr int mostShown = 10;

}  // namespace

CommandPalette::CommandPalette(Desk &desk, QWidget *window)
    : QFrame(window), m_desk(desk), m_field(new QLineEdit(this)), m_list(new QListWidget(this)) {
    setObjectName(QStringLiteral("palette"));
    setAccessibleName(tr("Find or do something"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(10, 10, 10, 10);
    column->setSpacing(6);
    m_field->setObjectName(QStringLiteral("paletteField"));
    m_field->setPlaceholderText(tr("Search customers, subscriptions, or paste a link"));
    m_field->setAccessibleName(m_field->placeholderText());
    m_field->addAction(icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    m_field->setMaxLength(8000);
    m_field->setMinimumHeight(36);
    m_list->setObjectName(QStringLiteral("paletteResults"));
    m_list->setAccessibleName(tr("Results"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setUniformItemSizes(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setItemDelegate(new PaletteDelegate(entryHeight, m_list));
    column->addWidget(m_field);
    column->addWidget(m_list);
    connect(m_field, &QLineEdit::textChanged, this, &CommandPalette::search);
    connect(m_list, &QListWidget::itemClicked, this, [this](QListWidgetItem *item) { run(m_list->row(item)); });
    m_field->installEventFilter(this);
    window->installEventFilter(this);
    hide();
}

void CommandPalette::open(const QString &text, const QList<Command> &commands) {
    m_commands = commands;
    QFrame::show();
    raise();
    place();
    m_field->setFocus(Qt::ShortcutFocusReason);
    if (m_field->text() != text) m_field->setText(text);
    else search();
    if (text.isEmpty()) m_field->selectAll();
}

void CommandPalette::close() {
    if (isHidden()) return;
    hide();
    m_locating.cancel();
    m_findingCustomers.cancel();
    m_findingSubscriptions.cancel();
    emit closed();
}

void CommandPalette::openDirectly(const QString &text, const QList<Command> &commands) {
    if (isLink(text)) {
        emit linkPasted(text);
        return;
    }
    m_locating = m_desk.client.locate(text, this, [this, text, commands](const Result<QList<ServiceClient::Located>> &found) {
        if (found && found->size() == 1) return locatedEntry(found->first(), text).run();
        open(text, commands);
    });
}

// An address on the web, or a bare token: what only Check a link can read.
bool CommandPalette::isLink(const QString &text) {
    const QString trimmed = text.trimmed();
    if (trimmed.contains(QLatin1String("://")) || trimmed.contains(QLatin1String("/l/"))) return true;
    return trimmed.size() >= 26 && !trimmed.contains(QLatin1Char(' ')) && !trimmed.contains(QLatin1Char('@'));
}

CommandPalette::Entry CommandPalette::locatedEntry(const ServiceClient::Located &located, const QString &text) {
    if (located.subscription.isValid())
        return {tr("Exact"), tr("Open subscription %1").arg(text.trimmed()), {},
                [this, id = located.subscription] { emit m_desk.subscriptionRequested(id); }, {}, located.subscription};
    return {tr("Exact"), tr("Open the customer of %1").arg(text.trimmed()), {}, [this, id = located.customer] { emit m_desk.customerRequested(id); }, located.customer, {}};
}

void CommandPalette::search() {
    if (isHidden()) return;
    m_locating.cancel();
    m_findingCustomers.cancel();
    m_findingSubscriptions.cancel();
    const QString text = m_field->text().trimmed();
    m_located.clear();
    if (text.isEmpty() || isLink(text)) {
        m_customers.clear();
        m_subscriptions.clear();
        return show();
    }
    m_locating = m_desk.client.locate(text, this, [this, text](const Result<QList<ServiceClient::Located>> &found) {
        m_located.clear();
        for (const ServiceClient::Located &one : found ? found->mid(0, 3) : QList<ServiceClient::Located>()) m_located.append(locatedEntry(one, text));
        show();
    });
    CustomerQuery customers;
    customers.search = text;
    customers.limit = searchLimit;
    m_findingCustomers = m_desk.client.customers(customers, this, [this](const Result<Page<CustomerRow>> &page) {
        m_customers.clear();
        for (const CustomerRow &row : page ? page->items : QList<CustomerRow>())
            m_customers.append({tr("Customer"), row.name.isEmpty() ? tr("No name") : row.name, row.email.isEmpty() ? tr("No e-mail") : row.email.simplified(),
                                [this, id = row.id] { emit m_desk.customerRequested(id); }, row.id, {}});
        show();
    });
    SubscriptionQuery subscriptions;
    subscriptions.search = text;
    subscriptions.limit = searchLimit;
    m_findingSubscriptions = m_desk.client.subscriptions(subscriptions, this, [this](const Result<Page<SubscriptionRow>> &page) {
        m_subscriptions.clear();
        for (const SubscriptionRow &row : page ? page->items : QList<SubscriptionRow>())
            m_subscriptions.append({tr("Subscription"), row.title, tr("%1 · %2").arg(row.ref, row.customerName),
                                    [this, id = row.id] { emit m_desk.subscriptionRequested(id); }, {}, row.id});
        show();
    });
    show();
}

// What fits exactly stands first, and once: by its name as soon as that is known.
QList<CommandPalette::Entry> CommandPalette::found() const {
    QList<Entry> exact, others;
    for (const Entry &row : m_customers + m_subscriptions) {
        const auto same = [&](const Entry &each) {
            return (row.customer.isValid() && each.customer == row.customer) || (row.subscription.isValid() && each.subscription == row.subscription);
        };
        (std::any_of(m_located.begin(), m_located.end(), same) ? exact : others).append(row);
    }
    return exact.isEmpty() ? m_located + others : exact + others;
}

void CommandPalette::show() {
    const QString text = m_field->text().trimmed();
    m_shown.clear();
    if (isLink(text)) m_shown.append({tr("Link"), tr("Check this link"), {}, [this, text] { emit linkPasted(text); }});
    m_shown += found();
    for (const Command &command : m_commands)
        if (text.isEmpty() || command.title.contains(text, Qt::CaseInsensitive)) m_shown.append({command.key, command.title, {}, command.run});
    m_list->clear();
    for (const Entry &entry : std::as_const(m_shown)) {
        auto *item = new QListWidgetItem(entry.title, m_list);
        item->setData(PaletteDelegate::Detail, entry.detail);
        item->setData(PaletteDelegate::Group, entry.group);
        item->setData(Qt::AccessibleTextRole, QStringList{entry.title, entry.detail, entry.group}.join(QLatin1String(", ")));
    }
    if (m_shown.isEmpty()) {
        auto *none = new QListWidgetItem(tr("Nothing matches. Try fewer letters, or an e-mail, phone or id."), m_list);
        none->setFlags(Qt::NoItemFlags);
    } else {
        m_list->setCurrentRow(0);
    }
    place();
}

void CommandPalette::place() {
    const int width = qMin(620, parentWidget()->width() - 48);
    const int rows = qBound(1, m_list->count(), mostShown);
    m_list->setFixedHeight(rows * entryHeight + 2);
    resize(width, m_list->height() + m_field->minimumHeight() + 26);
    move((parentWidget()->width() - width) / 2, 56);
}

void CommandPalette::run(int row) {
    if (row < 0 || row >= m_shown.size()) return;
    const std::function<void()> chosen = m_shown.at(row).run;
    close();
    chosen();
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event) {
    if (watched == parent() && event->type() == QEvent::Resize && !isHidden()) place();
    if (watched != m_field) return QFrame::eventFilter(watched, event);
    if (event->type() == QEvent::FocusOut && static_cast<QFocusEvent *>(event)->reason() == Qt::MouseFocusReason) close();
    if (event->type() != QEvent::KeyPress) return QFrame::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent *>(event)->key();
    const int count = static_cast<int>(m_shown.size());
    const int step = key == Qt::Key_Down ? 1 : key == Qt::Key_Up ? -1 : key == Qt::Key_PageDown ? mostShown : key == Qt::Key_PageUp ? -mostShown : 0;
    if (step != 0 && count > 0) {
        const int to = m_list->currentRow() + step;
        m_list->setCurrentRow(qAbs(step) > 1 ? qBound(0, to, count - 1) : (to + count) % count);
        return true;
    }
    if (key == Qt::Key_Return || key == Qt::Key_Enter) {
        run(m_list->currentRow());
        return true;
    }
    if (key == Qt::Key_Tab || key == Qt::Key_Backtab) return true;
    if (key == Qt::Key_Escape) {
        close();
        return true;
    }
    return QFrame::eventFilter(watched, event);
}

void CommandPalette::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(colours().lineStrong);
    painter.setBrush(colours().surface);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 10, 10);
}

}  // namespace latchkey
