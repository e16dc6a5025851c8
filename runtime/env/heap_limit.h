// What becomes of an environment whose JavaScript heap is full.
//
// At the limit it gets more, once, so as to end in order: Run returns, and
// failure() says why. The environment that owns the process says so on stderr,
// and where it was. A single allocation may need more than even that; then V8
// cannot go on. The process ends, or, where the environment has only a thread
// of it and an owner that is told (EnvironmentOptions::on_lost), that thread
// stands still for ever and the others go on.
#pragma once

namespace rondo {

class Environment;

/// The code of an environment's failure.
inline constexpr const char* kOutOfMemory = "ERR_WORKER_OUT_OF_MEMORY";

/// Once the isolate is there, on its thread.
void WatchHeap(Environment& env);
/// Before it goes.
void StopWatchingHeap(Environment& env);

}  // namespace rondo
