#include "runtime/bindings/http/exchange.h"

#include <string>
#include <vector>

#include "runtime/bindings/http/response.h"
#include "runtime/bindings/http/state.h"
#include "runtime/env/v8_compat.h"

namespace rondo::http_binding {

namespace {

constexpr int32_t kGone = -1;

http::Exchange* FindExchange(Environment& env, double connection,
                             double sequence) {
  http::Connection* found = FindConnection(env, connection);
  // Below zero: JavaScript's "none".
  return found == nullptr || sequence < 0
             ? nullptr
             : found->FindExchange(static_cast<uint64_t>(sequence));
}

/// The first two arguments of a raw function.
http::Exchange* ExchangeOf(const v8::FunctionCallbackInfo<v8::Value>& info,
                           Environment& env) {
  return FindExchange(env, info[0].As<v8::Number>()->Value(),
                      info[1].As<v8::Number>()->Value());
}

/// The head or the trailer. A program may put anything into the property that
/// holds it: what is no text is none.
v8::Local<v8::String> TextAt(const v8::FunctionCallbackInfo<v8::Value>& info,
                             int index) {
  v8::Local<v8::Value> value = info[index];
  return value->IsString() ? value.As<v8::String>()
                           : v8::String::Empty(info.GetIsolate());
}

}  // namespace

void Write(const v8::FunctionCallbackInfo<v8::Value>& info) {
  v8::Isolate* isolate = info.GetIsolate();
  Environment& env = Environment::From(isolate);
  http::Exchange* exchange = ExchangeOf(info, env);
  if (exchange == nullptr || exchange->response_ended()) return;
  const BodyPiece piece{info[3], info[4]->IsTrue()};
  const uint32_t bits = info[5].As<v8::Uint32>()->Value();
  if (WriteResponse(isolate, *exchange, TextAt(info, 2), &piece, 1, bits,
                    TextAt(info, 6))) {
    info.GetReturnValue().Set(true);
  }
}

void WriteMany(const v8::FunctionCallbackInfo<v8::Value>& info) {
  v8::Isolate* isolate = info.GetIsolate();
  Environment& env = Environment::From(isolate);
  http::Exchange* exchange = ExchangeOf(info, env);
  if (exchange == nullptr || exchange->response_ended()) return;
  v8::Local<v8::Context> context = env.context();
  v8::Local<v8::Array> list = info[3].As<v8::Array>();
  std::vector<BodyPiece> pieces;
  pieces.reserve(list->Length() / 2);
  for (uint32_t i = 0; i + 1 < list->Length(); i += 2) {
    pieces.push_back({list->Get(context, i).ToLocalChecked(),
                      list->Get(context, i + 1).ToLocalChecked()->IsTrue()});
  }
  if (WriteResponse(isolate, *exchange, TextAt(info, 2), pieces.data(),
                    pieces.size(), info[4].As<v8::Uint32>()->Value(),
                    TextAt(info, 5))) {
    info.GetReturnValue().Set(true);
  }
}

void WriteInformation(Environment& env, double connection, double sequence,
                      v8::Local<v8::String> text) {
  http::Exchange* exchange = FindExchange(env, connection, sequence);
  if (exchange == nullptr) return;
  std::string head(static_cast<size_t>(text->Length()), '\0');
  WriteOneByte(env.isolate(), text,
               {reinterpret_cast<uint8_t*>(head.data()), head.size()});
  exchange->WriteInformation(head);
}

double Queued(Environment& env, double connection, double sequence) {
  http::Exchange* exchange = FindExchange(env, connection, sequence);
  return exchange == nullptr ? kGone
                             : static_cast<double>(exchange->queued_bytes());
}

int32_t NextInLine(Environment& env, double connection, double sequence) {
  http::Exchange* exchange = FindExchange(env, connection, sequence);
  if (exchange == nullptr) return kGone;
  const http::Exchange* next = exchange->next_in_line();
  return next == nullptr ? kGone : SlotOf(*next);
}

bool IsLast(Environment& env, double connection, double sequence) {
  const http::Exchange* exchange = FindExchange(env, connection, sequence);
  return exchange != nullptr && exchange->last();
}

void NotifyDrain(Environment& env, double connection, double sequence) {
  http::Exchange* exchange = FindExchange(env, connection, sequence);
  if (exchange != nullptr) exchange->NotifyDrain();
}

void ResumeBody(Environment& env, double connection, double sequence) {
  http::Exchange* exchange = FindExchange(env, connection, sequence);
  if (exchange != nullptr) exchange->ResumeBody();
}

void PauseBody(Environment& env, double connection, double sequence) {
  http::Exchange* exchange = FindExchange(env, connection, sequence);
  if (exchange != nullptr) exchange->PauseBody();
}

void DiscardBody(Environment& env, double connection, double sequence) {
  http::Exchange* exchange = FindExchange(env, connection, sequence);
  if (exchange != nullptr) exchange->DiscardBody();
}

}  // namespace rondo::http_binding
