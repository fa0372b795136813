// The first few rows, and all on request.
#include "ui/panels/timeline_block.h"

#include "ui/panels/dotted_rows.h"
#include "ui/panels/labels.h"
#include "ui/panels/timeline_rows.h"
#include "ui/texts_context.h"
#include "ui/widgets/link_life.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace latchkey {

namespace {

constexpr qsizetype firstFew = 8;

}  // namespace

TimelineBlock::TimelineBlock(QWidget *parent)
    : RowsBlock(Desktop::tr("Link timeline"), Desktop::tr("All"), QStringLiteral("timelineAll"), parent), m_unseen(new PlainLabel(Desktop::tr("Links are opened and used at Skio, and customers log in there: none of that can be seen here."), LabelRole::Muted, this)), m_life(new LinkLife(this)) {
    setObjectName(QStringLiteral("timelineBlock"));
    headerButton()->setAccessibleName(Desktop::tr("Show the whole link timeline"));
    connect(headerButton(), &QPushButton::clicked, this, [this] {
        m_all = true;
        showRows();
    });
    m_unseen->setObjectName(QStringLiteral("timelineUnseen"));
    m_unseen->hide();
    layout()->addWidget(m_unseen);
    layout()->addWidget(m_life);
    m_life->hide();
}

void TimelineBlock::foldUp() { m_all = false; }

void TimelineBlock::set(const CustomerDetails &details, Duration life, Instant now) {
    m_timeline = details.timeline;
    m_now = now;
    m_unseen->setVisible(details.shop.kind != ShopKind::House);
    showLife(details, life);
    showRows();
}

void TimelineBlock::showLife(const CustomerDetails &details, Duration life) {
    const std::optional<LoginLink> newest = newestLinkOf(details.timeline, details.liveLinks, life);
    const bool isSeen = newest && details.shop.kind == ShopKind::House;
    m_life->setVisible(isSeen);
    if (isSeen) m_life->set(*newest, details.timeline, m_now);
}

void TimelineBlock::showRows() {
    const QList<TimelineLine> all = linesOf(m_timeline);
    const QList<TimelineLine> shown = m_all ? all : all.mid(0, firstFew);
    headerButton()->setVisible(shown.size() < all.size());
    QWidget *place = renewRows(readingOf(shown, m_now));
    if (place == nullptr) return;
    auto *column = new QVBoxLayout(place);
    column->setContentsMargins(0, 0, 0, 0);
    if (shown.isEmpty())
        column->addWidget(new PlainLabel(Desktop::tr("No links yet for this customer."), LabelRole::Muted, place));
    else
        column->addWidget(customerRows(shown, m_now, place));
    finishRows(place);
}

}  // namespace latchkey
