// Keys, as reveal.js and PowerPoint have them.
import { toggleContents, toggleJump } from "./contents.js";
import { toggleHelp } from "./help.js";
import { Overview } from "./overview.js";

/**
 * @typedef {import("./deck.js").Deck} Deck
 * @typedef {import("../live/talk.js").Talk} Talk
 */

const TYPING = "input, textarea, select, [contenteditable]:not([contenteditable=false])";
const PRESSED = "button, a[href], summary, audio, video, label";

/**
 * @param {Deck} deck
 * @param {Talk} talk
 */
export function listenToKeys(deck, talk) {
  const overview = new Overview(deck);
  const projector = deck.settings.view === "projector";
  let digits = "";

  /** @type {Record<string, () => void>} */
  const moves = {
    ArrowRight: () => deck.move("right"),
    ArrowLeft: () => deck.move("left"),
    ArrowDown: () => deck.move("down"),
    ArrowUp: () => deck.move("up"),
    l: () => (talk.away ? talk.back() : deck.move("right")),
    h: () => deck.move("left"),
    j: () => deck.move("down"),
    k: () => deck.move("up"),
    " ": () => deck.next(),
    n: () => deck.next(),
    PageDown: () => deck.next(),
    Enter: () => deck.next(),
    p: () => deck.previous(),
    PageUp: () => deck.previous(),
    Backspace: () => deck.previous(),
    Home: () => deck.first(),
    End: () => deck.last(),
  };
  /** @type {Record<string, () => void>} */
  const others = {
    b: () => talk.blacken(),
    ".": () => talk.blacken(),
    f: toggleFullScreen,
    t: () => toggleScheme(deck),
    a: () => document.dispatchEvent(new Event("pitchme:auto")),
    o: () => overview.toggle(),
    Escape: () => overview.toggle(),
    m: () => toggleContents(deck),
    g: () => toggleJump(deck),
    "/": () => overview.show(true),
    "?": toggleHelp,
  };

  document.addEventListener("keydown", event => {
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (overview.key(event)) return;
    const target = event.target instanceof Element && !event.target.closest("dialog:not([open])") ? event.target : document.body;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const dialog = document.querySelector("dialog[open]");
    if (dialog) {
      const own = { help: "?", contents: "m" }[/** @type {HTMLElement} */ (dialog).dataset.name ?? ""];
      if (own === key && !target.closest(TYPING)) others[key]?.();
      return;
    }
    if (target.closest(TYPING)) return;
    if ((key === " " || key === "Enter") && target.closest(PRESSED)) return;
    const action = chosen(event, key);
    if (!action) return;
    event.preventDefault();
    action();
  });

  /**
   * @param {KeyboardEvent} event
   * @param {string} key
   * @returns {(() => void) | undefined}
   */
  const chosen = (event, key) => {
    if (/^\d$/.test(key)) {
      digits = (digits + key).slice(-4);
      return () => {};
    }
    const number = Number(digits);
    digits = "";
    if (key === "Enter" && number) {
      const slide = deck.outline.slides[number - 1];
      return () => slide && deck.show(slide);
    }
    if (projector) return moves[key] ?? (key === "f" ? toggleFullScreen : undefined);
    const { nextKey, previousKey, remote } = deck.settings;
    if (remote !== false && event.keyCode === nextKey && (remote || nextKey !== 39)) return () => deck.next();
    if (remote !== false && event.keyCode === previousKey && (remote || previousKey !== 37)) return () => deck.previous();
    if (key === " " && event.shiftKey) return () => deck.previous();
    const move = moves[key];
    if (move) talk.lighten();
    return move ?? others[key];
  };

  document.addEventListener("click", event => {
    const button = event.target instanceof Element && event.target.closest('[data-do="overview"]');
    if (button) overview.toggle();
  });
}

function toggleFullScreen() {
  const done = document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen?.();
  done?.catch(() => {}); // the browser may refuse; then nothing changes
}

/**
 * Day or night, remembered; only our own themes have both.
 * @param {Deck} deck
 */
function toggleScheme(deck) {
  if (!deck.settings.own) return;
  const dark = getComputedStyle(deck.reveal).colorScheme === "dark";
  const root = document.documentElement;
  const now = dark || (getComputedStyle(deck.reveal).colorScheme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  root.dataset.scheme = now ? "light" : "dark";
  try {
    localStorage.setItem("pitchme-scheme", root.dataset.scheme);
  } catch {
    // Then for this page only.
  }
}
