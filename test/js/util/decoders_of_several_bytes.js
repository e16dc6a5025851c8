// Backends: one
'use strict';
// The encodings of several bytes a character of the Encoding Standard.
const assert = require('assert');

const kInvalid = { name: 'TypeError', code: 'ERR_ENCODING_INVALID_ENCODED_DATA' };
const fromHex = (hex) => new Uint8Array(Buffer.from(hex, 'hex'));

// --- Labels.

for (const [name, labels] of Object.entries({
  'gbk': 'chinese csGB2312 csiso58gb231280 gb2312 gb_2312 gb_2312-80 gbk ' +
    'iso-ir-58 x-gbk',
  'gb18030': 'gb18030 GB18030',
  'big5': 'big5 Big5-HKSCS cn-big5 csbig5 x-x-big5',
  'euc-jp': 'cseucpkdfmtjapanese EUC-JP x-euc-jp',
  'iso-2022-jp': 'csiso2022jp ISO-2022-JP',
  'shift_jis':
    'csshiftjis ms932 ms_kanji shift-jis Shift_JIS sjis windows-31j x-sjis',
  'euc-kr': 'cseuckr csksc56011987 EUC-KR iso-ir-149 korean ks_c_5601-1987 ' +
    'ks_c_5601-1989 ksc5601 ksc_5601 windows-949',
})) {
  for (const label of labels.split(' ')) {
    assert.strictEqual(new TextDecoder(`\t${label} `).encoding, name);
  }
}
for (const label of ['iso-2022-kr', 'hz-gb-2312', 'replacement', 'big5 hkscs']) {
  assert.throws(() => new TextDecoder(label), {
    name: 'RangeError', code: 'ERR_ENCODING_NOT_SUPPORTED',
  });
}

// --- Texts, whole and in all pairs of cuts.

const texts = [
  ['gbk', 'd6d0b9fa 41 8140 a1a1 80', '中国A丂\u3000€'],
  ['gbk', '81308130', '\x80'],
  ['gb18030', 'd6d0 81308130 8130d330 95328236 84319533', '中\x80\u0452\u{20000}\ufeff'],
  ['big5', 'a4a4a4e5 41 a140 f9d5 8866 fa40', '中文A\u3000龘\u00ca\u{20547}'],
  ['euc-jp', 'c6fccbdc 41 8eb1 8fb0a1 a1a1', '日本Aｱ丂\u3000'],
  ['shift_jis', '93fa967b 41 5c7e b1 8140 fa40', '日本A\\~ｱ\u3000ⅰ'],
  ['euc-kr', 'c7d1b1db 41 8141 a1a1', '한글A갂\u3000'],
  ['iso-2022-jp', '1b2442 467c4b5c 1b2842 4142 1b2440 467c 1b284a 43',
    '日本AB日C'],
];
for (const [encoding, hex, expected] of texts) {
  const bytes = fromHex(hex.replaceAll(' ', ''));
  const fatal = new TextDecoder(encoding, { fatal: true });
  assert.strictEqual(fatal.decode(bytes), expected, encoding);
  const decoder = new TextDecoder(encoding);
  for (let i = 0; i <= bytes.length; i++) {
    for (let j = i; j <= bytes.length; j++) {
      const text = decoder.decode(bytes.subarray(0, i), { stream: true }) +
        decoder.decode(bytes.subarray(i, j), { stream: true }) +
        decoder.decode(bytes.subarray(j));
      assert.strictEqual(text, expected, `${encoding} cut at ${i} and ${j}`);
    }
  }
  let text = '';
  for (const byte of bytes) {
    text += decoder.decode(Uint8Array.of(byte), { stream: true });
  }
  assert.strictEqual(text + decoder.decode(), expected);
}

// --- Errors.

for (const [encoding, hex, expected] of [
  ['gbk', '41ff42', 'A\ufffdB'],
  ['gbk', '81', '\ufffd'],
  ['gbk', '4181', 'A\ufffd'],
  ['big5', 'ff41', '\ufffdA'],
  ['euc-jp', '41ff', 'A\ufffd'],
  ['euc-jp', '8e', '\ufffd'],
  ['shift_jis', '8100', '\ufffd\0'],
  // A pair that means nothing leaves the ASCII in it.
  ['shift_jis', '823c', '\ufffd<'],
  ['shift_jis', '8240', '\ufffd@'],
  ['euc-kr', 'c7', '\ufffd'],
  ['iso-2022-jp', '1b', '\ufffd'],
]) {
  assert.strictEqual(
    new TextDecoder(encoding).decode(fromHex(hex)), expected,
    `${encoding} ${hex}`);
  const fatal = new TextDecoder(encoding, { fatal: true });
  assert.throws(() => fatal.decode(fromHex(hex)), kInvalid);
  // It begins anew behind an error.
  assert.strictEqual(fatal.decode(fromHex('41')), 'A');
}

// What a stream holds back is an error only where it ends.
const fatal = new TextDecoder('gbk', { fatal: true });
assert.strictEqual(fatal.decode(fromHex('d6'), { stream: true }), '');
assert.strictEqual(fatal.decode(fromHex('d0'), { stream: true }), '中');
assert.strictEqual(fatal.decode(fromHex('d6'), { stream: true }), '');
assert.throws(() => fatal.decode(), kInvalid);

// There is no byte order mark to ignore.
for (const ignoreBOM of [false, true]) {
  assert.strictEqual(
    new TextDecoder('gb18030', { ignoreBOM }).decode(fromHex('8431953341')),
    '\ufeffA');
}

// ISO-2022-JP's sets hold from chunk to chunk, that of katakana, too.
{
  const decoder = new TextDecoder('iso-2022-jp');
  const parts = [[0x1b, 0x28, 0x49, 0x31], [0x32], [0x1b, 0x28, 0x42, 0x32]]
    .map((bytes) => decoder.decode(Uint8Array.from(bytes), { stream: true }));
  assert.strictEqual(parts.join('') + decoder.decode(), '\uff71\uff722');
}
