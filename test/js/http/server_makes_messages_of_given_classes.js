'use strict';
const http = require('http');
const { assert, close, fetch, listen, post, test } = require('./common/wire');

class Request extends http.IncomingMessage {
  get path() { return this.url.split('?')[0]; }
}
class Response extends http.ServerResponse {
  status(code) {
    this.statusCode = code;
    return this;
  }
  end(chunk, ...rest) {
    this.setHeader('X-Ended', 'here');
    return super.end(chunk && `[${chunk}]`, ...rest);
  }
}
function OldResponse(req, options) {
  http.ServerResponse.call(this, req, options);
}
Object.setPrototypeOf(OldResponse.prototype, http.ServerResponse.prototype);
OldResponse.prototype.status = function(code) {
  this.statusCode = code;
  return this;
};

test(async () => {
  for (const ServerResponse of [Response, OldResponse]) {
    const server = http.createServer(
      { IncomingMessage: Request, ServerResponse }, (req, res) => {
        assert(req instanceof Request);
        assert(res instanceof ServerResponse);
        assert.strictEqual(req.path, '/p');
        let text = '';
        req.on('data', (part) => { text += part; });
        req.on('end', () => res.status(202).end(text));
      });
    const port = await listen(server);
    const { status, body, headers } = await fetch(port, post('x', '', '/p?q'));
    assert.strictEqual(status, 202);
    assert.strictEqual(body, ServerResponse === Response ? '[x]' : 'x');
    assert.strictEqual(headers['x-ended'],
                       ServerResponse === Response ? 'here' : undefined);
    await close(server);
  }
});
