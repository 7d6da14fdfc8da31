// The deck on screen: which slide shows, after how many steps. The only place that changes the classes of slides.
import { draw, mark, shade } from "./background.js";
import { fit } from "./fit.js";
import { read, renumber, successor, toward } from "./outline.js";
import { play } from "./steps.js";

/**
 * @typedef {import("./outline.js").Slide} Slide
 * @typedef {import("./outline.js").Direction} Direction
 * @typedef {"user" | "address" | "live" | "reload"} Cause who moved: only the first two are the person at this screen
 * @typedef {{ from: Slide, to: Slide, step: number, cause: Cause }} Move
 *
 * @typedef {object} Settings what the page says about its deck
 * @property {string} digest
 * @property {string} title
 * @property {number} count
 * @property {string} view
 * @property {boolean} author
 * @property {string} transition
 * @property {boolean} loop from the last slide on to the first, while nobody presents
 * @property {boolean} rtl
 * @property {number} autoslide milliseconds until the next step comes by itself, 0: never
 * @property {boolean} shuffle
 * @property {boolean} mousewheel
 * @property {boolean} history whether each slide is a place to go back to
 * @property {boolean | null} remote whether the keys of a remote control go through all slides; null: not said
 * @property {number | null} previousKey
 * @property {number | null} nextKey
 * @property {boolean} own whether the theme is one of ours, with a day and a night
 * @property {boolean} handout
 */

const TRANSITIONS = new Set(["none", "fade", "slide", "convex", "concave", "zoom"]);
const stillness = matchMedia("(prefers-reduced-motion: reduce)");

export class Deck {
  /** @type {Set<(move: Move) => void>} */
  #listeners = new Set();
  /** @type {Map<number, number>} */
  #left = new Map();
  /** @type {[number, number] | null} */
  #stale = null;
  #finish = () => {};

  /**
   * @param {HTMLElement} reveal `.reveal`
   * @param {Settings} settings
   */
  constructor(reveal, settings) {
    this.reveal = reveal;
    this.settings = settings;
    this.root = one(reveal, ".slides");
    this.backgrounds = one(reveal, ".backgrounds");
    this.outline = read(this.root);
    const shown = this.outline.slides.find(slide => slide.element.classList.contains("present")) ?? this.outline.slides[0];
    if (!shown) throw new Error("a deck has at least one slide");
    this.slide = shown;
    this.step = 0;
    /** Whether the person at this screen may move it. */
    this.locked = false;
    this.root.addEventListener("load", () => fit(this.slide.element), true);
    addEventListener("resize", () => fit(this.slide.element));
    this.root.addEventListener("error", ({ target }) => nameFailed(target), true);
  }

  /**
   * Be told of every move, after it happened.
   * @param {(move: Move) => void} listener
   */
  listen(listener) {
    this.#listeners.add(listener);
  }

  /**
   * Show a slide after some of its steps. False if that is what shows already, or if the person here may not move.
   * @param {Slide} slide
   * @param {number} [step]
   * @param {Cause} [cause]
   */
  show(slide, step = 0, cause = "user") {
    if (this.locked && (cause === "user" || cause === "address")) return false;
    step = Math.min(Math.max(step, 0), slide.steps);
    const from = this.slide;
    if (slide === from && step === this.step) return false;
    this.slide = slide;
    this.step = step;
    if (slide !== from) this.#swap(from, slide);
    play(slide.element, step);
    this.#tell({ from, to: slide, step, cause });
    return true;
  }

