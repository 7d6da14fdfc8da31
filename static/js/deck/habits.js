// What a deck does by itself, because its settings say so: goes on after a time, changes its order, obeys the wheel. Only
// while people browse: during a talk the presenter alone decides what comes when.
import { free } from "./deck.js";

/** @typedef {import("./deck.js").Deck} Deck */

const GESTURE = 250; // the wheel is still for so long between two turns of it

/** @param {Deck} deck */
export function takeHabits(deck) {
  if (deck.settings.shuffle) shuffle(deck);
  if (deck.settings.mousewheel) turnWithWheel(deck);
  goOn(deck);
}

/**
 * After the time of the settings (or of the slide's `data-autoslide`) the next step comes; whoever moves the deck has
 * stopped that, and key A begins again.
 * @param {Deck} deck
 */
function goOn(deck) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let stopped = false;
  let own = false;
  const wait = () => {
    clearTimeout(timer);
    const time = Number(deck.slide.element.dataset.autoslide) || deck.settings.autoslide;
    document.body.classList.toggle("auto", time > 0 && !stopped && free());
    if (time > 0 && !stopped && free()) timer = setTimeout(step, time);
  };
  const step = () => {
    own = true;
    if (free()) deck.next();
    own = false;
  };
  deck.listen(({ cause }) => {
    if (cause === "user" && !own) stopped = true;
    wait();
  });
  document.addEventListener("pitchme:auto", () => {
    stopped = !stopped;
    wait();
  });
  whenStateChanges(wait);
  wait();
}

/**
 * Another order of the sections, until a talk begins: then all have the same one again.
 * @param {Deck} deck
 */
function shuffle(deck) {
  if (!free()) return;
  const named = location.hash;
  const order = [...deck.root.children];
  const mixed = [...order];
  for (let at = mixed.length - 1; at > 0; at--) {
    const other = Math.floor(Math.random() * (at + 1));
    [mixed[at], mixed[other]] = [/** @type {Element} */ (mixed[other]), /** @type {Element} */ (mixed[at])];
  }
  deck.root.append(...mixed);
  deck.reread();
  const first = deck.outline.slides[0];
  if (first && !named) deck.show(first, 0, "live");
  const stop = whenStateChanges(() => {
    if (free()) return;
    stop();
    deck.root.append(...order.filter(section => section.parentElement === deck.root));
    deck.reread();
  });
}

/**
 * One turn of the wheel is one step, unless something under the pointer scrolls.
 * @param {Deck} deck
 */
function turnWithWheel(deck) {
  let last = -Infinity;
  deck.reveal.addEventListener(
    "wheel",
    event => {
      const fresh = event.timeStamp - last > GESTURE;
      last = event.timeStamp;
      const way = Math.abs(event.deltaY) > Math.abs(event.deltaX) ? event.deltaY : event.deltaX;
      if (!fresh || !way || event.ctrlKey || scrolls(event.target, deck.root)) return;
      if (way > 0) deck.next();
      else deck.previous();
    },
    { passive: true },
  );
}

/**
 * @param {EventTarget | null} target
 * @param {Element} root
 */
function scrolls(target, root) {
  if (root.classList.contains("grid")) return true;
  for (let element = target instanceof Element ? target : null; element && element !== root; element = element.parentElement) {
    if (element.scrollHeight > element.clientHeight + 1 && /auto|scroll/.test(getComputedStyle(element).overflowY)) return true;
  }
  return false;
}

/**
 * @param {() => void} act
 * @returns {() => void} stops it
 */
function whenStateChanges(act) {
  const observer = new MutationObserver(act);
  observer.observe(document.body, { attributeFilter: ["data-live"] });
  return () => observer.disconnect();
}
