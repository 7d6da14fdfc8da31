// Each slide is said once to those who listen: at once after an own move, at most every five seconds when driven from afar.

const PAUSE = 5000;

/** @param {import("./deck.js").Deck} deck */
export function announce(deck) {
  const region = document.querySelector(".announcer");
  if (!region) return;
  let said = -PAUSE;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let later;
  const say = () => {
    said = performance.now();
    region.textContent = deck.slide.element.getAttribute("aria-label");
  };
  deck.listen(({ from, to, cause }) => {
    if (from === to || cause === "reload") return;
    clearTimeout(later);
    const wait = cause === "live" ? said + PAUSE - performance.now() : 100;
    later = setTimeout(say, Math.max(wait, 0));
  });
}
