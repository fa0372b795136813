// Two lines at the foot of the sidebar: which shop outside the house this is, and how its mirror stands. Leads to the settings.
#pragma once

#include "models/domain/shop_state.h"
#include "ui/widgets/card.h"

#include <QPushButton>

namespace latchkey {

class ShopNote : public QPushButton {
    Q_OBJECT
public:
    explicit ShopNote(QWidget *parent);
    void set(const ShopState &state, Instant now);
    [[nodiscard]] QSize sizeHint() const override { return QSize(160, 46); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_line;
    bool m_hasFailed = false;  // also while the next run is under way
    Tone m_tone = Tone::Success;
};

}  // namespace latchkey
