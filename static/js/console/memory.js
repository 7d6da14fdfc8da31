/** What this browser remembers between visits: sizes and places of the console, never anything of a talk. */

const PREFIX = "pitchme.console.";

/** @param {string} name @param {number} fallback @returns {number} */
export function recallNumber(name, fallback) {
  const value = Number.parseFloat(recall(name, ""));
  return Number.isFinite(value) ? value : fallback;
}

/** @param {string} name @param {string} fallback @returns {string} */
export function recall(name, fallback) {
  try {
    return localStorage.getItem(PREFIX + name) ?? fallback;
  } catch {
    return fallback; // storage may be forbidden; the console works without
  }
}

/** @param {string} name @param {string | number} value */
export function remember(name, value) {
  try {
    localStorage.setItem(PREFIX + name, String(value));
  } catch {
    // as above
  }
}
