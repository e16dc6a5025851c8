'use strict';
/**
 * IP addresses as text.
 *
 * @module internal/net/address
 */

const kOctet = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const kIPv4 = new RegExp(`^${kOctet}(?:\\.${kOctet}){3}$`);
const kGroup = /^[0-9a-fA-F]{1,4}$/;

/** @param {*} text @returns {boolean} dotted-decimal IPv4 */
function isIPv4(text) {
  return kIPv4.test(`${text}`);
}

/** @param {*} text @returns {boolean} RFC 4291 text form, perhaps with a zone */
function isIPv6(text) {
  let address = `${text}`;
  const zone = address.indexOf('%');
  if (zone !== -1) {
    if (!/^[0-9a-zA-Z-.:]+$/.test(address.slice(zone + 1))) return false;
    address = address.slice(0, zone);
  }
  const halves = address.split('::');
  if (halves.length > 2) return false;
  let groups = 0;
  for (let i = 0; i < halves.length; i++) {
    if (halves[i] === '') continue;
    const parts = halves[i].split(':');
    for (let j = 0; j < parts.length; j++) {
      const last = i === halves.length - 1 && j === parts.length - 1;
      if (last && parts[j].includes('.')) {
        if (!isIPv4(parts[j])) return false;
        groups += 2;
      } else {
        if (!kGroup.test(parts[j])) return false;
        groups += 1;
      }
    }
  }
  if (halves.length === 1) return halves[0] !== '' && groups === 8;
  return groups < 8;
}

/** @param {*} text @returns {0|4|6} */
function isIP(text) {
  if (isIPv4(text)) return 4;
  return isIPv6(text) ? 6 : 0;
}

module.exports = { isIP, isIPv4, isIPv6 };
