// Notices stand six seconds.
#include "ui/window/status_bar.h"

#include "ui/theme/theme.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>

namespace latchkey {

StatusBar::StatusBar(QWidget *parent) : QWidget(parent), m_text(new QLabel(this)), m_keys(new QLabel(this)) {
    setObjectName(QStringLiteral("statusBar"));
    setFixedHeight(26);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(14, 1, 14, 0);
    QFont small = font();
    small.setPixelSize(12);
    for (QLabel *label : {m_text, m_keys}) {
        label->setFont(small);
        label->setTextFormat(Qt::PlainText);
        label->setForegroundRole(QPalette::PlaceholderText);
    }
    m_text->setObjectName(QStringLiteral("statusText"));
    m_text->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    setListKeys(true);
    row->addWidget(m_text, 1);
    row->addWidget(m_keys);
    m_end.setSingleShot(true);
    m_end.setInterval(6000);
    connect(&m_end, &QTimer::timeout, this, [this] {
        m_notice.clear();
        showText();
    });
}

void StatusBar::setListKeys(bool list) {
    m_keys->setText(list ? tr("Enter open · M magic link · P portal link · E edit contact · ? all shortcuts") : tr("Ctrl+K find · F1 all shortcuts"));
}

void StatusBar::setText(const QString &text) {
    m_standing = text;
    showText();
}

void StatusBar::notice(const QString &sentence) {
    m_notice = sentence;
    m_end.start();
    showText();
    m_text->setAccessibleName(sentence);
    QAccessibleEvent event(m_text, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

void StatusBar::showText() {
    const QString &text = m_notice.isEmpty() ? m_standing : m_notice;
    m_text->setForegroundRole(m_notice.isEmpty() ? QPalette::PlaceholderText : QPalette::WindowText);
    m_text->setText(text);
    m_text->setToolTip(text);
    m_text->setAccessibleName(text);
    m_keys->setVisible(width() - 28 > m_text->fontMetrics().horizontalAdvance(text) + m_keys->sizeHint().width() + 24);
}

void StatusBar::resizeEvent(QResizeEvent *event) {
    QWidget::resizeEvent(event);
    showText();
}

void StatusBar::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    painter.fillRect(rect(), colours().window);
    painter.fillRect(QRect(0, 0, width(), 1), colours().line);
}

}  // namespace latchkey
