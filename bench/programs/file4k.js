var http = require('http');
var fs = require('fs');
var path = require('path');
var file = path.join(__dirname, 'file4k.txt');
http.createServer(function (req, res) {
    fs.readFile(file, function (err, data) {
        if (err) {
            res.writeHead(500);
            res.end(String(err));
            return;
        }
        res.writeHead(200, {'Content-Type': 'text/plain'});
        res.end(data);
    });
}).listen(process.env.PORT || 1337, '127.0.0.1');
