// Shows what the service tells of the shop; nothing of it can be changed here, since it is the operator's configuration.
#include "ui/pages/settings_elsewhere.h"

#include "ui/actions/announce.h"
#include "ui/desk.h"
#include "ui/panels/labels.h"
#include "ui/service_time.h"
#include "ui/shop_watch.h"
#include "ui/texts_roles.h"
#include "ui/texts_shop.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/card.h"

#include <QGridLayout>
#include <QPushButton>
#include <QVBoxLayout>

#include <utility>

namespace latchkey {

namespace {

DotKind dotOf(AbilityState state) {
    switch (state) {
        case AbilityState::Untried:
            return DotKind::Hollow;
        case AbilityState::Yes:
            return DotKind::Good;
        case AbilityState::No:
            return DotKind::Warning;
    }
    return DotKind::Quiet;
}

// Not tried, or not there because nothing was set up for it, is no trouble.
QString reasonOf(const AbilityView &ability) {
    if (ability.ability == ShopAbility::HousePortal && ability.state == AbilityState::No) return whyNotHere(ShopKind::Skio);
    if (ability.ability == ShopAbility::ChangeEmail && ability.reason && ability.reason->fault == ShopFault::NotOffered)
        return SettingsElsewhere::tr("Skio offers no way, and no Shopify token is set.");
    return ability.reason ? textOf(*ability.reason) : QString();
}

}  // namespace

SettingsElsewhere::SettingsElsewhere(Desk &desk, QWidget *parent)
    : QWidget(parent),
      m_desk(desk),
      m_where(new PlainLabel({}, LabelRole::Text, this)),
      m_synced(new PlainLabel({}, LabelRole::Muted, this)),
      m_trouble(new Card(Tone::Danger, this)),
      m_sync(plainButton(tr("Sync now"), QStringLiteral("syncNow"), this)),
      m_stop(plainButton(tr("Stop"), QStringLiteral("stopSync"), this)),
      m_note(new PlainLabel({}, LabelRole::Muted, this)) {
    setObjectName(QStringLiteral("settingsElsewhere"));
    m_where->setObjectName(QStringLiteral("shopWhere"));
    m_synced->setObjectName(QStringLiteral("shopSynced"));
    m_trouble->setObjectName(QStringLiteral("shopTrouble"));
    m_note->setObjectName(QStringLiteral("shopSyncNote"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 12, 0, 0);
    column->setSpacing(8);
    column->addWidget(new PlainLabel(tr("Where the customers come from"), LabelRole::Section, this));
    for (QWidget *part : {static_cast<QWidget *>(m_where), static_cast<QWidget *>(m_synced), static_cast<QWidget *>(m_trouble)}) column->addWidget(part);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_sync);
    buttons->addWidget(m_stop);
    buttons->addStretch();
    column->addLayout(buttons);
    column->addWidget(m_note);
    m_stop->setAccessibleName(tr("Stop the sync"));
    connect(m_sync, &QPushButton::clicked, this, &SettingsElsewhere::sync);
    connect(m_stop, &QPushButton::clicked, this, &SettingsElsewhere::stop);
    ShopWatch &watch = ShopWatch::of(desk);
    connect(&watch, &ShopWatch::changed, this, &SettingsElsewhere::showAll);
    connect(&watch, &ShopWatch::aged, this, &SettingsElsewhere::showAge);
    connect(&desk, &Desk::meChanged, this, &SettingsElsewhere::showAll);
    showAll();
}

void SettingsElsewhere::showAll() {
    const ShopWatch &watch = ShopWatch::of(m_desk);
    setVisible(watch.isElsewhere());
    if (!watch.isElsewhere()) return;
    const ShopState &state = watch.state();
    m_where->setPlain(tr("%1, for the store %2. Customers log in at %3").arg(nameOf(m_desk.me.shopKind), state.storeDomain, state.login.page));
    const QString trouble = troubleOf(state.sync);
    m_trouble->setVisible(!trouble.isEmpty());
    m_trouble->setTone(cameWithout(state.sync) ? Tone::Warning : Tone::Danger);
    m_trouble->setTitle(trouble);
    m_trouble->setText(state.sync.trouble ? textOf(*state.sync.trouble) : state.sync.error ? textOf(*state.sync.error) : QString());
    showButtons();
    showAge();
    showAbilities();
}

void SettingsElsewhere::showButtons() {
    const SyncState &sync = ShopWatch::of(m_desk).state().sync;
    const QString why = whyNot(m_desk.me, Permission::SyncShop);
    m_sync->setEnabled(why.isEmpty() && !sync.running);
    m_sync->setToolTip(why);
    m_stop->setVisible(why.isEmpty() && sync.running);
    if (!sync.running) m_stop->setEnabled(true);
    if (sync.running || sync.startedAt != m_startedBefore) m_said.clear();  // the run says itself what it is doing, and how it ended
    m_note->setPlain(why.isEmpty() ? m_said : why);
    m_note->setVisible(!m_note->text().isEmpty());
}

void SettingsElsewhere::showAge() {
    const SyncState &sync = ShopWatch::of(m_desk).state().sync;
    const QString progress = progressOf(sync);
    QString synced = syncedText(sync, serviceNow(m_desk.client));
    if (!synced.isEmpty()) synced[0] = synced.at(0).toUpper();
    m_synced->setPlain(progress.isEmpty() ? synced + QLatin1Char('.') : tr("%1. %2.").arg(progress, synced));
}

void SettingsElsewhere::showAbilities() {
    const QList<AbilityView> &abilities = ShopWatch::of(m_desk).state().abilities;
    QString reading;
    for (const AbilityView &ability : abilities) reading += toText(ability.ability) + toText(ability.state) + reasonOf(ability) + QLatin1Char('\n');
    if (reading == m_reading) return;
    m_reading = reading;
    delete m_abilities;
    m_abilities = new QWidget(this);
    m_abilities->setObjectName(QStringLiteral("shopAbilities"));
    auto *grid = new QGridLayout(m_abilities);
    grid->setContentsMargins(0, 4, 0, 4);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(4);
    grid->setColumnStretch(3, 1);
    for (const AbilityView &ability : abilities) {
        const int row = grid->rowCount();
        auto *name = new PlainLabel(nameOf(ability.ability), LabelRole::Text, m_abilities);
        name->setWordWrap(false);
        auto *state = new PlainLabel(textOf(ability.state), LabelRole::Muted, m_abilities);
        state->setWordWrap(false);
        state->setObjectName(QStringLiteral("ability-") + toText(ability.ability));
        const QString reason = reasonOf(ability);
        state->setAccessibleName(tr("%1: %2").arg(nameOf(ability.ability), textOf(ability.state)));
        grid->addWidget(new Dot(dotOf(ability.state), m_abilities), row, 0, Qt::AlignTop);
        grid->addWidget(name, row, 1, Qt::AlignTop);
        grid->addWidget(state, row, 2, Qt::AlignTop);
        grid->addWidget(new PlainLabel(reason, LabelRole::Muted, m_abilities), row, 3, Qt::AlignTop);
    }
    static_cast<QVBoxLayout *>(layout())->insertWidget(4, m_abilities);
}

void SettingsElsewhere::sync() {
    m_sync->setEnabled(false);
    m_desk.client.syncShop(this, [this](const Result<void> &asked) { say(asked ? tr("A sync has been asked for.") : tr("No sync was begun. %1").arg(textOf(asked.error()))); });
}

void SettingsElsewhere::stop() {
    m_stop->setEnabled(false);
    m_desk.client.cancelShopSync(this, [this](const Result<void> &stopped) {
        if (stopped) return ShopWatch::of(m_desk).refresh();
        m_stop->setEnabled(true);
        emit m_desk.noticeRequested(tr("The sync was not stopped. %1").arg(textOf(stopped.error())));
    });
}

void SettingsElsewhere::say(const QString &sentence) {
    m_said = sentence;
    m_startedBefore = ShopWatch::of(m_desk).state().sync.startedAt;
    showButtons();
    announce(m_note, m_note->accessibleName());
    ShopWatch::of(m_desk).refresh();
}

}  // namespace latchkey
