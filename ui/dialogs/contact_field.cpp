// A field that says what is wrong while it is being typed.
#include "ui/dialogs/contact_field.h"

#include "models/domain/text_folding.h"
#include "ui/actions/announce.h"
#include "ui/texts_context.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

namespace latchkey {

ContactField::ContactField(const QString &label, const QString &objectName, const QString &onFile, Check check, QWidget *parent)
    : QWidget(parent),
      m_onFile(onFile),
      m_check(std::move(check)),
      m_edit(new QLineEdit(onFile, this)),
      m_sentence(new QLabel(this)),
      m_use(plainButton(Desktop::tr("Use suggestion"), objectName + QStringLiteral("Suggestion"), this)) {
    auto *name = new QLabel(label, this);
    name->setTextFormat(Qt::PlainText);
    name->setFont(sectionFont());
    name->setBuddy(m_edit);
    m_edit->setObjectName(objectName);
    m_edit->setAccessibleName(label);
    m_edit->setMaxLength(320);
    m_edit->setCursorPosition(0);
    m_sentence->setObjectName(objectName + QStringLiteral("Hint"));
    m_sentence->setTextFormat(Qt::PlainText);
    m_sentence->setWordWrap(true);
    m_sentence->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    m_sentence->setMinimumHeight(m_sentence->fontMetrics().height() * 2);

    auto *below = new QHBoxLayout;
    below->setSpacing(8);
    below->addWidget(m_sentence, 1, Qt::AlignTop);
    below->addWidget(m_use, 0, Qt::AlignTop);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(5);
    column->addWidget(name);
    column->addWidget(m_edit);
    column->addLayout(below);

    connect(m_edit, &QLineEdit::textChanged, this, [this] {
        recheck();
        emit edited();
    });
    connect(m_use, &QPushButton::clicked, this, [this] {
        m_edit->setText(m_hint.suggestion);
        m_edit->setFocus();
    });
    setFocusProxy(m_edit);
    recheck();
}

QString ContactField::text() const { return trimInvisible(m_edit->text()); }
void ContactField::setText(const QString &text) { m_edit->setText(text); }
bool ContactField::isChanged() const { return text() != trimInvisible(m_onFile); }

void ContactField::setFixed() {
    m_edit->setReadOnly(true);
    QPalette palette = m_edit->palette();
    palette.setColor(QPalette::Text, colours().textMuted);
    m_edit->setPalette(palette);
    m_edit->deselect();
    m_sentence->setMinimumHeight(0);
    m_sentence->setVisible(!m_hint.sentence.isEmpty());
}

void ContactField::recheck() {
    const FieldHint before = m_hint;
    m_hint = m_check(text());
    m_sentence->setText(m_hint.sentence);
    QPalette palette = this->palette();
    palette.setColor(QPalette::WindowText, m_hint.malformed ? colours().danger : colours().textMuted);
    m_sentence->setPalette(palette);
    m_use->setVisible(!m_hint.suggestion.isEmpty());
    constexpr qsizetype longest = 34;  // beside it the sentence must keep its room
    const bool shown = m_hint.suggestion.size() <= longest;
    m_use->setText(shown ? Desktop::tr("Use %1").arg(m_hint.suggestion) : Desktop::tr("Use suggestion"));
    m_use->setToolTip(m_hint.suggestion);
    m_use->setAccessibleName(Desktop::tr("Use %1").arg(m_hint.suggestion));
    m_edit->setAccessibleDescription(m_hint.sentence);
    if (m_hint.malformed && (!before.malformed || before.sentence != m_hint.sentence)) announce(m_sentence, m_hint.sentence);
}

}  // namespace latchkey
