// hello.js, but connections may idle for ten minutes: at the default of five
// seconds the server would close them while they are being counted.
var http = require('http');
var server = http.createServer(function (req, res) {
    res.writeHead(200, {'Content-Type': 'text/plain'});
    res.end('Hello World!');
});
server.keepAliveTimeout = 600000;
server.listen(process.env.PORT || 1337, '127.0.0.1');
