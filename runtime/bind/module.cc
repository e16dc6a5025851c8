#include "runtime/bind/module.h"

#include "core/base/check.h"

namespace rondo {

namespace {

// "http_parser" is the interface HttpParserBinding.
std::string InterfaceName(const ModuleSpec& module) {
  std::string name;
  bool upper = true;
  for (const char* c = module.id.name; *c != '\0'; ++c) {
    if (*c == '_') {
      upper = true;
      continue;
    }
    name += upper && *c >= 'a' && *c <= 'z' ? static_cast<char>(*c - 32) : *c;
    upper = false;
  }
  return name + "Binding";
}

}  // namespace

namespace bind_internal {

void AppendSignature(std::string& out,
                     const std::vector<std::string_view>& names,
                     const std::vector<std::string>& types,
                     const std::vector<bool>& optional,
                     std::string_view result) {
  out += '(';
  for (size_t i = 0; i < types.size(); ++i) {
    if (i != 0) out += ", ";
    if (names.empty()) {
      out += 'a';
      out += std::to_string(i);
    } else {
      out += names[i];
    }
    out += optional[i] ? "?: " : ": ";
    out += types[i];
  }
  out += "): ";
  out += result;
}

}  // namespace bind_internal

v8::MaybeLocal<v8::Object> InstantiateModule(v8::Local<v8::Context> context,
                                             const ModuleSpec& module) {
  v8::Isolate* isolate = context->GetIsolate();
  v8::EscapableHandleScope scope(isolate);
  v8::Local<v8::Object> object = v8::Object::New(isolate);
  for (size_t i = 0; i < module.member_count; ++i) {
    const MemberSpec& member = module.members[i];
    v8::Local<v8::String> name =
        v8::String::NewFromUtf8(isolate, member.name,
                                v8::NewStringType::kInternalized)
            .ToLocalChecked();
    v8::Local<v8::Value> value;
    if (member.kind == MemberSpec::Kind::kNumber) {
      value = v8::Number::New(isolate, member.number);
    } else {
      v8::Local<v8::Function> function;
      if (!v8::FunctionTemplate::New(isolate, member.callback, {}, {},
                                     member.length,
                                     v8::ConstructorBehavior::kThrow)
               ->GetFunction(context)
               .ToLocal(&function)) {
        return {};
      }
      function->SetName(name);
      value = function;
    }
    if (!object->CreateDataProperty(context, name, value).FromMaybe(false)) {
      return {};
    }
  }
  return scope.Escape(object);
}

void AppendExternalReferences(std::vector<intptr_t>& references) {
  for (const ModuleSpec* module : AllModules()) {
    for (size_t i = 0; i < module->member_count; ++i) {
      if (module->members[i].callback == nullptr) continue;
      references.push_back(
          reinterpret_cast<intptr_t>(module->members[i].callback));
    }
  }
}

std::string BindingTypings() {
  std::string out =
      "// What binding(name) gives to the modules of lib/. Generated from the\n"
      "// tables in runtime/bindings by `rondo --print-typings`. Do not "
      "edit.\n"
      "\n"
      "/** The number of a native resource; below 0 where one is returned: a\n"
      " * negative errno, and there is none. */\n"
      "export type Handle<Kind extends string> =\n"
      "  number & { readonly kind?: Kind };\n"
      "\n"
      "/** The object of a native, and nothing else. */\n"
      "export type Native<Kind extends string> =\n"
      "  object & { readonly native?: Kind };\n";
  for (const ModuleSpec* module : AllModules()) {
    out += "\nexport interface ";
    out += InterfaceName(*module);
    out += " {\n";
    for (size_t i = 0; i < module->member_count; ++i) {
      const MemberSpec& member = module->members[i];
      out += "  ";
      out += member.name;
      if (member.kind == MemberSpec::Kind::kNumber) {
        out += ": number";
      } else {
        member.typing(out);
      }
      out += ";\n";
    }
    out += "}\n";
  }
  out += "\nexport interface Bindings {\n";
  for (const ModuleSpec* module : AllModules()) {
    out += "  ";
    out += module->id.name;
    out += ": ";
    out += InterfaceName(*module);
    out += ";\n";
  }
  out +=
      "}\n\nexport type Binding = "
      "<Name extends keyof Bindings>(name: Name) => Bindings[Name];\n";
  return out;
}

}  // namespace rondo
