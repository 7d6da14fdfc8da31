/**
 * The order of a deck's slides and steps: what comes next, what came before, who stands beside whom. Pure.
 *
 * @typedef {{severity: string, code: string, message: string, path: string, line: number, column?: number, source?: string}} Problem
 * @typedef {{
 *   id: string, h: number, v: number, number?: number, title: string, steps: number,
 *   notes_html: string | null, html?: string, digest?: string,
 *   step_notes?: Record<string, string> | null, hidden?: boolean, appendix?: boolean,
 * }} DeckSlide
 * @typedef {{
 *   id: string, title: string, digest: string, slides: DeckSlide[], diagnostics?: Problem[],
 *   canvas?: {width: number, height: number} | null, duration?: number | null,
 *   settings?: {duration?: number | null} | null,
 * }} DeckDocument
 * @typedef {{slide: string, step: number}} Place
 */

export class Outline {
  /** @param {DeckDocument} deck */
  constructor(deck) {
    this.deck = deck;
    /** The slides that the audience can see, in the order of a walk through the deck. */
    this.slides = deck.slides.filter((slide) => !slide.hidden);
    /** @type {Map<string, number>} */
    this.places = new Map(this.slides.map((slide, index) => [slide.id, index]));
    /** How many slides people are told there are. */
    this.count = this.slides.filter((slide) => !slide.appendix).length;
    /** @type {Map<number, DeckSlide>} */
    this.openings = new Map();
    /** The slide whose captions were read last. @type {Map<string, Document>} */
    this.parsed = new Map();
    for (const slide of this.slides) if (!this.openings.has(slide.h)) this.openings.set(slide.h, slide);
  }

  /** @param {string} id @returns {DeckSlide | undefined} */
  slide(id) {
    return this.slides[this.places.get(id) ?? -1];
  }

  /** @returns {Place} */
  get first() {
    return { slide: this.slides[0]?.id ?? "", step: 0 };
  }

  /** The last slide as it looks when nothing is left to press. @returns {Place} */
  get last() {
    const slide = this.slides[this.slides.length - 1];
    return { slide: slide?.id ?? "", step: slide?.steps ?? 0 };
  }

  /** The nearest place that exists. @param {Place} place @returns {Place} */
  clamp(place) {
    const slide = this.slide(place.slide);
    if (!slide) return this.first;
    return { slide: slide.id, step: Math.max(0, Math.min(slide.steps, place.step)) };
  }

  /** What the next press shows: a step, else the next slide as it opens. @param {Place} place @returns {Place | null} */
  next(place) {
    const slide = this.slide(place.slide);
    if (!slide) return null;
    if (place.step < slide.steps) return { slide: place.slide, step: place.step + 1 };
    const following = this.slides[this.number(place.slide)];
    return following ? { slide: following.id, step: 0 } : null;
  }

  /** The way back: a step, else the slide before with all of its steps shown. @param {Place} place @returns {Place | null} */
  previous(place) {
    const index = this.places.get(place.slide);
    if (index === undefined) return null;
    if (place.step > 0) return { slide: place.slide, step: place.step - 1 };
    const before = this.slides[index - 1];
    return before ? { slide: before.id, step: before.steps } : null;
  }

  /**
   * Where somebody who stood at `place` in an `older` deck belongs now: on the same slide; on the new one that stands
   * in its stead (it was renamed); else on the nearest slide before it that is left. The server decides the same way.
   * @param {Outline} older @param {Place} place @returns {Place}
   */
  carry(older, place) {
    const gone = older.places.get(place.slide);
    if (this.places.has(place.slide) || gone === undefined) return this.clamp(place);
    let before = gone - 1;
    while (before >= 0 && !this.places.has(older.slides[before]?.id ?? "")) before -= 1;
    const anchor = this.places.get(older.slides[before]?.id ?? "") ?? -1;
    const fresh = [];
    for (const slide of this.slides.slice(anchor + 1)) {
      if (older.places.has(slide.id)) break;
      fresh.push(slide);
    }
    const slide = fresh[Math.min(gone - before, fresh.length) - 1] ?? this.slides[anchor] ?? this.slides[0];
    return { slide: slide?.id ?? "", step: 0 };
  }

  /** The flat number that people are shown, from 1. @param {string} id @returns {number} */
  number(id) {
    return (this.places.get(id) ?? 0) + 1;
  }

  /** The words of a step as they stand in the slide: a code caption or what appears. @param {Place} place @returns {string} */
  caption(place) {
    const html = this.slide(place.slide)?.html;
    if (!html || place.step === 0) return "";
    const page = this.parsed.get(html) ?? new DOMParser().parseFromString(html, "text/html");
    this.parsed.clear();
    this.parsed.set(html, page);
    const piece = page.querySelector(`.fragment[data-fragment-index="${place.step - 1}"]`);
    const text = (piece?.textContent ?? "").replace(/\s+/g, " ").trim();
    return text.length > 80 ? `${text.slice(0, 79).trimEnd()}…` : text;
  }

  /** The heading of the section that a slide is in, "" where the slide opens it or stands alone. @param {string} id @returns {string} */
  section(id) {
    const slide = this.slide(id);
    const opening = slide && this.openings.get(slide.h);
    return opening && opening.id !== id ? opening.title : "";
  }
}

/** Whether two places are one. @param {Place | null} a @param {Place | null} b @returns {boolean} */
export function same(a, b) {
  return a?.slide === b?.slide && a?.step === b?.step;
}
