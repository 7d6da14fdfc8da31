/**
 * The library page: filter as you type, and the arrow keys between cards. The page is whole without it.
 */
import { neighbour } from "./arrows.js";
import { announcement, matches } from "./filter.js";

const box = /** @type {HTMLInputElement | null} */ (document.getElementById("filter"));
const cards = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".card")]);
const groups = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".group")]);
/** Waits until the typing pauses, so that a screen reader hears one result. */
let telling = 0;

/** @param {string} typed */
function show(typed) {
  for (const card of cards) card.hidden = !matches(card.dataset.search ?? "", typed);
  for (const group of groups) group.hidden = !group.querySelector(".card:not([hidden])");
  const found = cards.filter((card) => !card.hidden).length;
  const nothing = document.getElementById("nothing");
  if (nothing) nothing.hidden = found > 0;
  const words = document.getElementById("words");
  if (words) words.textContent = typed.trim();
  clearTimeout(telling);
  telling = setTimeout(() => {
    const status = document.getElementById("found");
    if (status) status.textContent = announcement(found, cards.length, typed);
  }, 300);
}

function clear() {
  if (!box) return;
  box.value = "";
  show("");
}

/** The links of the cards that are shown, in order of reading. */
function links() {
  return cards
    .filter((card) => !card.hidden)
    .map((card) => /** @type {HTMLElement} */ (card.querySelector(".open")));
}

/** @param {KeyboardEvent} event */
function pressed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const typing = event.target === box;
  if (event.key === "/" && !typing && box) {
    event.preventDefault();
    box.select();
    box.focus();
  } else if (event.key === "Escape" && box && box.value !== "") {
    event.preventDefault();
    clear();
  } else if (typing && event.key === "ArrowDown") {
    event.preventDefault();
    links()[0]?.focus();
  } else if (!typing) {
    walk(event);
  }
}

/** @param {KeyboardEvent} event */
function walk(event) {
  const shown = links();
  const card = event.target instanceof Element ? event.target.closest(".card") : null;
  const from = shown.findIndex((link) => link.closest(".card") === card);
  if (!card || from < 0) return;
  const places = shown.map((link) => /** @type {Element} */ (link.closest(".card")).getBoundingClientRect());
  const to = neighbour(places, from, event.key);
  if (to >= 0) {
    event.preventDefault();
    shown[to]?.focus();
  } else if (event.key === "ArrowUp" && box) {
    event.preventDefault();
    box.focus();
  }
}

document.addEventListener("keydown", pressed);
box?.addEventListener("input", () => show(box.value));
document.getElementById("clear")?.addEventListener("click", () => {
  clear();
  box?.focus();
});
// The browser may bring back what was typed when the reader returns by Back.
addEventListener("pageshow", () => {
  if (box && box.value !== "") show(box.value);
});
