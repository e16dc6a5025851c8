#include "runtime/env/resource.h"

#include "runtime/env/environment.h"

namespace rondo {

void Resource::Destroy() { env_.resources().Destroy(*this); }

void Resource::TakeContext(const Resource& other) {
  context_.Reset(env_.isolate(), other.context_);
}

void ResourceTable::Adopt(Resource& resource, const Resource* cause) {
  resource.id_ = ids_.Add(&resource);
  env_.tasks().CaptureContext(resource.context_);
  if (resource.kind_.async_type == nullptr) return;
  AsyncIds& async = env_.async_ids();
  // The name costs a virtual call, and only hooks see it.
  const char* type = async.hooks_enabled() ? resource.async_type() : "";
  resource.async_ids_ = cause == nullptr
                            ? async.New(type)
                            : async.New(type, {}, cause->async_ids_.id);
}

void ResourceTable::Destroy(Resource& resource) {
  ids_.Remove(resource.id_);
  env_.async_ids().Destroy(resource.async_ids_);
  delete &resource;
}

void ResourceTable::CloseAll() {
  ids_.ForEach([](Resource& resource) { resource.Close(); });
}

void ResourceTable::AppendActive(std::vector<std::string>& names) {
  ids_.ForEach([&names](Resource& resource) { resource.AppendActive(names); });
}

}  // namespace rondo
