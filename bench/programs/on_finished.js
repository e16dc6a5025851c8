var http = require('http');
var onFinished = require('on-finished');
var finished = 0;
http.createServer(function (req, res) {
    onFinished(res, function (err) {
        if (!err) finished++;
    });
    res.writeHead(200, {'Content-Type': 'text/plain'});
    res.end('Hello World!');
}).listen(process.env.PORT || 1337, '127.0.0.1');
