// What a process and its threads do first: no core dumps, so that no secret lands in a file; names; no end by a broken pipe.
#pragma once

namespace latchkey {

// Call at the start of main(). Also keeps debuggers of the same user away.
void forbidCoreDumps();
// Shown by ps, gdb and perf; at most 15 characters.
void nameThisThread(const char *name);
// For a thread that writes to sockets by a library: one that the other side has closed is an error there, not the end of the process.
void surviveBrokenPipes();

}  // namespace latchkey
