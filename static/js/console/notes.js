/**
 * The speaker's notes: real HTML from the deck, as large as the speaker wants, each slide at its own scroll place.
 *
 * @typedef {import("./outline.js").DeckSlide} DeckSlide
 */

import { recallNumber, remember } from "./memory.js";

const SMALLEST = 18;
const LARGEST = 40;
const USUAL = 22;
const PACE = 2;

export class Notes {
  /** @param {HTMLElement} region */
  constructor(region) {
    this.box = /** @type {HTMLElement} */ (region.querySelector(".notes-text"));
    this.size = recallNumber("notes", USUAL);
    /** @type {Map<string, number>} */
    this.scrolls = new Map();
    this.slide = "";
    this.html = "";
    this.step = -1;
    /** @type {HTMLButtonElement | null} */
    this.smaller = region.querySelector("[data-notes=smaller]");
    /** @type {HTMLButtonElement | null} */
    this.larger = region.querySelector("[data-notes=larger]");
    this.smaller?.addEventListener("click", () => this.resize(-1));
    this.larger?.addEventListener("click", () => this.resize(1));
    this.resize(0);
  }

  /** @param {number} by how many notches */
  resize(by) {
    this.size = Math.max(SMALLEST, Math.min(LARGEST, this.size + by * PACE));
    this.box.style.setProperty("--notes-size", `${this.size}px`);
    if (this.smaller) this.smaller.disabled = this.size <= SMALLEST;
    if (this.larger) this.larger.disabled = this.size >= LARGEST;
    if (by) remember("notes", this.size);
  }

  /** @param {number} direction 1 down, -1 up */
  scroll(direction) {
    this.box.scrollBy({ top: direction * this.box.clientHeight * 0.6 });
  }

  /** @param {DeckSlide} slide @param {number} step */
  show(slide, step) {
    const html = notesOf(slide);
    const moved = slide.id !== this.slide;
    if (moved || html !== this.html) {
      const kept = moved ? (this.scrolls.get(slide.id) ?? 0) : this.box.scrollTop;
      if (this.slide) this.scrolls.set(this.slide, this.box.scrollTop);
      this.fill(html);
      this.slide = slide.id;
      this.html = html;
      this.step = -1;
      this.box.scrollTop = kept;
    }
    if (step !== this.step) this.mark(step, !moved);
  }

  /** @param {string} html */
  fill(html) {
    this.box.innerHTML = html;
    this.box.classList.toggle("empty", html === "");
    for (const link of this.box.querySelectorAll("a[href]")) {
      link.setAttribute("target", "_blank");
      link.setAttribute("rel", "noopener noreferrer");
    }
  }

  /** Light the note of the step that is shown; the others wait or are done. @param {number} step @param {boolean} reveal */
  mark(step, reveal) {
    this.step = step;
    for (const cue of this.box.querySelectorAll(".cue")) {
      const at = Number(/** @type {HTMLElement} */ (cue).dataset.step);
      cue.classList.toggle("past", at < step);
      cue.classList.toggle("current", at === step);
      if (at === step && reveal) cue.scrollIntoView({ block: "nearest" });
    }
  }
}

/** The notes of a slide, then those of its steps. @param {DeckSlide} slide @returns {string} */
function notesOf(slide) {
  // on a slide without steps they are part of its notes already
  const cues = Object.entries(slide.steps ? (slide.step_notes ?? {}) : {}).map(([step, text]) => cue(Number(step), text));
  return (slide.notes_html ?? "") + cues.join("");
}

/** @param {number} step @param {string} text @returns {string} */
function cue(step, text) {
  const aside = document.createElement("aside");
  aside.className = "cue";
  aside.dataset.step = String(step);
  const name = document.createElement("span");
  name.className = "cue-step";
  name.textContent = cueName(step);
  aside.append(name, text);
  return aside.outerHTML;
}

/** @param {number} step @returns {string} */
function cueName(step) {
  return step === 0 ? "As it opens" : `Step ${step}`;
}
