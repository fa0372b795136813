// A signal's handler may do next to nothing: it writes one byte into a pipe that the event loop reads.
#include "app/desk/quit_on_signal.h"

#include <QCoreApplication>
#include <QSocketNotifier>

#include <array>
#include <csignal>
#include <unistd.h>

namespace latchkey {

namespace {

std::array<int, 2> &ends() {
    static std::array<int, 2> pipeEnds{-1, -1};
    return pipeEnds;
}

extern "C" void onSignal(int) {
    const char one = 1;
    [[maybe_unused]] const auto written = ::write(ends()[1], &one, 1);
}

}  // namespace

void quitOnSignal(QObject *parent) {
    if (::pipe(ends().data()) != 0) return;
    auto *notifier = new QSocketNotifier(ends()[0], QSocketNotifier::Read, parent);
    // Not quit(), which an open dialog with something typed in it may refuse.
    QObject::connect(notifier, &QSocketNotifier::activated, parent, [] { QCoreApplication::exit(0); });
    for (const int number : {SIGTERM, SIGINT, SIGHUP}) std::signal(number, onSignal);
}

}  // namespace latchkey
