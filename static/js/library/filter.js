/**
 * Which decks a reader means by the words in the filter box.
 */

/**
 * Text as it is compared: lower case, without accents.
 * @param {string} text
 * @returns {string}
 */
export function folded(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase();
}

/**
 * Whether a deck's text holds every word that was typed, anywhere and in any order.
 * @param {string} text what is known of the deck
 * @param {string} typed the words
 * @returns {boolean}
 */
export function matches(text, typed) {
  const haystack = folded(text);
  return folded(typed).split(/\s+/).every((word) => haystack.includes(word));
}

/**
 * What the reader is told about the result.
 * @param {number} found
 * @param {number} all
 * @param {string} typed
 * @returns {string}
 */
export function announcement(found, all, typed) {
  if (typed.trim() === "") return `${all} decks`;
  if (found === 0) return `No deck matches “${typed.trim()}”`;
  return `${found} of ${all} decks`;
}
