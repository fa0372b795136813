// Lets SIGTERM, SIGINT and SIGHUP end the desk in order, so that the store is closed and a throw-away one is removed.
#pragma once

class QObject;

namespace latchkey {

void quitOnSignal(QObject *parent);

}  // namespace latchkey
