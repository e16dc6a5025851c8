// Backends: one
'use strict';
const { Blob, File } = require('buffer');
(async () => {
  const blob = new Blob(['añ', Buffer.from('€'), new Uint8Array([65])],
                        { type: 'Text/Plain' });
  console.log(blob.size, blob.type, await blob.text());
  console.log(await blob.slice(1, 3).text(), blob.slice(-1).size);
  console.log(new Uint8Array(await blob.arrayBuffer()).length);
  const file = new File([blob], 'name.txt', { lastModified: 5 });
  console.log(file.name, file.lastModified, file instanceof Blob, file.size);
})();
