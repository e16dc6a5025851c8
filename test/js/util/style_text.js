// Backends: one
'use strict';
const { styleText, stripVTControlCharacters } = require('util');
const free = { validateStream: false };
const styled = styleText(['bold', 'red'], 'x', free);
console.log(JSON.stringify(styled), stripVTControlCharacters(styled));
console.log(JSON.stringify(styleText('#ff8000', 'orange', free)));
try {
  styleText('no colour', 'x');
} catch (error) {
  console.log(error.code);
}
