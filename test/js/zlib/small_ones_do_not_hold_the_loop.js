'use strict';
// Backends: one
// Functions that call themselves again and again let the loop turn.

const zlib = require('zlib');
const { test } = require('../common/test.js');

let turns = 0;
let calls = 0;
test(() => new Promise((done) => {
  const next = () => {
    calls++;
    if (turns < 20) zlib.gzip(`some small text ${calls}`.repeat(8), next);
    else done();
  };
  const turn = () => {
    turns++;
    if (turns < 20) setImmediate(turn);
  };
  next();
  setImmediate(turn);
}));
