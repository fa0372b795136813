// A title, a count and two switches in a row that wraps.
#include "ui/pages/links_head.h"

#include "ui/panels/labels.h"
#include "ui/widgets/buttons.h"

#include <QButtonGroup>
#include <QHBoxLayout>

namespace latchkey {

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
    add(tr("Last 30 days"), QStringLiteral("viewStats"), LinksView::Stats);
    connect(m_views, &QButtonGroup::idClicked, this, [this](int id) { emit viewChosen(static_cast<LinksView>(id)); });
    settle();
}

void LinksHead::setCount(const QString &count) { m_count->setPlain(count); }

void LinksHead::settle() { m_views->button(static_cast<int>(m_shown))->setChecked(true); }

}  // namespace latchkey
