var http = require('http');
var counts = { begun: 0, ran: 0, over: 0 };
require('async_hooks').createHook({
    init: function () { counts.begun++; },
    before: function () { counts.ran++; },
    after: function () {},
    destroy: function () { counts.over++; }
}).enable();
http.createServer(function (req, res) {
    res.writeHead(200, {'Content-Type': 'text/plain'});
    res.end('Hello World!');
}).listen(process.env.PORT || 1337, '127.0.0.1');
