// binding('http'): what JavaScript does to an exchange, which it names by its
// connection and its number there. Nothing happens to one that is gone.
#pragma once

#include <v8.h>

#include <cstdint>

#include "runtime/env/environment.h"

namespace rondo::http_binding {

/// write(connection, exchange, head, chunk, latin1, bits, trailers): true when
/// the response is ended and counts as sent, so that no onFinished follows
/// kWriteNotify.
void Write(const v8::FunctionCallbackInfo<v8::Value>& info);
/// writeMany(connection, exchange, head, [chunk, latin1, chunk, latin1 …],
/// bits, trailers)
void WriteMany(const v8::FunctionCallbackInfo<v8::Value>& info);
void WriteInformation(Environment& env, double connection, double sequence,
                      v8::Local<v8::String> text);
/// Bytes that wait to be sent; -1: it is gone.
double Queued(Environment& env, double connection, double sequence);
/// The slot of the exchange whose turn comes when this one ends; -1: none.
int32_t NextInLine(Environment& env, double connection, double sequence);
/// No request came behind this one on its connection.
bool IsLast(Environment& env, double connection, double sequence);
void NotifyDrain(Environment& env, double connection, double sequence);
void ResumeBody(Environment& env, double connection, double sequence);
void PauseBody(Environment& env, double connection, double sequence);
void DiscardBody(Environment& env, double connection, double sequence);

}  // namespace rondo::http_binding
