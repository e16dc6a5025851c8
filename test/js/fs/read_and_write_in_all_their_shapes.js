'use strict';
const assert = require('assert');
const fs = require('fs');
const { at } = require('./common/tmp');
const { mustCall } = require('../common/test');

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

fs.read(fd, buffer, 0, 3, 0, mustCall((error, count, same) => {
  assert.ifError(error);
  assert.strictEqual(count, 3);
  assert.strictEqual(same, buffer);
  fs.read(fd, { position: 0 }, mustCall((error, count, made) => {
    assert.strictEqual(count, 13);
    assert.strictEqual(made.length, 16384);
    fs.write(fd, 'end', mustCall((error, written, string) => {
      assert.strictEqual(written, 3);
      assert.strictEqual(string, 'end');
      fs.writev(fd, [Buffer.from('!')], mustCall((error, written) => {
        assert.strictEqual(written, 1);
        fs.fsync(fd, mustCall((error) => {
          assert.ifError(error);
          fs.fdatasyncSync(fd);
          fs.ftruncate(fd, 4, mustCall((error) => {
            assert.ifError(error);
            assert.strictEqual(fs.fstatSync(fd).size, 4);
            fs.close(fd, mustCall(assert.ifError));
          }));
        }));
      }));
    }));
  }));
}));
