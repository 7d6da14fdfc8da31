// Overview: the real slides, small, on a grid whose columns are the sections. Arrows choose, Enter shows, typing filters.
import { cssImage, described } from "./background.js";
import { search, toward } from "./outline.js";

/**
 * @typedef {import("./deck.js").Deck} Deck
 * @typedef {import("./outline.js").Direction} Direction
 * @typedef {import("./outline.js").Slide} Slide
 */

const CELL = 250; // width of a small slide, in CSS pixels
/** @type {Record<string, Direction>} */
const ARROWS = { ArrowLeft: "left", ArrowRight: "right", ArrowUp: "up", ArrowDown: "down" };

export class Overview {
  /** @param {Deck} deck */
  constructor(deck) {
    this.deck = deck;
    this.chosen = deck.slide;
    /** @type {HTMLInputElement | null} */
    this.input = null;
    deck.root.addEventListener("click", event => this.#clicked(event), true);
    deck.listen(({ to }) => this.open && this.choose(to));
  }

  get open() {
    return this.input !== null;
  }

  /** @param {boolean} [searching] whether to begin in the field */
  show(searching = false) {
    if (this.open) return searching ? this.input?.focus() : undefined;
    const { root, outline } = this.deck;
    for (const { element } of outline.slides) {
      const background = small(element);
      if (background) element.style.setProperty("--cell-background", background);
    }
    const width = Number.parseFloat(getComputedStyle(root).getPropertyValue("--w")) || 1280;
    root.style.setProperty("--cell", String(CELL / width));
    root.classList.add("grid");
    document.body.classList.add("overview");
    const finder = document.createElement("search");
    finder.className = "finder";
    this.input = document.createElement("input");
    this.input.type = "search";
    this.input.placeholder = "Find a slide";
    this.input.setAttribute("aria-label", "Find a slide");
    this.input.addEventListener("input", () => this.#filter());
    finder.append(this.input);
    document.body.append(finder);
    this.choose(this.deck.slide, "center");
    if (searching) this.input.focus();
  }

  hide() {
    if (!this.input) return;
    this.input.parentElement?.remove();
    this.input = null;
    const { root } = this.deck;
    for (const element of root.querySelectorAll(".chosen, .filtered")) element.classList.remove("chosen", "filtered");
    root.classList.remove("grid");
    document.body.classList.remove("overview");
    root.scrollTo(0, 0);
  }

  toggle() {
    if (this.open) this.hide();
    else this.show();
  }

  /**
   * @param {Slide} slide
   * @param {ScrollLogicalPosition} [place]
   */
  choose(slide, place = "nearest") {
    this.chosen.element.classList.remove("chosen");
    this.chosen = slide;
    slide.element.classList.add("chosen");
    slide.element.scrollIntoView({ block: place, inline: place });
  }

  /**
   * @param {KeyboardEvent} event
   * @returns {boolean} whether the key was meant for the overview
   */
  key(event) {
    if (!this.input) return false;
    const typing = document.activeElement === this.input;
    const direction = ARROWS[event.key];
    if (event.key === "Escape") this.hide();
    else if (event.key === "Enter" || (event.key === " " && !typing)) this.#enter();
    else if (direction && !(typing && this.input.value && (direction === "left" || direction === "right"))) this.#step(direction);
    else if (event.key.length === 1 && !typing) {
      if (event.key.toLowerCase() === "o") this.hide();
      else {
        this.input.focus();
        return event.key !== "/"; // the browser types the character into the field that has just been focused
      }
    } else return typing;
    event.preventDefault();
    return true;
  }

  #enter() {
    const slide = this.chosen;
    this.hide();
    this.deck.show(slide);
  }

  /** @param {Direction} direction */
  #step(direction) {
    let slide = toward(this.deck.outline, this.chosen, direction);
    while (slide?.element.classList.contains("filtered")) slide = toward(this.deck.outline, slide, direction);
    if (slide) this.choose(slide);
  }

  #filter() {
    const found = new Set(search(this.deck.outline, this.input?.value ?? ""));
    for (const slide of this.deck.outline.slides) slide.element.classList.toggle("filtered", !found.has(slide));
    const [first] = found;
    if (first && !found.has(this.chosen)) this.choose(first);
  }

  /** @param {MouseEvent} event */
  #clicked(event) {
    if (!this.open || !(event.target instanceof Element)) return;
    event.preventDefault();
    event.stopPropagation();
    const slide = this.deck.outline.byId.get(event.target.closest("section:not(.stack)")?.id ?? "");
    if (!slide) return;
    this.choose(slide);
    this.#enter();
  }
}

/**
 * The background of a small slide, as one CSS value.
 * @param {HTMLElement} section
 */
function small(section) {
  const { color, image, style } = described(section);
  const flat = color && !color.includes("gradient(") ? color : "var(--paper)";
  const layers = [];
  if (image) layers.push(`${cssImage(image)} ${style("position") || "center"} / ${style("size") || "cover"} ${style("repeat") || "no-repeat"}`);
  if (color.includes("gradient(")) layers.push(color);
  return layers.length || color ? [...layers, flat].join(", ") : "";
}
