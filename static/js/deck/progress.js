// The line at the bottom edge, the number, the arrows that lead somewhere, and the window's title.
import { one } from "./deck.js";

/**
 * @typedef {import("./deck.js").Deck} Deck
 * @typedef {import("./outline.js").Direction} Direction
 */

const REST = 2000;

/** @param {Deck} deck */
export function showProgress(deck) {
  const line = one(deck.reveal, ".progress > span");
  const numbers = document.querySelectorAll(".slide-number, .bar-number");
  /** @type {NodeListOf<HTMLButtonElement>} */
  const arrows = deck.reveal.querySelectorAll(".controls [data-go]");

  const update = () => {
    const number = deck.slide.index + 1;
    const { count, title } = deck.settings;
    line.style.width = `${Math.min(100, (100 * number) / (count || 1))}%`;
    for (const element of numbers) element.textContent = number <= count ? `${number} / ${count}` : "Appendix";
    for (const arrow of arrows) arrow.disabled = !possible(deck, /** @type {Direction} */ (arrow.dataset.go));
    document.title = deck.slide.index && deck.slide.title ? `${deck.slide.title} · ${title}` : title;
  };
  deck.listen(update);
  update();

  document.addEventListener("click", event => {
    const button = event.target instanceof Element && event.target.closest("[data-go]");
    if (!(button instanceof HTMLButtonElement)) return;
    const way = button.dataset.go;
    if (way === "next") deck.next();
    else if (way === "previous") deck.previous();
    else deck.move(/** @type {Direction} */ (way));
    if (event.detail) button.blur(); // so that the space bar goes on meaning "next"
  });
  appearOnMovement();
}

/**
 * @param {Deck} deck
 * @param {Direction} direction
 */
function possible(deck, direction) {
  const steps = direction === "right" || direction === "down" ? deck.step < deck.slide.steps : deck.step > 0;
  return steps || deck.toward(deck.settings.rtl ? mirrored(direction) : direction) !== undefined;
}

/**
 * @param {Direction} direction
 * @returns {Direction}
 */
function mirrored(direction) {
  return direction === "left" ? "right" : direction === "right" ? "left" : direction;
}

function appearOnMovement() {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let rest;
  addEventListener(
    "pointermove",
    () => {
      document.body.classList.add("moving");
      clearTimeout(rest);
      rest = setTimeout(() => document.body.classList.remove("moving"), REST);
    },
    { passive: true },
  );
}
