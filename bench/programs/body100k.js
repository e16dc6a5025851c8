var http = require('http');
var body = Buffer.alloc(100 * 1024, 'x');
http.createServer(function (req, res) {
    res.writeHead(200, {'Content-Type': 'application/octet-stream'});
    res.end(body);
}).listen(process.env.PORT || 1337, '127.0.0.1');
