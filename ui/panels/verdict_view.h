// One verdict of "Check a link": its card with the remedies, what was undone, and what happened to the link; folded to its card when it is one of several.
#pragma once

#include "models/domain/link_verdict.h"
#include "ui/widgets/card.h"

#include <QWidget>

class QVBoxLayout;

namespace latchkey {

class LinkLife;
struct Me;

// Owned by the page, which does what the remedies promise. GUI thread.
class VerdictView : public QWidget {
    Q_OBJECT
public:
    enum class Folding { None, Open, Closed };

    VerdictView(const LinkVerdict &verdict, const Me &me, Folding folding, Instant now, QWidget *parent);
    void tick(Instant now);  // the words that count minutes, and the bar of a live link
    [[nodiscard]] bool isOpen() const;
    void setOpen(bool open);
    [[nodiscard]] const LinkVerdict &verdict() const { return m_verdict; }

signals:
    void pressed(latchkey::Remedy remedy, const latchkey::FindingFacts &facts);

private:
    void buildCard(const Me &me, Folding folding, Instant now);
    void addFold(Folding folding);
    void buildMore(Instant now);
    void addUndone(QVBoxLayout *column);
    void addStory(QVBoxLayout *column, Instant now);

    LinkVerdict m_verdict;
    Card *m_card = nullptr;
    QWidget *m_more = nullptr;
    LinkLife *m_life = nullptr;
    QPushButton *m_fold = nullptr;
};

// What the card offers, the most fitting first: the finding that speaks of this link knows best, then what always helps.
QList<Remedy> remediesFor(const LinkVerdict &verdict, const Me &me);

}  // namespace latchkey
