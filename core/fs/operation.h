// Operation: one asynchronous file operation, with its synchronous twin.
//
// An operation is embedded in the object that needs it: fill in its public
// parameters, Start it, and read its results in the callback. From Start until
// the callback it must stay where it is, as must every buffer that it names.
// RunSync does the same on the calling thread, at once.
#pragma once

#include <cstdint>

#include "core/base/check.h"
#include "core/fs/routes.h"
#include "core/loop/loop.h"
#include "core/loop/pool_work.h"

namespace rondo::fs {

class Operation : private PoolWork, private PhaseCall {
 public:
  /// Runs on the loop's thread, never from inside Start. May destroy the
  /// operation, or start it anew.
  using Callback = void (*)(Operation& operation);

  Operation(const Operation&) = delete;
  Operation& operator=(const Operation&) = delete;
  virtual ~Operation() { CHECK(!active_); }

  /// Keeps `loop` alive until the callback.
  void Start(Loop& loop);
  /// Blocks until it is done; calls no callback.
  void RunSync();
  /// An operation that has not begun ends with ECANCELED; another runs to its
  /// end. Either way the callback comes later, and only then is it over. A read
  /// from a pipe or terminal is given up too.
  void Cancel();
  /// Started, and the callback not yet called.
  bool active() const { return active_; }

  /// 0, or the positive errno of the first call that failed.
  int error() const { return error_; }
  bool ok() const { return error_ == 0; }
  /// The call that failed; only while error() is not 0.
  Call failed_call() const { return failed_; }

  /// Of one that has succeeded: nobody wants the result. A descriptor that it
  /// opened is closed.
  virtual void Abandon() {}

 protected:
  /// `callback` may be null in an operation that only runs synchronously. The
  /// route of `call` (routes.h) is the operation's.
  Operation(Callback callback, Call call);

  /// Tries on the loop's thread what cannot block. True: it is done, Fail was
  /// called or the results are there. False: whatever remains is for the rest.
  virtual bool TryCached() { return false; }
  /// Starts an Op of the loop that ends with Finish. False: to the pool.
  virtual bool StartOnLoop(Loop&) { return false; }
  virtual void CancelOnLoop(Loop&) {}
  /// Does what remains, on any thread, however long it takes.
  virtual void Perform() = 0;

  /// Perform was called by RunSync, on the caller's own thread.
  bool synchronous() const { return !active_; }
  /// Notes the error of `call`; the first one counts.
  void Fail(Call call, int error);
  /// Notes errno.
  void Fail(Call call);
  /// Ends an operation that StartOnLoop began. May destroy this.
  void Finish();

 private:
  void Run() final { Perform(); }
  void Done(int error) final;

  Callback callback_;
  const Route route_;
  Loop* loop_ = nullptr;
  int error_ = 0;
  Call failed_;
  bool active_ = false;
  bool in_pool_ = false;
};

}  // namespace rondo::fs
