// The top bar and its painted parts.
#include "ui/window/top_bar.h"

#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPainterPath>
#include <QPushButton>

namespace latchkey {

namespace {

// Looks like a field, opens the palette.
class SearchButton final : public QPushButton {
public:
    SearchButton(const QString &hint, const QString &key, QWidget *parent) : QPushButton(hint, parent), m_key(key) {
        setObjectName(QStringLiteral("openPalette"));
        setAccessibleName(hint);
        setFixedHeight(30);
        setCursor(Qt::IBeamCursor);
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        setMaximumWidth(520);
    }
    [[nodiscard]] QSize minimumSizeHint() const override { return QSize(160, 30); }
    [[nodiscard]] QSize sizeHint() const override { return QSize(520, 30); }

protected:
    void paintEvent(QPaintEvent *) override {
        const Colours &c = colours();
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const bool focused = hasFocus();
        const qreal half = focused ? 1 : 0.5;
        painter.setPen(QPen(focused ? c.accent : underMouse() ? c.textFaint : c.lineStrong, focused ? 2 : 1));
        painter.setBrush(c.surface);
        painter.drawRoundedRect(QRectF(rect()).adjusted(half, half, -half, -half), 6, 6);
        QFont text = font();
        text.setWeight(QFont::Normal);
        QFont small = text;
        small.setPixelSize(11);
        const int keyWidth = QFontMetrics(small).horizontalAdvance(m_key) + 12;
        const QRect key(width() - keyWidth - 10, (height() - 18) / 2, keyWidth, 18);
        painter.setPen(c.line);
        painter.setBrush(c.sunken);
        painter.drawRoundedRect(QRectF(key).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
        painter.setFont(small);
        painter.setPen(c.textMuted);
        painter.drawText(key, Qt::AlignCenter, m_key);
        painter.setFont(text);
        const QRect room = rect().adjusted(11, 0, -keyWidth - 20, 0);
        painter.drawText(room, Qt::AlignVCenter | Qt::AlignLeft, QFontMetrics(text).elidedText(this->text(), Qt::ElideRight, room.width()));
    }

private:
    QString m_key;
};

// The logo: a door's arch in the accent colour.
class Mark final : public QWidget {
public:
    explicit Mark(QWidget *parent) : QWidget(parent) { setFixedSize(18, 18); }

protected:
    void paintEvent(QPaintEvent *) override {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(colours().accent);
        painter.drawRoundedRect(rect(), 5, 5);
        painter.setPen(QPen(colours().accentText, 2, Qt::SolidLine, Qt::FlatCap));
        painter.setBrush(Qt::NoBrush);
        QPainterPath arch(QPointF(6, 18));
        arch.lineTo(6, 9);
        arch.arcTo(QRectF(6, 5, 7, 7), 180, -180);
        arch.lineTo(13, 18);
        painter.drawPath(arch);
    }
};

class Initials final : public QLabel {
public:
    explicit Initials(QWidget *parent) : QLabel(parent) {
        setFixedSize(26, 26);
        setAlignment(Qt::AlignCenter);
        QFont small = sectionFont();
        small.setPixelSize(11);
        small.setWeight(QFont::Bold);
        setFont(small);
        setForegroundRole(QPalette::Link);
    }

protected:
    void paintEvent(QPaintEvent *event) override {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(colours().accentSoft);
        painter.drawEllipse(rect());
        painter.end();
        QLabel::paintEvent(event);
    }
};

class StateDot final : public QWidget {
public:
    explicit StateDot(QWidget *parent) : QWidget(parent) { setFixedSize(8, 8); }
    TopBar::State state = TopBar::State::Starting;

protected:
    void paintEvent(QPaintEvent *) override {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        const QColor good = isDark() ? colours().success : QColor(0x2f9e5b);
        const QColor late = isDark() ? colours().warning : QColor(0xd98a00);
        painter.setBrush(state == TopBar::State::Ready ? good : state == TopBar::State::Starting ? colours().textFaint : late);
        painter.drawEllipse(rect());
    }
};

QString initialsOf(const QString &name) {
    const QStringList words = name.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    if (words.isEmpty()) return {};
    const auto firstOf = [](const QString &word) { return word.left(word.at(0).isHighSurrogate() ? 2 : 1).toUpper(); };
    return words.size() == 1 ? firstOf(words.first()) : firstOf(words.first()) + firstOf(words.last());
}

}  // namespace

TopBar::TopBar(QWidget *parent)
    : QWidget(parent), m_state(new QLabel(this)), m_name(new QLabel(this)), m_initials(new Initials(this)), m_dot(new StateDot(this)) {
    setObjectName(QStringLiteral("topBar"));
    setFixedHeight(48);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(14, 0, 14, 1);
    row->setSpacing(10);
    auto *brand = new QWidget(this);
    brand->setFixedWidth(182);
    auto *brandRow = new QHBoxLayout(brand);
    brandRow->setContentsMargins(0, 0, 0, 0);
    brandRow->setSpacing(8);
    brandRow->addWidget(new Mark(brand));
    auto *name = new QLabel(tr("Latchkey"), brand);
    QFont font = headingFont();
    font.setPixelSize(13);
    name->setFont(font);
    brandRow->addWidget(name, 1);
    row->addWidget(brand);
    auto *search = new SearchButton(tr("Search customers, subscriptions, or paste a link"), tr("Ctrl K"), this);
    connect(search, &QPushButton::clicked, this, &TopBar::searchPressed);
    row->addWidget(search, 10);
    row->addStretch(1);
    row->addWidget(m_dot);
    row->addWidget(m_state);
    m_state->setObjectName(QStringLiteral("serviceState"));
    m_state->setForegroundRole(QPalette::PlaceholderText);
    row->addWidget(m_initials);
    m_name->setObjectName(QStringLiteral("agentName"));
    m_name->setTextFormat(Qt::PlainText);
    m_name->setForegroundRole(QPalette::PlaceholderText);
    row->addWidget(m_name);
    m_initials->hide();
    setState(State::Starting);
}

void TopBar::setState(State state) {
    static_cast<StateDot *>(m_dot)->state = state;
    m_dot->update();
    switch (state) {
        case State::Starting: return m_state->setText(tr("Starting…"));
        case State::Ready: return m_state->setText(tr("Service ready"));
        case State::Reconnecting: return m_state->setText(tr("Reconnecting…"));
    }
}

void TopBar::setAgent(const QString &name) {
    static_cast<QLabel *>(m_initials)->setText(initialsOf(name));
    m_initials->setVisible(!name.isEmpty());
    m_name->setText(m_name->fontMetrics().elidedText(name, Qt::ElideRight, 180));
    m_name->setToolTip(name);
}

void TopBar::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    painter.fillRect(rect(), colours().window);
    painter.fillRect(QRect(0, height() - 1, width(), 1), colours().line);
}

}  // namespace latchkey
