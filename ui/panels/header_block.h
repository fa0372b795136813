// The top of a panel: a name, its status, and one line about it.
#pragma once

#include "ui/widgets/chip.h"

#include <QWidget>

namespace latchkey {

class PlainLabel;

class HeaderBlock : public QWidget {
    Q_OBJECT
public:
    explicit HeaderBlock(QWidget *parent);
    void set(const QString &name, const QString &status, Tone tone, const QString &summary);

private:
    PlainLabel *m_name;
    Chip *m_status;
    PlainLabel *m_summary;
};

}  // namespace latchkey
