// A mark, a step's name and the server's words for each step of the conversation.
#include "ui/panels/trial_card.h"

#include "ui/actions/announce.h"
#include "ui/panels/labels.h"
#include "ui/texts.h"
#include "ui/texts_context.h"
#include "ui/theme/theme.h"

#include <QGridLayout>

namespace latchkey {

namespace {

QLabel *markOf(bool done, QWidget *parent) {
    auto *mark = new QLabel(done ? QStringLiteral("✓") : QStringLiteral("✗"), parent);
    QPalette palette = mark->palette();
    palette.setColor(QPalette::WindowText, done ? colours().success : colours().danger);
    mark->setPalette(palette);
    mark->setForegroundRole(QPalette::WindowText);
    mark->setFixedWidth(14);
    return mark;
}

QString titleFor(const DeliveryTrial &trial, Channel channel) {
    const QString seconds = QString::number(static_cast<double>(trial.took.count()) / 1000, 'f', 1);
    if (trial.problem == DeliveryProblem::None)
        return channel == Channel::Email ? Desktop::tr("The server took the test letter, in %1 s").arg(seconds)
                                         : Desktop::tr("The gateway took the test text, in %1 s").arg(seconds);
    return textOf(trial.problem);
}

}  // namespace

TrialCard::TrialCard(const QString &objectName, QWidget *parent) : Card(Tone::Plain, parent) {
    setObjectName(objectName);
    hide();
}

void TrialCard::clearSteps() {
    delete m_steps;
    m_steps = nullptr;
}

void TrialCard::showTrial(const DeliveryTrial &trial, Channel channel) {
    clearSteps();
    setTone(trial.problem == DeliveryProblem::None ? Tone::Success : Tone::Danger);
    setTitle(titleFor(trial, channel));
    const bool told = trial.words.isEmpty() || (!trial.steps.isEmpty() && trial.steps.constLast().words == trial.words);
    const QString advice = trialAdvice(trial.problem, channel);
    setText(told ? advice : Desktop::tr("“%1”. %2").arg(trial.words, advice));
    m_steps = new QWidget(this);
    auto *grid = new QGridLayout(m_steps);
    grid->setContentsMargins(0, 8, 0, 0);
    grid->setHorizontalSpacing(6);
    grid->setVerticalSpacing(4);
    grid->setColumnMinimumWidth(1, 84);
    grid->setColumnStretch(2, 1);
    for (const DeliveryTrial::Step &step : trial.steps) {
        const int row = grid->rowCount();
        auto *name = new PlainLabel(textOf(step.step), LabelRole::Text, m_steps);
        name->setObjectName(QStringLiteral("trialStep"));
        name->setWordWrap(false);
        name->setAccessibleName(step.done ? Desktop::tr("%1: done").arg(textOf(step.step)) : Desktop::tr("%1: failed").arg(textOf(step.step)));
        auto *words = new PlainLabel(step.words, LabelRole::Muted, m_steps);
        words->setTextInteractionFlags(Qt::TextSelectableByMouse);
        grid->addWidget(markOf(step.done, m_steps), row, 0, Qt::AlignTop);
        grid->addWidget(name, row, 1, Qt::AlignTop);
        grid->addWidget(words, row, 2, Qt::AlignTop);
    }
    body()->addWidget(m_steps);
    show();
    announce(this, titleFor(trial, channel) + QStringLiteral(". ") + advice);
}

void TrialCard::showError(const QString &sentence) {
    clearSteps();
    setTone(Tone::Warning);
    setTitle(Desktop::tr("The test did not come to its end"));
    setText(sentence);
    show();
    announce(this, sentence);
}

}  // namespace latchkey
