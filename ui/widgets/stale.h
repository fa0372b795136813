// What becomes of a part of the window while the service cannot be reached: it fades, or it cannot be pressed.
#pragma once

class QWidget;

namespace latchkey {

class ServiceClient;

// Lays a veil over `what` while the connection is lost: it can still be read, scrolled and copied from.
void fadeWhileLost(ServiceClient &client, QWidget *what);
// `what` and all within can be used only while connected; its tooltip says why not.
void enableWhileConnected(ServiceClient &client, QWidget *what);

}  // namespace latchkey
