'use strict';

const kSecond = 1000;
const kMinute = 60 * kSecond;
const kHour = 60 * kMinute;

function pad(number) {
  return String(number).padStart(2, '0');
}

/**
 * A duration as console.timeEnd prints it.
 * @param {number} ms milliseconds
 */
function formatDuration(ms) {
  if (ms < kSecond) return `${Number(ms.toFixed(3))}ms`;
  if (ms < kMinute) return `${(ms / kSecond).toFixed(3)}s`;
  const [seconds, fraction] = ((ms % kMinute) / kSecond).toFixed(3).split('.');
  const minutes = Math.floor((ms % kHour) / kMinute);
  if (ms < kHour) {
    return `${minutes}:${pad(seconds)}.${fraction} (m:ss.mmm)`;
  }
  return `${Math.floor(ms / kHour)}:${pad(minutes)}:${pad(seconds)} (h:mm:ss)`;
}

exports.formatDuration = formatDuration;
