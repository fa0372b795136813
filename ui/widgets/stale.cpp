// The veil is a child that lets the mouse through and follows the size of what it lies on.
#include "ui/widgets/stale.h"

#include "services/client/service_client.h"
#include "ui/texts_connection.h"
#include "ui/theme/theme.h"

#include <QEvent>
#include <QPainter>
#include <QWidget>

namespace latchkey {

namespace {

constexpr QLatin1String veilName("staleVeil");

class Veil final : public QWidget {
public:
    explicit Veil(QWidget *over) : QWidget(over) {
        setObjectName(veilName);
        setAttribute(Qt::WA_TransparentForMouseEvents);
        setFocusPolicy(Qt::NoFocus);
        over->installEventFilter(this);
        hide();
    }
    void cover(bool covers) {
        setGeometry(parentWidget()->rect());
        setVisible(covers);
        raise();
    }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override {
        if (event->type() == QEvent::Resize) setGeometry(parentWidget()->rect());
        if (event->type() == QEvent::ChildAdded && isVisible()) raise();
        return QWidget::eventFilter(watched, event);
    }
    void paintEvent(QPaintEvent *) override {
        QColor veil = colours().surface;
        veil.setAlpha(115);
        QPainter(this).fillRect(rect(), veil);
    }
};

}  // namespace

// Made when it is first needed, since most windows never need one.
void fadeWhileLost(ServiceClient &client, QWidget *what) {
    const auto cover = [what](bool reachable) {
        auto *veil = static_cast<Veil *>(what->findChild<QWidget *>(veilName, Qt::FindDirectChildrenOnly));
        if (veil == nullptr && reachable) return;
        if (veil == nullptr) veil = new Veil(what);
        veil->cover(!reachable);
    };
    cover(client.isReachable());
    QObject::connect(&client, &ServiceClient::reachableChanged, what, cover);
}

void enableWhileConnected(ServiceClient &client, QWidget *what) {
    const auto set = [what](bool connected) {
        what->setEnabled(connected);
        what->setToolTip(whyNotNow(connected));
    };
    if (!client.isReachable()) set(false);
    QObject::connect(&client, &ServiceClient::reachableChanged, what, set);
}

}  // namespace latchkey
