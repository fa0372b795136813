// Every setting takes effect at once and is written to the settings' file; what is the shop's goes to the service.
#include "ui/pages/settings_page.h"

#include "ui/desk.h"
#include "ui/desk_settings.h"
#include "ui/pages/settings_agents.h"
#include "ui/pages/settings_connection.h"
#include "ui/pages/settings_delivery.h"
#include "ui/pages/settings_elsewhere.h"
#include "ui/pages/settings_snippets.h"
#include "ui/pages/settings_shop.h"
#include "ui/panels/labels.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QHBoxLayout>
#include <QScrollArea>
#include <QVBoxLayout>

namespace latchkey {

SettingsPage::SettingsPage(Desk &desk, QWidget *parent) : QWidget(parent), m_desk(desk) {
    setObjectName(QStringLiteral("settingsPage"));
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    auto *scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    all->addWidget(scroll);
    auto *ground = new QWidget;
    ground->setAutoFillBackground(true);
    ground->setBackgroundRole(QPalette::Base);
    auto *margins = new QHBoxLayout(ground);
    margins->setContentsMargins(24, 18, 24, 18);
    auto *middle = new QWidget(ground);
    middle->setMaximumWidth(620);
    margins->addWidget(middle, 1);
    margins->addStretch(0);
    auto *column = new QVBoxLayout(middle);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(new PlainLabel(tr("Settings"), LabelRole::Heading, middle));
    addTheme(column);
    addClipboard(column);
    column->addWidget(new SettingsConnection(desk, middle));
    column->addWidget(new SettingsElsewhere(desk, middle));
    column->addWidget(new SettingsShop(desk, middle));
    column->addWidget(new SettingsAgents(desk, middle));
    m_snippets = new SettingsSnippets(desk, middle);
    column->addWidget(m_snippets);
    m_delivery = new SettingsDelivery(desk, middle);
    column->addWidget(m_delivery);
    addAbout(column);
    column->addStretch(1);
    scroll->setWidget(ground);
}

void SettingsPage::addTheme(QVBoxLayout *column) {
    column->addSpacing(12);
    column->addWidget(new PlainLabel(tr("Look"), LabelRole::Section, this));
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    m_themes = new QButtonGroup(this);
    const auto add = [&](ThemeChoice choice, const QString &text, const QString &name) {
        QPushButton *button = filterButton(text, name, this);
        m_themes->addButton(button, static_cast<int>(choice));
        row->addWidget(button);
    };
    add(ThemeChoice::System, tr("As the system"), QStringLiteral("themeSystem"));
    add(ThemeChoice::Light, tr("Light"), QStringLiteral("themeLight"));
    add(ThemeChoice::Dark, tr("Dark"), QStringLiteral("themeDark"));
    row->addStretch();
    column->addLayout(row);
    showTheme();
    connect(m_themes, &QButtonGroup::idClicked, this, [this](int choice) {
        m_desk.settings.theme = static_cast<ThemeChoice>(choice);
        save();
        emit themeChosen();
    });
}

void SettingsPage::showTheme() { m_themes->button(static_cast<int>(m_desk.settings.theme))->setChecked(true); }

void SettingsPage::addClipboard(QVBoxLayout *column) {
    column->addSpacing(12);
    column->addWidget(new PlainLabel(tr("Clipboard"), LabelRole::Section, this));
    auto *clear = new QCheckBox(tr("Clear the clipboard when a copied Magic link ends"), this);
    clear->setObjectName(QStringLiteral("clearClipboard"));
    clear->setChecked(m_desk.settings.clearClipboard);
    connect(clear, &QCheckBox::toggled, this, [this](bool on) {
        m_desk.settings.clearClipboard = on;
        save();
    });
    column->addWidget(clear);
}

void SettingsPage::addAbout(QVBoxLayout *column) {
    column->addSpacing(12);
    column->addWidget(new PlainLabel(tr("Keyboard"), LabelRole::Section, this));
    QPushButton *keys = plainButton(tr("Show all keys"), QStringLiteral("showShortcuts"), this);
    connect(keys, &QPushButton::clicked, this, &SettingsPage::shortcutsWanted);
    column->addWidget(keys);
    column->addSpacing(12);
    column->addWidget(new PlainLabel(tr("About"), LabelRole::Section, this));
    column->addWidget(new PlainLabel(tr("Latchkey %1, Apache License 2.0.").arg(QStringLiteral(LATCHKEY_VERSION)), LabelRole::Text, this));
    column->addWidget(new PlainLabel(tr("Set in Inter (SIL Open Font License 1.1), with icons from Lucide (ISC), on Qt %1 (LGPL 3).")
                                         .arg(QString::fromLatin1(qVersion())), LabelRole::Muted, this));
    if (!m_desk.settings.path.isEmpty())
        column->addWidget(new PlainLabel(tr("Settings are kept in %1.").arg(m_desk.settings.path), LabelRole::Muted, this));
}

void SettingsPage::refresh() {
    m_delivery->refresh();
    m_snippets->refresh();
}

void SettingsPage::save() {
    if (!saveSettings(m_desk.settings)) emit m_desk.noticeRequested(tr("The settings could not be written to %1.").arg(m_desk.settings.path));
}

}  // namespace latchkey
