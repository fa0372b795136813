// Two large buttons with a sentence each; the second leads to the form.
#include "ui/dialogs/connection_choice.h"

#include "ui/panels/labels.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/focus_order.h"

#include <QPainter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace latchkey {

namespace {

// One choice: a title, and below it what it means.
class BigChoice final : public QPushButton {
public:
    BigChoice(const QString &title, const QString &sentence, const QString &objectName, QWidget *parent) : QPushButton(title, parent), m_sentence(sentence) {
        setObjectName(objectName);
        setAccessibleName(title);
        setAccessibleDescription(sentence);
        setAutoDefault(true);
        setAttribute(Qt::WA_Hover);
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    }
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override {
        const QRect room(0, 0, width - 2 * edge, 1000);
        return QFontMetrics(font()).boundingRect(room, Qt::TextWordWrap, m_sentence).height() + QFontMetrics(titleFont()).height() + 2 * edge + gap;
    }
    [[nodiscard]] QSize sizeHint() const override { return QSize(440, heightForWidth(440)); }
    [[nodiscard]] QSize minimumSizeHint() const override { return QSize(280, heightForWidth(280)); }

protected:
    void paintEvent(QPaintEvent *) override {
        const Colours &c = colours();
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const qreal half = hasFocus() ? 1 : 0.5;
        painter.setPen(QPen(hasFocus() ? c.accent : underMouse() ? c.textFaint : c.lineStrong, hasFocus() ? 2 : 1));
        painter.setBrush(isDown() ? c.neutralSoft : underMouse() ? c.sunken : c.surface);
        painter.drawRoundedRect(QRectF(rect()).adjusted(half, half, -half, -half), 8, 8);
        const QRect room = rect().adjusted(edge, edge, -edge, -edge);
        painter.setFont(titleFont());
        painter.setPen(c.text);
        painter.drawText(room, Qt::AlignLeft | Qt::AlignTop, text());
        QFont plain = font();
        plain.setWeight(QFont::Normal);
        painter.setFont(plain);
        painter.setPen(c.textMuted);
        painter.drawText(room.adjusted(0, QFontMetrics(titleFont()).height() + gap, 0, 0), Qt::TextWordWrap | Qt::AlignLeft | Qt::AlignTop, m_sentence);
    }

private:
    static constexpr int edge = 16;
    static constexpr int gap = 4;
    [[nodiscard]] QFont titleFont() const {
        QFont title = headingFont();
        title.setPixelSize(14);
        return title;
    }
    QString m_sentence;
};

}  // namespace

ConnectionChoice::ConnectionChoice(QWidget *parent) : QWidget(parent), m_stack(new QStackedWidget(this)), m_form(new ConnectForm(m_stack)) {
    setObjectName(QStringLiteral("connectionChoice"));
    setWindowTitle(tr("Latchkey"));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    setMinimumWidth(420);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(28, 24, 28, 24);
    all->addWidget(m_stack);
    all->addStretch(1);
    m_first = buildPage();
    m_stack->addWidget(m_first);
    m_stack->addWidget(m_form);
    connect(m_form, &ConnectForm::connected, this, &ConnectionChoice::teamChosen);
    connect(m_form, &ConnectForm::left, this, [this] { m_onlyForm ? emit left() : showPage(); });
    resize(560, 400);
    setMayLeave(false);
    showPage();
}

QWidget *ConnectionChoice::buildPage() {
    auto *page = new QWidget(m_stack);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    column->addWidget(new PlainLabel(tr("Where do you work?"), LabelRole::Heading, page));
    column->addWidget(new PlainLabel(tr("You can change this later, in Settings under Connection."), LabelRole::Muted, page));
    column->addSpacing(4);
    auto *local = new BigChoice(tr("Work on this computer"), tr("Customers, links and settings stay in a file here. Nobody else sees them."), QStringLiteral("workLocally"), page);
    auto *team = new BigChoice(tr("Connect to my team"), tr("A service keeps the customers for everybody. You need its address and your token."), QStringLiteral("connectToTeam"), page);
    column->addWidget(local);
    column->addWidget(team);
    m_cancel = plainButton(tr("Cancel"), QStringLiteral("choiceCancel"), page);
    column->addWidget(m_cancel, 0, Qt::AlignRight);
    column->addStretch(1);
    connect(local, &QPushButton::clicked, this, &ConnectionChoice::localChosen);
    connect(team, &QPushButton::clicked, this, &ConnectionChoice::showForm);
    connect(static_cast<QPushButton *>(m_cancel), &QPushButton::clicked, this, &ConnectionChoice::left);
    return page;
}

void ConnectionChoice::showPage() {
    m_stack->setCurrentWidget(m_first);
    m_first->findChild<QPushButton *>(QStringLiteral("workLocally"))->setFocus(Qt::OtherFocusReason);
}

void ConnectionChoice::showForm() {
    m_stack->setCurrentWidget(m_form);
    m_form->takeFocus();
}

bool ConnectionChoice::focusNextPrevChild(bool next) { return moveFocus(this, next); }

void ConnectionChoice::setMayLeave(bool mayLeave) { m_cancel->setVisible(mayLeave); }

void ConnectionChoice::askForTokenOf(const QString &service, const QString &authorityFile) {
    m_onlyForm = true;
    m_form->setService(service, authorityFile);
    m_form->fixService();
    showForm();
}

}  // namespace latchkey
