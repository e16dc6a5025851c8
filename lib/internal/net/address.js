'use strict';
/**
 * IP addresses as text and as numbers.
 *
 * A number is a BigInt of 128 bits, whatever the family: an IPv4 address is the
 * IPv6 address that maps it (RFC 4291, 2.5.5.2), so that the two forms of one
 * address are equal.
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

/**
 * The eight groups of an IPv6 address without a zone.
 * @param {string} text
 * @returns {number[]|null} null: it is none
 */
function groupsOf(text) {
  const halves = text.split('::');
  if (halves.length > 2) return null;
  const groups = [];
  let gap = -1;
  for (let i = 0; i < halves.length; i++) {
    if (i === 1) gap = groups.length;
    if (halves[i] === '') continue;
    const parts = halves[i].split(':');
    for (let j = 0; j < parts.length; j++) {
      const last = i === halves.length - 1 && j === parts.length - 1;
      if (last && parts[j].includes('.')) {
        if (!isIPv4(parts[j])) return null;
        const [a, b, c, d] = parts[j].split('.').map(Number);
        groups.push(a << 8 | b, c << 8 | d);
      } else {
        if (!kGroup.test(parts[j])) return null;
        groups.push(parseInt(parts[j], 16));
      }
    }
  }
  if (gap === -1) return groups.length === 8 ? groups : null;
  if (groups.length > 7) return null;
  groups.splice(gap, 0, ...new Array(8 - groups.length).fill(0));
  return groups;
}

/** @param {*} text @returns {boolean} RFC 4291 text form, perhaps with a zone */
function isIPv6(text) {
  let address = `${text}`;
  const zone = address.indexOf('%');
  if (zone !== -1) {
    if (!/^[0-9a-zA-Z-.:]+$/.test(address.slice(zone + 1))) return false;
    address = address.slice(0, zone);
  }
  return groupsOf(address) !== null;
}

/** @param {*} text @returns {0|4|6} */
function isIP(text) {
  if (isIPv4(text)) return 4;
  return isIPv6(text) ? 6 : 0;
}

const kMapped = 0xffffn << 32n; // ::ffff:0:0

/**
 * @param {string} text of a valid address; a zone is left out
 * @returns {bigint}
 */
function toNumber(text) {
  if (isIPv4(text)) {
    return kMapped | text.split('.').reduce(
      (number, octet) => number << 8n | BigInt(octet), 0n);
  }
  return groupsOf(text.split('%', 1)[0]).reduce(
    (number, group) => number << 16n | BigInt(group), 0n);
}

/** @param {bigint} number @returns {boolean} whether it stands for IPv4 */
function isMapped(number) {
  return number >> 32n === 0xffffn;
}

/**
 * An IPv6 address as RFC 5952 has it: lower case, the longest run of zeros left
 * out, mapped addresses with dots.
 * @param {bigint} number
 * @returns {string}
 */
function toIPv6(number) {
  const groups = [];
  for (let shift = 112n; shift >= 0n; shift -= 16n) {
    groups.push(Number(number >> shift & 0xffffn));
  }
  let longest = { start: -1, length: 1 };
  for (let start = 0; start < 8; start++) {
    let length = 0;
    while (start + length < 8 && groups[start + length] === 0) ++length;
    if (length > longest.length) longest = { start, length };
  }
  if (isMapped(number)) {
    const [high, low] = groups.slice(6);
    return `::ffff:${high >> 8}.${high & 255}.${low >> 8}.${low & 255}`;
  }
  const texts = groups.map((group) => group.toString(16));
  if (longest.start === -1) return texts.join(':');
  return `${texts.slice(0, longest.start).join(':')}::${
    texts.slice(longest.start + longest.length).join(':')}`;
}

module.exports = { isIP, isIPv4, isIPv6, isMapped, toIPv6, toNumber };
