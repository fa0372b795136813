// Shows the step that the run is in, and hands it what was chosen.
#include "ui/pages/import_page.h"

#include "ui/actions/announce.h"
#include "ui/desk.h"
#include "ui/pages/import_choose.h"
#include "ui/pages/import_mapping.h"
#include "ui/pages/import_progress.h"
#include "ui/pages/import_result.h"
#include "ui/panels/labels.h"
#include "ui/texts.h"
#include "ui/texts_import.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/card.h"
#include "ui/widgets/focus_order.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace latchkey {

namespace {

// What does not need the whole width is easier to read in a column.
constexpr int readingWidth = 620;

QWidget *scrolled(QWidget *content, QWidget *parent) {
    auto *scroll = new QScrollArea(parent);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    auto *ground = new QWidget;
    ground->setAutoFillBackground(true);
    ground->setBackgroundRole(QPalette::Base);
    auto *row = new QHBoxLayout(ground);
    row->setContentsMargins(0, 0, 0, 0);
    content->setMaximumWidth(readingWidth);
    row->addWidget(content, 1);
    row->addStretch(0);
    scroll->setWidget(ground);
    return scroll;
}

}  // namespace

ImportPage::ImportPage(Desk &desk, QWidget *parent)
    : QWidget(parent), m_desk(desk), m_run(new ImportRun(desk.client, this)), m_title(new PlainLabel(tr("Import"), LabelRole::Heading, this)),
      m_problem(new Card(Tone::Danger, this)), m_steps(new QStackedWidget(this)), m_choose(new ImportChoose(this)), m_look(new QWidget(this)),
      m_progress(new ImportProgressView(*m_run, this)), m_result(new ImportResult(desk, *m_run, this)) {
    setObjectName(QStringLiteral("importPage"));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 18, 24, 18);
    column->setSpacing(12);
    column->addWidget(m_title);
    m_problem->setObjectName(QStringLiteral("importProblem"));
    m_problem->hide();
    column->addWidget(m_problem);
    buildLook();
    m_steps->addWidget(scrolled(m_choose, m_steps));
    m_steps->addWidget(m_look);
    m_steps->addWidget(scrolled(m_progress, m_steps));
    m_steps->addWidget(scrolled(m_result, m_steps));
    column->addWidget(m_steps, 1);
    connect(m_choose, &ImportChoose::sendWanted, this, [this] { m_run->send(m_choose->paths()); });
    connect(m_result, &ImportResult::againWanted, this, [this] {
        for (const ImportKind kind : {ImportKind::Customers, ImportKind::Subscriptions}) m_choose->choose(kind, {});
        m_run->reset();
    });
    connect(m_run, &ImportRun::changed, this, &ImportPage::showRun);
    connect(m_run, &ImportRun::failed, this, &ImportPage::showProblem);
}

void ImportPage::buildLook() {
    m_look->setObjectName(QStringLiteral("importLook"));
    auto *column = new QVBoxLayout(m_look);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(10);
    column->addWidget(new PlainLabel(tr("Say above each column what it is. Grey columns are left out."), LabelRole::Muted, m_look));
    m_tabs = new QWidget(m_look);
    auto *tabs = new QHBoxLayout(m_tabs);
    tabs->setContentsMargins(0, 0, 0, 0);
    tabs->setSpacing(8);
    auto *group = new QButtonGroup(m_tabs);
    for (int i = 0; i < 2; ++i) {
        const auto kind = static_cast<ImportKind>(i);
        QPushButton *tab = filterButton(nameOf(kind), QStringLiteral("importTab-") + toText(kind), m_tabs);
        group->addButton(tab, i);
        tabs->addWidget(tab);
    }
    tabs->addStretch();
    connect(group, &QButtonGroup::idClicked, this, &ImportPage::showFile);
    column->addWidget(m_tabs);
    m_files = new QStackedWidget(m_look);
    column->addWidget(m_files, 1);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    m_start = primaryButton(tr("Import"), QStringLiteral("startImport"), m_look);
    QPushButton *back = plainButton(tr("Choose other files"), QStringLiteral("importBack"), m_look);
    buttons->addWidget(m_start);
    buttons->addWidget(back);
    buttons->addStretch();
    column->addLayout(buttons);
    connect(m_start, &QPushButton::clicked, this, &ImportPage::start);
    connect(back, &QPushButton::clicked, this, [this] { m_run->reset(); });
}

QList<ImportMapping *> ImportPage::mappings() const {
    QList<ImportMapping *> all;
    for (int i = 0; i < m_files->count(); ++i) all.append(qobject_cast<ImportMapping *>(m_files->widget(i)));
    return all;
}

