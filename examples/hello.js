var http = require('http');
var port = process.env.PORT || 1337;
http.createServer(function (req, res) {
    res.writeHead(200, {'Content-Type': 'text/plain'});
    res.end('Hello World!');
}).listen(port, "127.0.0.1", function () {
    var url = 'http://127.0.0.1:' + this.address().port + '/';
    console.log('Listening on ' + url);
    console.log('Try: curl -i ' + url + '   (stop with Ctrl-C)');
});
