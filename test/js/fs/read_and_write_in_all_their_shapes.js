'use strict';
const assert = require('assert');
const fs = require('fs');
const { at } = require('./common/tmp');

const fd = fs.openSync(at('file'), 'w+');
assert.strictEqual(fs.writeSync(fd, 'héllo'), 6);
assert.strictEqual(fs.writeSync(fd, 'J', 0), 1);
assert.strictEqual(fs.writeSync(fd, '6869', null, 'hex'), 2);
assert.strictEqual(fs.writeSync(fd, Buffer.from('__!__'), 2, 1), 1);
assert.strictEqual(fs.writeSync(fd, Buffer.from('?'), { position: 9 }), 1);
assert.strictEqual(fs.writevSync(fd, [Buffer.from('a'), new Uint16Array([0x6362])], 10), 3);
assert.strictEqual(fs.readFileSync(at('file'), 'utf8'), 'Jéllohi!?abc');

const buffer = Buffer.alloc(5);
assert.strictEqual(fs.readSync(fd, buffer, 0, 5, 0), 5);
assert.strictEqual(buffer.toString(), 'Jéll');
assert.strictEqual(fs.readSync(fd, buffer, { position: 10n, length: 2 }), 2);
assert.strictEqual(buffer.toString('latin1', 0, 2), 'ab');
assert.strictEqual(fs.readSync(fd, buffer, { position: 1000 }), 0);
const parts = [Buffer.alloc(2), Buffer.alloc(3)];
assert.strictEqual(fs.readvSync(fd, parts, 0), 5);
assert.strictEqual(Buffer.concat(parts).toString(), 'Jéll');

let calls = 0;
fs.read(fd, buffer, 0, 3, 0, (error, count, same) => {
  assert.ifError(error);
  assert.strictEqual(count, 3);
  assert.strictEqual(same, buffer);
  ++calls;
  fs.read(fd, { position: 0 }, (error, count, made) => {
    assert.strictEqual(count, 13);
    assert.strictEqual(made.length, 16384);
    ++calls;
    fs.write(fd, 'end', (error, written, string) => {
      assert.strictEqual(written, 3);
      assert.strictEqual(string, 'end');
      ++calls;
      fs.writev(fd, [Buffer.from('!')], (error, written) => {
        assert.strictEqual(written, 1);
        ++calls;
        fs.fsync(fd, (error) => {
          assert.ifError(error);
          fs.fdatasyncSync(fd);
          fs.ftruncate(fd, 4, (error) => {
            assert.ifError(error);
            assert.strictEqual(fs.fstatSync(fd).size, 4);
            fs.close(fd, (error) => {
              assert.ifError(error);
              ++calls;
            });
          });
        });
      });
    });
  });
});
process.on('exit', () => assert.strictEqual(calls, 5));
