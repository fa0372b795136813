// Linux' switches for core dumps and thread names.
#include "services/runtime/process_hygiene.h"

#include <pthread.h>
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

}  // namespace latchkey