void ImportPage::showFiles() {
    for (ImportMapping *old : mappings()) {
        m_files->removeWidget(old);
        old->deleteLater();
    }
    for (const ImportPreview &preview : m_run->previews()) {
        auto *mapping = new ImportMapping(preview, m_files);
        m_files->addWidget(mapping);
        connect(mapping, &ImportMapping::changed, this, &ImportPage::showReady);
    }
    m_tabs->setVisible(m_files->count() > 1);
    const QList<ImportMapping *> all = mappings();
    const auto unready = std::find_if(all.begin(), all.end(), [](const ImportMapping *mapping) { return !mapping->isReady(); });
    if (!all.isEmpty()) showFile(static_cast<int>((unready == all.end() ? all.first() : *unready)->kind()));
    showReady();
}

void ImportPage::showFile(int index) {
    for (ImportMapping *mapping : mappings())
        if (static_cast<int>(mapping->kind()) == index) m_files->setCurrentWidget(mapping);
    if (auto *tab = m_tabs->findChild<QPushButton *>(QStringLiteral("importTab-") + toText(static_cast<ImportKind>(index)))) tab->setChecked(true);
}

void ImportPage::showReady() {
    const QList<ImportMapping *> all = mappings();
    const bool ready = !all.isEmpty() && std::all_of(all.begin(), all.end(), [](const ImportMapping *mapping) { return mapping->isReady(); });
    m_start->setEnabled(ready);
    m_start->setToolTip(ready ? QString() : tr("Something is missing still; it is said above the rows."));
    m_start->setAccessibleDescription(m_start->toolTip());
}

void ImportPage::start() {
    ImportMaps maps;
    for (const ImportMapping *mapping : mappings()) maps.of(mapping->kind()) = mapping->map();
    m_problem->hide();
    setFocus(Qt::OtherFocusReason);  // else it would leave the page with the button
    m_start->setEnabled(false);      // pressed twice, it begins once
    m_run->start(maps);
}

void ImportPage::showRun() {
    const ImportRun::Phase phase = m_run->phase();
    const bool isNew = m_shown != static_cast<int>(phase);
    m_shown = static_cast<int>(phase);
    // Who works on another page, or in the search meanwhile, keeps the focus there.
    const QWidget *focused = window()->focusWidget();
    const bool ours = isVisible() && (focused == nullptr || focused == this || isAncestorOf(focused));
    if (isNew && ours) setFocus(Qt::OtherFocusReason);
    if (isNew || phase == ImportRun::Phase::Running) m_problem->hide();
    switch (phase) {
        case ImportRun::Phase::Choosing:
            m_steps->setCurrentIndex(0);
            break;
        case ImportRun::Phase::Looking:
            if (isNew) showFiles();
            m_steps->setCurrentIndex(1);
            break;
        case ImportRun::Phase::Sending:
        case ImportRun::Phase::Running:
            m_progress->showRun();
            m_steps->setCurrentIndex(2);
            break;
        case ImportRun::Phase::Ended:
            m_result->showRun();
            m_steps->setCurrentIndex(3);
            if (!isVisible()) emit m_desk.noticeRequested(tr("%1.").arg(m_result->sentence()));
            break;
    }
    if (!isNew) return;
    if (!isBusy()) emit rested(true);
    if (phase == ImportRun::Phase::Ended) announce(this, m_result->sentence());
    if (ours) focusFirst();
}

void ImportPage::focusFirst() {
    if (const QList<QWidget *> order = focusOrder(m_steps->currentWidget()); !order.isEmpty()) order.first()->setFocus(Qt::OtherFocusReason);
}

void ImportPage::showProblem(const QString &why) {
    m_problem->setTitle(m_run->phase() == ImportRun::Phase::Running ? tr("The service is out of reach") : tr("The import did not begin"));
    m_problem->setText(why);
    m_problem->show();
    announce(m_problem, why);
    showReady();
    if (isBusy()) emit rested(false);
}

bool ImportPage::isBusy() const { return m_run->phase() == ImportRun::Phase::Sending || m_run->phase() == ImportRun::Phase::Running; }

void ImportPage::abandon() { m_run->stop(); }

void ImportPage::hideEvent(QHideEvent *event) {
    QWidget::hideEvent(event);
    if (isBusy() && window()->isVisible()) emit m_desk.noticeRequested(tr("The import goes on; Ctrl+K and “Import” show it."));
}

}  // namespace latchkey
