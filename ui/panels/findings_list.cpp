// Builds a card for each finding.
#include "ui/panels/findings_list.h"

#include "ui/texts.h"
#include "ui/texts_context.h"
#include "ui/widgets/card.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace latchkey {

namespace {

Tone toneOf(const Finding &finding) {
    if (finding.code == FindingCode::UseStandardLogin) return Tone::Success;
    if (finding.code == FindingCode::PortalLinkFitsBetter) return Tone::Warning;
    if (finding.code == FindingCode::ReplyGoesElsewhere && finding.facts.reply == ReplyMatch::NotGiven) return Tone::Warning;  // a question yet
    // What is waited for, and what nobody knows yet, is no refusal.
    if (finding.code == FindingCode::ShopWaiting || finding.code == FindingCode::ShopUncertain) return Tone::Warning;
    switch (finding.severity) {
        case Severity::Blocks:
            return Tone::Danger;
        case Severity::Warns:
            return Tone::Warning;
        case Severity::Informs:
            return Tone::Plain;
    }
    return Tone::Plain;
}

QString buttonText(const Finding &finding, Remedy remedy) {
    if (finding.code == FindingCode::PortalLinkFitsBetter && remedy == Remedy::CopyPortalLink) return Desktop::tr("Copy Portal link instead");
    return textOf(remedy, finding.facts);
}

QString readingOf(const QList<Finding> &findings, Instant now) {
    QString all;
    for (const Finding &finding : findings) {
        const FindingText text = textOf(finding, now);
        all += toText(finding.code) + QLatin1Char('\n') + text.title + QLatin1Char('\n') + text.sentence + QLatin1Char('\n') +
               QString::number(finding.facts.link.value()) + QLatin1Char(' ') + QString::number(finding.facts.message.value()) + QLatin1Char(' ') +
               QString::number(finding.facts.other.value()) + finding.facts.replyTo;
        for (const Remedy remedy : finding.remedies) all += QLatin1Char('\n') + buttonText(finding, remedy);
        all += QLatin1Char('\f');
    }
    return all;
}

}  // namespace

FindingsList::FindingsList(QWidget *parent) : QWidget(parent), m_column(new QVBoxLayout(this)) {
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(10);
    hide();
}

void FindingsList::set(const QList<Finding> &findings, Instant now) {
    const QString reading = readingOf(findings, now);
    if (reading == m_shown) return;
    m_shown = reading;
    while (QLayoutItem *item = m_column->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();  // its button may be the one that is being pressed
        delete item;
    }
    for (const Finding &finding : findings) addCard(finding, now);
    setVisible(!findings.isEmpty());
}

void FindingsList::addCard(const Finding &finding, Instant now) {
    const FindingText text = textOf(finding, now);
    auto *card = new Card(toneOf(finding), this);
    card->setObjectName(QStringLiteral("finding-") + toText(finding.code));
    card->setTitle(text.title);
    card->setText(text.sentence);
    for (const Remedy remedy : finding.remedies) {
        QPushButton *button = card->addButton(buttonText(finding, remedy), QStringLiteral("remedy-") + toText(remedy));
        button->setAccessibleDescription(text.title);
        connect(button, &QPushButton::clicked, this, [this, remedy, facts = finding.facts] { emit pressed(remedy, facts); });
    }
    m_column->addWidget(card);
}

}  // namespace latchkey
