// Linux' switches for core dumps, thread names and signals.
#include "services/runtime/process_hygiene.h"

#include <pthread.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>

namespace latchkey {

void forbidCoreDumps() {
    const rlimit none{0, 0};
    setrlimit(RLIMIT_CORE, &none);
    // The limit alone does not hold where the kernel pipes dumps to a program.
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}

void nameThisThread(const char *name) { pthread_setname_np(pthread_self(), name); }

void surviveBrokenPipes() {
    sigset_t pipes;
    sigemptyset(&pipes);
    sigaddset(&pipes, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &pipes, nullptr);
}

}  // namespace latchkey
