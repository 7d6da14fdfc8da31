// Swipes in four directions. A finger that scrolls something (long code, a tall slide on a phone) never turns the page.

const FAR = 45;
const SOON = 800;

/** @param {import("./deck.js").Deck} deck */
export function listenToTouch(deck) {
  /** @type {{ x: number, y: number, at: number, target: Element } | null} */
  let start = null;
  const options = { passive: true };

  deck.reveal.addEventListener(
    "touchstart",
    event => {
      const touch = event.touches[0];
      const target = event.target;
      start = null;
      if (event.touches.length !== 1 || !touch || !(target instanceof Element)) return;
      if (deck.root.classList.contains("grid") || target.closest("button, input, video, audio")) return;
      start = { x: touch.clientX, y: touch.clientY, at: event.timeStamp, target };
    },
    options,
  );
  deck.reveal.addEventListener("touchcancel", () => (start = null), options);
  deck.reveal.addEventListener(
    "touchend",
    event => {
      const touch = event.changedTouches[0];
      const from = start;
      start = null;
      if (!from || !touch || event.timeStamp - from.at > SOON) return;
      const [x, y] = [touch.clientX - from.x, touch.clientY - from.y];
      const sideways = Math.abs(x) > Math.abs(y);
      if (Math.max(Math.abs(x), Math.abs(y)) < FAR || scrolls(from.target, deck.reveal, sideways)) return;
      if (sideways) deck.move(x < 0 ? "right" : "left");
      else deck.move(y < 0 ? "down" : "up");
    },
    options,
  );
}

/**
 * Whether something between the finger and the page scrolls in that direction.
 * @param {Element} target
 * @param {Element} end
 * @param {boolean} sideways
 */
function scrolls(target, end, sideways) {
  for (let element = /** @type {Element | null} */ (target); element && element !== end; element = element.parentElement) {
    const more = sideways ? element.scrollWidth - element.clientWidth : element.scrollHeight - element.clientHeight;
    if (more < 2) continue;
    const style = getComputedStyle(element);
    if (/auto|scroll/.test(sideways ? style.overflowX : style.overflowY)) return true;
  }
  return false;
}
