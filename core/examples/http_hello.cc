// The hello server on librondo: one loop, a coroutine a request.
#include <cstdio>
#include <cstdlib>

#include "core/http/server/server.h"

using namespace rondo;

int main() {
  auto loop = Loop::Create({}).value();
  http::Server server(*loop, [](http::Request&, http::Response& res) -> Task<> {
    res.WriteHead(200, {{"Content-Type", "text/plain"}});
    res.End("Hello World!");
    co_return;
  });
  const char* port = std::getenv("PORT");
  auto address = server.Listen(
      net::Address::Parse("127.0.0.1", port ? std::atoi(port) : 1337).value());
  if (!address.ok()) {
    std::fprintf(stderr, "listen: %s\n", address.error().ToString().c_str());
    return 1;
  }
  const std::string at = address->ToString();
  std::printf("Listening on http://%s/ (%s); try: curl -i http://%s/\n",
              at.c_str(), loop->backend_name(), at.c_str());
  std::fflush(stdout);
  loop->Run();
}