  /** The next step, else the next slide. */
  next() {
    if (this.step < this.slide.steps) return this.show(this.slide, this.step + 1);
    const slides = this.outline.slides;
    const slide = slides[this.slide.index + 1] ?? (this.#loops ? slides[0] : undefined);
    return slide ? this.show(slide) : false;
  }

  /** The step before, else the slide before with all its steps. */
  previous() {
    if (this.step > 0) return this.show(this.slide, this.step - 1);
    const slide = this.outline.slides[this.slide.index - 1] ?? (this.#loops ? this.outline.slides.at(-1) : undefined);
    return slide ? this.show(slide, slide.steps) : false;
  }

  get #loops() {
    return this.settings.loop && free();
  }

  /**
   * Steps first, then the slide in that direction.
   * @param {Direction} direction
   */
  move(direction) {
    if (this.settings.rtl) direction = /** @type {Direction} */ ({ left: "right", right: "left" }[/** @type {string} */ (direction)] ?? direction);
    const forward = direction === "right" || direction === "down";
    if (forward && this.step < this.slide.steps) return this.next();
    if (!forward && this.step > 0) return this.previous();
    const slide = this.toward(direction);
    return slide ? this.show(slide, forward ? 0 : slide.steps) : false;
  }

  /** @param {Direction} direction */
  toward(direction) {
    const slide = toward(this.outline, this.slide, direction, this.#left);
    if (slide || !this.#loops || direction === "up" || direction === "down") return slide;
    return this.outline.columns.at(direction === "right" ? 0 : -1)?.[0];
  }

  first() {
    const slide = this.outline.slides[0];
    return slide ? this.show(slide) : false;
  }

  last() {
    const slide = this.outline.slides.at(-1);
    return slide ? this.show(slide, slide.steps) : false;
  }

  /** Read the sections again after they were changed, and show the slide where one was. */
  reread() {
    this.#finish();
    const older = this.outline;
    const from = this.slide;
    this.outline = read(this.root);
    renumber(this.outline, this.settings.count);
    const { slide, same } = successor(older, this.outline, from);
    if (!slide) return;
    this.#left.clear();
    this.slide = slide;
    this.#stale = [0, this.outline.slides.length - 1];
    this.#settle();
    this.#again(from, slide, same ? Math.min(this.step, slide.steps) : 0);
  }

  /**
   * @param {Slide} from
   * @param {Slide} to
   * @param {number} step
   */
  #again(from, to, step) {
    this.step = step;
    this.#present(to);
    draw(this.backgrounds, to.element, false);
    play(to.element, step);
    this.#tell({ from, to, step, cause: "reload" });
  }

  /**
   * Slides got other sections, each at its old place.
   * @param {Map<string, HTMLElement>} sections
   */
  renew(sections) {
    this.#finish();
    for (const [id, element] of sections) {
      const slide = this.outline.byId.get(id);
      if (slide) Object.assign(slide, { element, steps: Number(element.dataset.steps) || 0, title: element.dataset.title ?? "" });
    }
    if (sections.has(this.slide.id)) this.#again(this.slide, this.slide, Math.min(this.step, this.slide.steps));
  }

  /** Draw the background again, after its picture changed. */
  redraw() {
    draw(this.backgrounds, this.slide.element, false);
  }

  /** Show what the page came with: its steps, and the colours that its background asks for. */
  begin() {
    this.#present(this.slide);
    // The server draws no video and no frame: they play while their slide is shown, which only the script knows.
    if (this.slide.element.matches("[data-background-video], [data-background-iframe]")) this.redraw();
    play(this.slide.element, this.step);
  }

  /** @param {Move} move */
  #tell(move) {
    for (const listener of this.#listeners) listener(move);
  }

  /**
   * @param {Slide} from
   * @param {Slide} to
   */
  #swap(from, to) {
    this.#finish();
    this.#left.set(from.column, from.row);
    const sign = to.index > from.index ? "past" : "future";
    from.element.classList.replace("present", sign);
    if (from.stack && from.stack !== to.stack) from.stack.classList.replace("present", sign);
    this.#present(to);
    const [low, high] = [Math.min(from.index, to.index), Math.max(from.index, to.index)];
    if (high - low > 1) this.#defer(low, high);
    const animated = this.#animate(from, to);
    draw(this.backgrounds, to.element, animated);
  }

  /** @param {Slide} slide */
  #present(slide) {
    mark(slide.element);
    document.body.dataset.shade = this.settings.own || slide.element.matches("[class*=-background]") ? shade(slide.element) : "";
    for (const element of slide.stack ? [slide.stack, slide.element] : [slide.element]) {
      element.classList.remove("past", "future");
      element.classList.add("present");
    }
    for (const picture of slide.element.querySelectorAll("img")) if (picture.complete && !picture.naturalWidth) nameFailed(picture);
    fit(slide.element);
  }

  /**
   * After a jump the slides between have the wrong class; nobody sees them, so that it can wait for idle time.
   * @param {number} low
   * @param {number} high
   */
  #defer(low, high) {
    const waiting = this.#stale;
    this.#stale = waiting ? [Math.min(low, waiting[0]), Math.max(high, waiting[1])] : [low, high];
    if (!waiting) (window.requestIdleCallback ?? setTimeout)(() => this.#settle());
  }

  #settle() {
    const [low, high] = this.#stale ?? [0, -1];
    this.#stale = null;
    for (const slide of this.outline.slides.slice(low, high + 1)) {
      if (slide === this.slide) continue;
      const past = slide.index < this.slide.index;
      const elements = slide.stack && slide.stack !== this.slide.stack ? [slide.stack, slide.element] : [slide.element];
      for (const { classList } of elements) {
        classList.remove("present", past ? "future" : "past");
        classList.add(past ? "past" : "future");
      }
    }
  }

  /**
   * @param {Slide} from
   * @param {Slide} to
   * @returns {boolean} whether there is anything to see
   */
  #animate(from, to) {
    const [wanted = ""] = (to.element.dataset.transition ?? "").split(/[\s-]/);
    const transition = TRANSITIONS.has(wanted) ? wanted : this.settings.transition;
    if (transition === "none" || stillness.matches || this.root.classList.contains("grid")) return false;
    const back = to.index < from.index;
    this.root.dataset.transition = transition;
    this.root.dataset.way = from.column === to.column ? (back ? "up" : "down") : back !== this.settings.rtl ? "left" : "right";
    from.element.classList.add("leaving");
    if (from.stack !== to.stack) from.stack?.classList.add("holding");
    to.element.classList.add("entering");
    const timer = setTimeout(() => this.#finish(), 260);
    this.#finish = () => {
      clearTimeout(timer);
      from.element.classList.remove("leaving");
      from.stack?.classList.remove("holding");
      to.element.classList.remove("entering");
      this.#finish = () => {};
    };
    return true;
  }
}

/**
 * A picture that cannot be had (another host, no network) and has no text shows the name of its file, not a dot.
 * @param {EventTarget | null} target
 */
function nameFailed(target) {
  if (!(target instanceof HTMLImageElement) || target.alt || !target.src) return;
  const name = target.src.replace(/[?#].*$/s, "").split("/").at(-1) ?? "";
  try {
    target.alt = decodeURIComponent(name);
  } catch {
    target.alt = name; // a lone %
  }
}

/** Whether nobody presents, so that each screen goes where its viewer likes. */
export function free() {
  return ["off", "ended"].includes(document.body.dataset.live ?? "off");
}

/**
 * @param {ParentNode} parent
 * @param {string} selector
 * @returns {HTMLElement}
 */
export function one(parent, selector) {
  const found = parent.querySelector(selector);
  if (!(found instanceof HTMLElement)) throw new Error(`the page has no ${selector}`);
  return found;
}
