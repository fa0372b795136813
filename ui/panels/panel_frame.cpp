// Switches a panel between its four states.
#include "ui/panels/panel_frame.h"

#include "ui/actions/announce.h"
#include "ui/texts.h"
#include "ui/texts_context.h"
#include "ui/widgets/card.h"
#include "ui/widgets/stale.h"

#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QTimer>
#include <QVBoxLayout>

namespace latchkey {

PanelFrame::PanelFrame(ServiceClient &client, const QString &nothingChosen, QWidget *parent)
    : QWidget(parent),
      m_nothingChosen(nothingChosen),
      m_placeholder(new QLabel(this)),
      m_errorPlace(new QWidget(this)),
      m_error(new Card(Tone::Danger, m_errorPlace)),
      m_scroll(new QScrollArea(this)),
      m_slow(new QTimer(this)) {
    m_placeholder->setObjectName(QStringLiteral("panelPlaceholder"));
    m_placeholder->setAlignment(Qt::AlignCenter);
    m_placeholder->setWordWrap(true);
    m_placeholder->setTextFormat(Qt::PlainText);
    m_placeholder->setForegroundRole(QPalette::PlaceholderText);
    m_placeholder->setMargin(24);

    buildError();
    buildContent();
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_errorPlace);
    column->addWidget(m_placeholder, 1);
    column->addWidget(m_scroll, 1);

    m_slow->setSingleShot(true);
    m_slow->setInterval(150);
    connect(m_slow, &QTimer::timeout, this, [this] { sayInstead(Desktop::tr("Loading…")); });
    showNothing();
    fadeWhileLost(client, m_scroll);
}

void PanelFrame::buildError() {
    m_error->setObjectName(QStringLiteral("panelError"));
    QPushButton *again = m_error->addButton(Desktop::tr("Try again"), QStringLiteral("panelTryAgain"));
    connect(again, &QPushButton::clicked, this, &PanelFrame::tryAgainRequested);
    auto *error = new QVBoxLayout(m_errorPlace);
    error->setContentsMargins(18, 18, 18, 0);
    error->addWidget(m_error);
}

void PanelFrame::buildContent() {
    auto *inside = new QWidget;
    inside->setObjectName(QStringLiteral("panelContent"));
    m_content = new QVBoxLayout(inside);
    m_content->setContentsMargins(18, 18, 14, 18);
    m_content->setSpacing(10);
    m_scroll->setWidget(inside);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->viewport()->setBackgroundRole(QPalette::Base);
    inside->setBackgroundRole(QPalette::Base);
}

QWidget *PanelFrame::contentWidget() const { return m_scroll->widget(); }

void PanelFrame::sayInstead(const QString &sentence) {
    m_placeholder->setText(sentence);
    m_placeholder->show();
    m_scroll->hide();
    m_errorPlace->hide();
}

void PanelFrame::showNothing() {
    m_slow->stop();
    sayInstead(m_nothingChosen);
}

void PanelFrame::showLoading() { m_slow->start(); }

void PanelFrame::showContent(bool fromTheTop) {
    m_slow->stop();
    m_placeholder->hide();
    m_errorPlace->hide();
    m_scroll->show();
    if (fromTheTop) m_scroll->verticalScrollBar()->setValue(0);
}

void PanelFrame::showError(const Error &error, bool keepContent) {
    m_slow->stop();
    if (!keepContent) sayInstead(QString());
    m_error->setTitle(keepContent ? Desktop::tr("This may be out of date") : Desktop::tr("This cannot be shown"));
    m_error->setText(textOf(error));
    m_errorPlace->show();
    announce(m_error, textOf(error));
}

}  // namespace latchkey
