// A title, a count and two switches in a row that wraps.
#include "ui/pages/links_head.h"

#include "ui/panels/labels.h"
#include "ui/widgets/buttons.h"

#include <QButtonGroup>
#include <QHBoxLayout>

namespace latchkey {

namespace {

constexpr int roomForCount = 330;

}  // namespace

LinksHead::LinksHead(LinksView shown, QWidget *parent) : QWidget(parent), m_shown(shown), m_count(new PlainLabel({}, LabelRole::Muted, this)), m_views(new QButtonGroup(this)) {
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    auto *title = new PlainLabel(tr("Issued links"), LabelRole::Heading, this);
    title->setWordWrap(false);
    m_count->setWordWrap(false);
    m_count->setObjectName(QStringLiteral("liveCount"));
    row->addWidget(title);
    row->addWidget(m_count);
    row->addStretch(1);
    const auto add = [&](const QString &text, const QString &name, LinksView view) {
        QPushButton *button = filterButton(text, name, this);
        m_views->addButton(button, static_cast<int>(view));
        row->addWidget(button);
    };
    add(tr("Links"), QStringLiteral("viewLinks"), LinksView::List);
    add(tr("30 days"), QStringLiteral("viewStats"), LinksView::Stats);
    m_views->button(static_cast<int>(LinksView::Stats))->setAccessibleName(tr("Last 30 days"));
    connect(m_views, &QButtonGroup::idClicked, this, [this](int id) { emit viewChosen(static_cast<LinksView>(id)); });
    settle();
}

void LinksHead::setCount(const QString &count) { m_count->setPlain(count); }

// In a narrow list the title and the views come first; the sidebar has the count as well.
void LinksHead::resizeEvent(QResizeEvent *event) {
    QWidget::resizeEvent(event);
    m_count->setVisible(width() >= roomForCount);
}

void LinksHead::settle() { m_views->button(static_cast<int>(m_shown))->setChecked(true); }

}  // namespace latchkey
