// The title of Issued links with the count of live ones, and the switch between the list and the last 30 days.
#pragma once

#include <QWidget>

class QButtonGroup;

namespace latchkey {

class PlainLabel;

enum class LinksView { List, Stats };

// Each view has its own, so that the panel beside the list reaches the top. GUI thread.
class LinksHead : public QWidget {
    Q_OBJECT
public:
    LinksHead(LinksView shown, QWidget *parent);
    void setCount(const QString &count);
    void settle();  // shows its own view as chosen, whatever was pressed

signals:
    void viewChosen(latchkey::LinksView view);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    LinksView m_shown;
    PlainLabel *m_count;
    QButtonGroup *m_views;
};

}  // namespace latchkey
