// The bar at the top: mark and name, the field that opens the palette, the service's state, and who is working.
#pragma once

#include <QWidget>

class QLabel;

namespace latchkey {

class TopBar : public QWidget {
    Q_OBJECT
public:
    enum class State { Starting, Ready, Reconnecting };

    explicit TopBar(QWidget *parent = nullptr);
    void setState(State state);
    void setAgent(const QString &name);

signals:
    void searchPressed();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QLabel *m_state;
    QLabel *m_name;
    QWidget *m_initials;
    QWidget *m_dot;
};

}  // namespace latchkey
