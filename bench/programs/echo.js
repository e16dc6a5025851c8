var http = require('http');
http.createServer(function (req, res) {
    res.writeHead(200, {
        'Content-Type': 'application/octet-stream',
        'Content-Length': req.headers['content-length'],
    });
    req.pipe(res);
}).listen(process.env.PORT || 1337, '127.0.0.1');
