// Shows the shop's settings as the service tells them, and sends what is chosen one change after the other.
#include "ui/pages/settings_shop.h"

#include "ui/actions/announce.h"
#include "ui/desk.h"
#include "ui/panels/labels.h"
#include "ui/texts_advice.h"
#include "ui/texts_roles.h"
#include "ui/widgets/buttons.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QVBoxLayout>

namespace latchkey {

SettingsShop::SettingsShop(Desk &desk, QWidget *parent) : QWidget(parent), m_desk(desk) {
    setObjectName(QStringLiteral("settingsShop"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 12, 0, 0);
    column->setSpacing(8);
    column->addWidget(new PlainLabel(tr("Shop"), LabelRole::Section, this));
    addName(column);
    addGuard(column);
    addDomains(column);
    addImport(column);
    m_note = new PlainLabel({}, LabelRole::Muted, this);
    m_note->setObjectName(QStringLiteral("shopSettingsNote"));
    column->addWidget(m_note);
    connect(&m_desk, &Desk::meChanged, this, &SettingsShop::showAll);
    showAll();
}

void SettingsShop::addName(QVBoxLayout *column) {
    m_name = new QLineEdit(this);
    m_name->setObjectName(QStringLiteral("shopName"));
    m_name->setAccessibleName(tr("The shop's name"));
    m_name->setMaxLength(80);
    m_saveName = plainButton(tr("Save"), QStringLiteral("saveShop"), this);
    m_saveName->setAccessibleName(tr("Save the shop's name"));
    m_nameNote = new PlainLabel({}, LabelRole::Muted, this);
    m_nameNote->setObjectName(QStringLiteral("shopNote"));
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_name, 1);
    row->addWidget(m_saveName);
    column->addLayout(row);
    column->addWidget(m_nameNote);
    connect(m_name, &QLineEdit::textEdited, this, [this] {
        const QString name = m_name->text().trimmed();
        m_saveName->setEnabled(!name.isEmpty() && name != m_desk.me.shopName);
    });
    connect(m_name, &QLineEdit::returnPressed, m_saveName, &QPushButton::click);
    connect(m_saveName, &QPushButton::clicked, this, &SettingsShop::rename);
}

void SettingsShop::addGuard(QVBoxLayout *column) {
    column->addSpacing(4);
    auto *question = new PlainLabel(tr("Before a Magic link leaves, ask where the reply goes"), LabelRole::Text, this);
    column->addWidget(question);
    m_guards = new QButtonGroup(this);
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(8);
    grid->setColumnStretch(1, 1);
    for (const ReplyGuard guard : {ReplyGuard::Off, ReplyGuard::Ask, ReplyGuard::Require}) {
        QPushButton *button = filterButton(nameOf(guard), QStringLiteral("replyGuard-") + toText(guard), this);
        button->setAccessibleName(tr("Ask where the reply goes: %1").arg(nameOf(guard)));
        button->setAccessibleDescription(textOf(guard));
        auto *sentence = new PlainLabel(textOf(guard), LabelRole::Muted, this);
        const int row = grid->rowCount();
        grid->addWidget(button, row, 0, Qt::AlignTop);
        grid->addWidget(sentence, row, 1, Qt::AlignVCenter);
        m_guards->addButton(button, static_cast<int>(guard));
    }
    column->addLayout(grid);
    connect(m_guards, &QButtonGroup::idClicked, this, [this](int guard) {
        ShopSettings wanted = m_wanted;
        wanted.replyGuard = static_cast<ReplyGuard>(guard);
        change(wanted);
    });
}

void SettingsShop::addDomains(QVBoxLayout *column) {
    column->addSpacing(4);
    m_domains = new QCheckBox(tr("Ask name servers whether a customer's mail domain takes mail"), this);
    m_domains->setObjectName(QStringLiteral("asksMailDomains"));
    const QString leaves = tr("Only the part after the @ sign leaves the house. A domain that takes no mail is then named among the findings.");
    m_domains->setAccessibleDescription(leaves);
    column->addWidget(m_domains, 0, Qt::AlignLeft);
    column->addWidget(new PlainLabel(leaves, LabelRole::Muted, this));
    connect(m_domains, &QCheckBox::clicked, this, [this](bool on) {
        ShopSettings wanted = m_wanted;
        wanted.asksMailDomains = on;
        change(wanted);
    });
}

void SettingsShop::addImport(QVBoxLayout *column) {
    column->addSpacing(4);
    m_import = plainButton(tr("Import customers and subscriptions…"), QStringLiteral("importFiles"), this);
    column->addWidget(m_import);
    connect(m_import, &QPushButton::clicked, this, [this] { emit m_desk.pageRequested(QStringLiteral("import")); });
}

bool SettingsShop::mayChange() const { return may(m_desk.me.agent.role, Permission::ChangeShop); }

void SettingsShop::showAll() {
    const bool allowed = mayChange();
    if (!m_name->isModified()) m_name->setText(m_desk.me.shopName);
    m_name->setEnabled(allowed);
    m_saveName->setEnabled(allowed && m_name->isModified());
    if (m_desk.me.shopKind != ShopKind::House) m_nameNote->setPlain(allowed ? tr("Agents' replies name it.") : tr("Agents' replies name it. Only an Admin changes it."));
    else m_nameNote->setPlain(allowed ? tr("Customers read it on the portal's pages and in letters.") : tr("Customers read it on the portal's pages and in letters. Only an Admin changes it."));
    if (!m_sending) m_wanted = m_desk.me.settings;
    m_guards->button(static_cast<int>(m_wanted.replyGuard))->setChecked(true);
    for (QAbstractButton *button : m_guards->buttons()) button->setEnabled(allowed);
    m_domains->setChecked(m_wanted.asksMailDomains);
    m_domains->setEnabled(allowed);
    if (!allowed) m_refused = whyNot(m_desk.me, Permission::ChangeShop);
    if (!allowed) m_note->setPlain(m_refused);
    else if (m_note->accessibleName() == m_refused) m_note->setPlain({});
    m_import->setVisible(m_desk.me.shopKind == ShopKind::House && may(m_desk.me.agent.role, Permission::ImportFiles));
    m_note->setVisible(!m_note->text().isEmpty());
}

void SettingsShop::rename() {
    const QString name = m_name->text().trimmed();
    if (name.isEmpty() || name == m_desk.me.shopName) return;
    m_saveName->setEnabled(false);
    m_desk.client.renameShop(name, this, [this, name](const Result<void> &done) {
        if (!done) {
            m_saveName->setEnabled(true);
            return m_nameNote->setPlain(textOf(done.error()));
        }
        m_desk.me.shopName = name;
        m_name->setModified(false);
        emit m_desk.meChanged();
        m_nameNote->setPlain(tr("Saved."));
    });
}

void SettingsShop::change(const ShopSettings &wanted) {
    m_wanted = wanted;
    if (!m_sending) send();
}

// One after the other, so that the last choice is also the last that arrives.
void SettingsShop::send() {
    m_sending = true;
    const ShopSettings sent = m_wanted;
    m_desk.client.changeShop(sent, this, [this, sent](const Result<void> &done) {
        const bool chosenSince = m_wanted.replyGuard != sent.replyGuard || m_wanted.asksMailDomains != sent.asksMailDomains;
        if (done && chosenSince) return send();
        m_sending = false;
        if (done) m_desk.me.settings = sent;
        m_note->setPlain(done ? tr("Saved.") : tr("This was not saved. %1").arg(textOf(done.error())));
        m_note->show();
        announce(m_note, m_note->accessibleName());
        emit m_desk.meChanged();
    });
}

}  // namespace latchkey
