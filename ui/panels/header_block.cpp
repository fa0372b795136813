// Lays out the panel's header.
#include "ui/panels/header_block.h"

#include "ui/panels/labels.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace latchkey {

HeaderBlock::HeaderBlock(QWidget *parent)
    : QWidget(parent),
      m_name(new PlainLabel(QString(), LabelRole::Heading, this)),
      m_status(new Chip(QString(), Tone::Plain, this)),
      m_summary(new PlainLabel(QString(), LabelRole::Muted, this)) {
    m_name->setObjectName(QStringLiteral("panelName"));
    m_status->setObjectName(QStringLiteral("panelStatus"));
    m_summary->setObjectName(QStringLiteral("panelSummary"));
    m_summary->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *top = new QHBoxLayout;
    top->setSpacing(8);
    top->addWidget(m_name);
    top->addWidget(m_status, 0, Qt::AlignTop);
    top->addStretch();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addLayout(top);
    column->addWidget(m_summary);
}

void HeaderBlock::set(const QString &name, const QString &status, Tone tone, const QString &summary) {
    m_name->setPlain(name);
    m_status->set(status, tone);
    m_status->setVisible(!status.isEmpty());
    m_summary->setPlain(summary);
}

}  // namespace latchkey
