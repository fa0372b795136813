// The findings as cards, each with its remedies as buttons.
#pragma once

#include "models/domain/finding.h"

#include <QWidget>

class QVBoxLayout;

namespace latchkey {

class FindingsList : public QWidget {
    Q_OBJECT
public:
    explicit FindingsList(QWidget *parent);
    // Builds nothing anew when the cards would read the same: a refresh must not take the focus off a button.
    void set(const QList<Finding> &findings, Instant now);

signals:
    void pressed(latchkey::Remedy remedy, const latchkey::FindingFacts &facts);

private:
    void addCard(const Finding &finding, Instant now);

    QVBoxLayout *m_column;
    QString m_shown;
};

}  // namespace latchkey
