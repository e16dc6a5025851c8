// What a program finds after one of its callbacks was cut off: a turn as any.
#include <gtest/gtest.h>

#include <string>
#include <thread>

#include "runtime/env/watched_program.h"

namespace rondo {
namespace {

/// Before each of the parts: `spinOnce` spins the first time it is called, and
/// `check` is called in a turn behind that, outside of all contexts.
constexpr const char* kBefore = R"(
  const { AsyncLocalStorage, AsyncResource, createHook, executionAsyncId,
          executionAsyncResource, triggerAsyncId } = require('async_hooks');
  const assert = require('assert');
  const fs = require('fs');
  const als = new AsyncLocalStorage();
  let spun = false;
  function spinOnce() { if (!spun) { spun = true; spin(); } }
  const open = new Set();  // told 'before' and not yet 'after'
  const hooks = {
    before(id) { assert(!open.has(id)); open.add(id); },
    after(id) { assert(open.delete(id)); },
  };
  function isFresh(what, store) {
    assert.strictEqual(als.getStore(), store, what);
    assert(executionAsyncId() > 0, what);
    if (observed) assert.deepStrictEqual([...open], [executionAsyncId()], what);
    // What begins now is the doing of what runs now.
    assert.strictEqual(new AsyncResource('X').triggerAsyncId(),
                       executionAsyncId(), what);
    const timer = setTimeout(() => {}, 1e6);
    assert.strictEqual(executionAsyncResource() === timer, false);
    clearTimeout(timer);
  }
  let checks = 0;
  function check() {
    isFresh('timer');
    process.nextTick(() => { isFresh('tick'); checks++; });
    setImmediate(() => { isFresh('immediate'); checks++; });
    fs.stat('/', () => { isFresh('fs'); checks++; });
    als.run('own', () => setTimeout(() => { isFresh('later', 'own'); checks++; }, 2));
    Promise.resolve().then(() => {
      assert.strictEqual(als.getStore(), undefined); checks++; });
    new AsyncResource('Y').runInAsyncScope(() => {
      assert.strictEqual(als.getStore(), undefined); checks++; });
  }
  // An interval, since what is cut off may be a call of this.
  const poll = setInterval(() => {
    if (!spun) return;
    clearInterval(poll);
    check();
  }, 1);
  process.on('exit', () => { process.exitCode = checks === 6 ? 5 : 6; });
)";

TEST(CutOffTest, WhateverRanTheNextTurnIsAsAny) {
  for (const std::string part : {
           "setTimeout(spinOnce, 1);",
           "const i = setInterval(() => {"
           "  if (spun) { clearInterval(i); } else spinOnce(); }, 1);",
           "setImmediate(spinOnce); setImmediate(() => {});",
           "process.nextTick(spinOnce); process.nextTick(() => {});",
           "queueMicrotask(spinOnce);",
           "Promise.resolve().then(spinOnce);",
           "(async () => { await null; spinOnce(); })();",
           "Promise.resolve({ then() { spinOnce(); } });",
           "new Promise(spinOnce);",
           "new AsyncResource('A').runInAsyncScope(spinOnce);",
           "setTimeout(() => { new AsyncResource('A').runInAsyncScope(() => {"
           "  new AsyncResource('B').runInAsyncScope(spinOnce); }); }, 1);",
           "als.run('B', spinOnce);",
           "als.enterWith('B'); spinOnce();",
           "setTimeout(() => { als.enterWith('B'); spinOnce(); }, 1);",
           "new (require('stream').Readable)({ read() { spinOnce(); } })"
           "  .resume();",
           "new (require('stream').Writable)({ write() { spinOnce(); } })"
           "  .write('x');",
           "fs.stat('/', spinOnce);",
           "fs.promises.stat('/').then(spinOnce);",
           "fs.createReadStream('/proc/self/cmdline').on('data', spinOnce);",
           "require('net').connect({ port: 1, host: 'x',"
           "  lookup() { spinOnce(); } }).on('error', () => {});",
           "process.on('unhandledRejection', () => {"
           "  if (spun) checks++; else { checks--; spinOnce(); } });"
           "Promise.reject(1); Promise.reject(2);",
           "process.on('uncaughtException', (error) => {"
           "  if (error.message !== 'mine') { console.error(error);"
           "    process.exit(8); } });"
           "setTimeout(() => { setTimeout(spinOnce, 1);"
           "  throw Error('mine'); }, 1);",
           "createHook({ init() { spinOnce(); } }).enable();"
           "setTimeout(() => {}, 1);",
           "createHook({ before() { spinOnce(); } }).enable();",
           "createHook({ after() { spinOnce(); } }).enable();",
           "createHook({ promiseResolve() { spinOnce(); } }).enable();"
           "Promise.resolve();",
           "createHook({ init() { spinOnce(); }, trackPromises: false })"
           "  .enable(); fs.stat('/', () => {});",
           "require('events').once(process, 'x').then(spinOnce);"
           "process.emit('x');",
       }) {
    for (const bool observed : {false, true}) {
      SCOPED_TRACE(part + (observed ? " (observed)" : ""));
      Watched program(std::string("const observed = ") +
                      (observed ? "true;" : "false;") + kBefore +
                      (observed ? "createHook(hooks).enable();" : "") +
                      "als.run('A', () => {" + part + "});");
      program.CutOff();
      EXPECT_EQ(program.End(), 5);
    }
  }
}

TEST(CutOffTest, WhatTheTurnHadStartedLivesOn) {
  // Of each kind one that would come behind the one that is cut off.
  for (
      const std::string part :
      {"setTimeout(spin, 1); setTimeout(go, 1);",
       "setTimeout(() => { setTimeout(go, 1); setInterval(() => {}, 1).unref();"
       "  spin(); }, 1);",
       "setImmediate(spin); setImmediate(go);",
       "process.nextTick(spin); process.nextTick((a, b, c) => go(c), 1, 2, 3);",
       "setImmediate(() => { process.nextTick(go); spin(); });",
       "process.on('unhandledRejection', (n) => { if (n === 1) spin(); go(); "
       "});"
       "Promise.reject(1); Promise.reject(2);",
       "const p = Promise.reject(1), q = Promise.reject(2); let n = 0;"
       "process.on('unhandledRejection', () => {"
       "  if (++n === 2) setTimeout(() => { p.catch(() => {});"
       "                                    q.catch(() => {}); }, 1); });"
       "process.on('rejectionHandled', (r) => { if (r === p) spin(); go(); });",
       "const hooks = require('async_hooks').createHook({ destroy(id) {"
       "  if (id === a) spin(); if (id === b) go(); } }).enable();"
       "const [a, b] = [1, 2].map(() => new (require('async_hooks')"
       "  .AsyncResource)('X').emitDestroy().asyncId());"}) {
    SCOPED_TRACE(part);
    // It ends by itself: what keeps a loop alive is counted right.
    Watched program("const go = () => { process.exitCode = 5; };" + part);
    program.CutOff();
    EXPECT_EQ(program.End(), 5);
  }
}

TEST(CutOffTest, HooksHearOfTheEnd) {
  Watched program(
      "const { AsyncResource, createHook, executionAsyncId } ="
      "  require('async_hooks'); const heard = [];"
      "createHook({ after(id) { heard.push(`after ${id}`); },"
      "             destroy(id) { heard.push(`destroy ${id}`); } }).enable();"
      "let ids; setTimeout(() => { const inner = new AsyncResource('R');"
      "  ids = [inner.asyncId(), executionAsyncId()];"
      "  inner.runInAsyncScope(spin); }, 1);"
      "process.on('exit', () => { const find = (text) => heard.indexOf(text);"
      "  const inner = find(`after ${ids[0]}`), outer = find(`after "
      "${ids[1]}`);"
      "  process.exitCode = inner >= 0 && outer > inner &&"
      "    find(`destroy ${ids[1]}`) > outer ? 5 : 6; });");
  program.CutOff();
  EXPECT_EQ(program.End(), 5);
}

TEST(CutOffTest, AnAfterHookThatSpinsIsCutOffItself) {
  Watched program(
      "let n = 0; const { createHook } = require('async_hooks');"
      "createHook({ after() { if (n++ === 0) spin(); } }).enable();"
      "setTimeout(() => { process.exitCode = 5; spin(); }, 1);");
  program.CutOff();
  program.CutOff();
  EXPECT_EQ(program.End(), 5);
}

TEST(CutOffTest, AListenerOfExitLeavesTheCode) {
  for (const std::string how :
       {"", "setTimeout(() => process.exit(), 1);",
        "process.exitCode = 4; process.exit(5);",
        "Promise.resolve().then(() => process.exit());"}) {
    Watched program("process.exitCode = 5; process.on('exit', spin);" + how);
    program.CutOff();
    EXPECT_EQ(program.End(), 5) << how;
  }
}

TEST(CutOffTest, AnErrorWhoseHandlerIsCutOffIsPrinted) {
  for (const std::string how :
       {"setTimeout(() => { throw Error('mine'); }, 1);",
        "Promise.reject(Error('mine'));",
        "queueMicrotask(() => { throw Error('mine'); });",
        "throw Error('mine');"}) {
    testing::internal::CaptureStderr();
    Watched program("process.on('uncaughtException', spin);" + how);
    program.CutOff();
    const int code = program.End();
    const std::string printed = testing::internal::GetCapturedStderr();
    EXPECT_EQ(code, 7) << how;
    EXPECT_NE(printed.find("Error: mine"), std::string::npos) << how << printed;
  }
}

TEST(CutOffTest, WhoCutsOffTwiceDoesNotHitTheAnswer) {
  const std::string path = SocketPath("twice");
  Watched program(
      "require('http').createServer((req, res) => {"
      "  if (req.url === '/spin') spin(); res.end('bye');"
      "}).listen('" +
      path + "');");
  for (int i = 0; i < 20; ++i) {
    UniqueFd client = Connect(path);
    std::string answer;
    std::thread asking([&] { answer = Ask(client.get(), "/spin"); });
    const uint64_t number = program.Spinning().number;
    for (int again = 0; again < 200; ++again) {
      program.env().TerminateTask(number);
    }
    asking.join();
    EXPECT_EQ(answer.find("HTTP/1.1 503 "), 0u) << answer;
  }
  program.env().Terminate(0);
}

}  // namespace
}  // namespace rondo
