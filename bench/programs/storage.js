var http = require('http');
var AsyncLocalStorage = require('async_hooks').AsyncLocalStorage;
var storage = new AsyncLocalStorage();
var last = 0;
function answer(res) {
    res.writeHead(200, {'Content-Type': 'text/plain'});
    res.end(storage.getStore() > 0 ? 'Hello World!' : 'lost');
}
http.createServer(function (req, res) {
    storage.run(++last, answer, res);
}).listen(process.env.PORT || 1337, '127.0.0.1');
