'use strict';

/** The codes of errors of look-ups, by the names that dns exports them under. */

const names = `
  ADDRGETNETWORKPARAMS BADFAMILY BADFLAGS BADHINTS BADNAME BADQUERY BADRESP BADSTR
  CANCELLED CONNREFUSED DESTRUCTION FILE FORMERR LOADIPHLPAPI NODATA NOMEM NONAME
  NOTFOUND NOTIMP NOTINITIALIZED REFUSED SERVFAIL TIMEOUT`.trim().split(/\s+/);

/** @type {Record<string, string>} */
const codes = { EOF: 'EOF' };
for (const name of names) codes[name] = `E${name}`;

module.exports = codes;
