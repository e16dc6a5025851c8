// binding('options'): the command line.
#include "runtime/env/options.h"

#include "runtime/bind/module.h"
#include "runtime/env/foreign_options.h"

namespace rondo {

extern const ModuleId kOptionsModule;  // in registry.cc

namespace {

Typed<"boolean | number | string | string[] | undefined"> GetOption(
    Environment& env, const Utf8& name) {
  v8::Isolate* isolate = env.isolate();
  const OptionValue* value = env.options().Find(name.view());
  if (value == nullptr) {
    for (const OptionSpec& spec : OptionSpecs()) {
      if (name.view() == spec.name && spec.type == OptionType::kFlag) {
        return v8::Boolean::New(isolate, spec.by_default);
      }
    }
    return v8::Undefined(isolate);
  }
  if (const bool* flag = std::get_if<bool>(value)) {
    return v8::Boolean::New(isolate, *flag);
  }
  if (const double* number = std::get_if<double>(value)) {
    return v8::Number::New(isolate, *number);
  }
  if (const std::string* text = std::get_if<std::string>(value)) {
    return ToJsString(isolate, *text);
  }
  std::vector<v8::Local<v8::Value>> list;
  for (const std::string& item : std::get<std::vector<std::string>>(*value)) {
    list.push_back(ToJsString(isolate, item));
  }
  return v8::Array::New(isolate, list.data(), list.size());
}

std::string Negated(std::string_view flag) {
  return "--no-" + std::string(flag.substr(2));
}

/// What NODE_OPTIONS may hold, with all aliases; what has no effect, too.
Typed<"string[]", v8::Array> EnvironmentFlags(Environment& env) {
  v8::Isolate* isolate = env.isolate();
  std::vector<v8::Local<v8::Value>> names;
  for (const OptionSpec& spec : OptionSpecs()) {
    if (!spec.in_environment) continue;
    names.push_back(ToJsString(isolate, spec.name));
    if (spec.type == OptionType::kFlag) {
      names.push_back(ToJsString(isolate, Negated(spec.name)));
    }
    if (spec.alias != nullptr) names.push_back(ToJsString(isolate, spec.alias));
  }
  for (const std::string_view flag : V8FlagsInEnvironment()) {
    names.push_back(ToJsString(isolate, flag));
  }
  for (const ForeignOption& option : ForeignOptions()) {
    names.push_back(ToJsString(isolate, option.name));
    if (!option.takes_value) {
      names.push_back(ToJsString(isolate, Negated(option.name)));
    }
  }
  return v8::Array::New(isolate, names.data(), names.size());
}

}  // namespace

extern constinit const ModuleSpec kOptionsBinding =
    Module<kOptionsModule, Fn<"getOption", &GetOption, "name">,
           Fn<"environmentFlags", &EnvironmentFlags>>::kSpec;

}  // namespace rondo
