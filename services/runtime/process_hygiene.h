// What a process that holds secrets does first: no core dumps, so that no secret lands in a file.
#pragma once

namespace latchkey {

// Call at the start of main(). Also keeps debuggers of the same user away.
void forbidCoreDumps();
// Shown by ps, gdb and perf; at most 15 characters.
void nameThisThread(const char *name);

}  // namespace latchkey
