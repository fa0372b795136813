// The pages by name, in groups, with how much each holds.
#pragma once

#include "models/domain/me.h"

#include <QPushButton>

class QButtonGroup;
class QVBoxLayout;

namespace latchkey {

class ShopNote;
struct ShopState;

// One page's button: its name at the left, a count at the right.
class NavButton : public QPushButton {
    Q_OBJECT
public:
    NavButton(const QString &text, const QString &objectName, QWidget *parent);
    void setCount(const QString &count);
    [[nodiscard]] QSize sizeHint() const override { return QSize(160, 31); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_count;
};

class Sidebar : public QWidget {
    Q_OBJECT
public:
    explicit Sidebar(QWidget *parent = nullptr);
    void choose(const QString &page);
    void setMe(const Me &me);
    void setShop(const ShopState &state, Instant now);

signals:
    void pageChosen(const QString &page);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void addGroup(QVBoxLayout *column, const QString &title);
    NavButton *addPage(QVBoxLayout *column, const QString &page, const QString &text);
    QButtonGroup *m_group;
    ShopNote *m_shop = nullptr;
};

}  // namespace latchkey
