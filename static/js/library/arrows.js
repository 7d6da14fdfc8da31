/**
 * The arrow keys lead from card to card, as the eye sees them on the page.
 */

/** @typedef {{left: number, top: number}} Place */

/**
 * The index of the card that an arrow key leads to, or -1 where there is none.
 * @param {readonly Place[]} places the cards in order of reading
 * @param {number} from
 * @param {string} key
 * @returns {number}
 */
export function neighbour(places, from, key) {
  const here = places[from];
  if (!here) return -1;
  switch (key) {
    case "Home":
      return 0;
    case "End":
      return places.length - 1;
    case "ArrowRight":
      return from + 1 < places.length ? from + 1 : -1;
    case "ArrowLeft":
      return from - 1;
    case "ArrowDown":
    case "ArrowUp":
      return nextRow(places, here, key === "ArrowDown" ? 1 : -1);
    default:
      return -1;
  }
}

/**
 * The card of the nearest row below (1) or above (-1) that is closest to this one's column.
 * @param {readonly Place[]} places
 * @param {Place} here
 * @param {1 | -1} direction
 * @returns {number}
 */
function nextRow(places, here, direction) {
  const rows = places.map(({ top }) => (top - here.top) * direction).filter((distance) => distance > 1);
  const row = Math.min(...rows);
  let best = -1;
  places.forEach(({ left, top }, index) => {
    if (Math.abs((top - here.top) * direction - row) > 1) return;
    const nearest = places[best];
    if (!nearest || Math.abs(left - here.left) < Math.abs(nearest.left - here.left)) best = index;
  });
  return best;
}
