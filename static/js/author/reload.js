// Hot reload in an open page: what the stream says changed, or what a page fetched anew shows to have changed.
import { parsed, patch } from "./patch.js";
import { reloadAssets, reloadStyles } from "./assets.js";
import { Overlay } from "./overlay.js";
import { one } from "../deck/deck.js";

/**
 * @typedef {object} Changed
 * @property {string} from
 * @property {string} digest
 * @property {Record<string, string>} slides
 * @property {string[]} removed
 * @property {string[][] | null} order
 * @property {number} count
 * @property {string[]} assets
 * @property {string[] | null} stylesheets
 * @property {boolean} page
 */

const PATIENCE = 1000; // a record may come before the reload that it belongs to

export class Reload {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #late;
  /** @type {Promise<void>} */
  #queue = Promise.resolve();

  /**
   * @param {import("../deck/deck.js").Deck} deck
   */
  constructor(deck) {
    this.deck = deck;
    this.overlay = deck.settings.author && deck.settings.view === "" ? new Overlay() : null;
  }

  /**
   * The stream told of a change.
   * @param {Changed} event
   * @returns {Promise<void>}
   */
  changed(event) {
    return (this.#queue = this.#queue.then(() => this.#apply(event)));
  }

  /**
   * A record names a digest of the deck: if this page does not get there by itself, fetch it.
   * @param {string} digest
   */
  expect(digest) {
    clearTimeout(this.#late);
    if (!digest || digest === this.deck.settings.digest) return;
    this.#late = setTimeout(() => {
      if (digest !== this.deck.settings.digest) this.#queue = this.#queue.then(() => this.#whole());
    }, PATIENCE);
  }

  /** @param {{ items: import("./overlay.js").Item[], milliseconds?: number }} event */
  diagnostics(event) {
    this.overlay?.show(event.items, event.milliseconds);
  }

  /** @param {boolean} quiet whether a talk runs: then nobody sees an author's business */
  quiet(quiet) {
    this.overlay?.quiet(quiet);
  }

  /** @param {Changed} event */
  async #apply(event) {
    const begun = performance.now();
    if (event.page || event.from !== this.deck.settings.digest) {
      if (event.digest !== this.deck.settings.digest || event.page) await this.#whole();
      reloadAssets(this.deck, event.assets);
    } else {
      const numbers = patch(this.deck, parsed(event.slides), event.removed, event.order, event.count);
      this.deck.settings.digest = event.digest;
      if (event.stylesheets) reloadStyles(event.stylesheets);
      reloadAssets(this.deck, event.assets);
      this.overlay?.toast(said(numbers, event), performance.now() - begun);
    }
    clearTimeout(this.#late);
  }

  /** Fetch the page and take from it whatever differs. */
  async #whole() {
    const begun = performance.now();
    const response = await fetch(location.pathname + location.search, { cache: "no-store" }).catch(() => null);
    if (!response?.ok) return;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const settings = JSON.parse(page.querySelector("#settings")?.textContent || "null");
    const root = page.querySelector(".slides");
    if (!settings || !(root instanceof HTMLElement)) return;
    if (script(page) !== script(document)) return location.reload();
    const { deck } = this;
    const { sections, order } = compared(deck, root);
    const ids = new Set(order.flat());
    const removed = deck.outline.slides.map(slide => slide.id).filter(id => !ids.has(id));
    Object.assign(deck.settings, settings);
    reloadStyles([...page.querySelectorAll("link[data-deck-style]")].map(link => link.getAttribute("href") ?? ""));
    await frame(page);
    patch(deck, sections, removed, order, settings.count);
    this.overlay?.toast("Deck updated", performance.now() - begun);
  }
}

/** @param {Document} page */
function script(page) {
  return page.querySelector('script[type="module"]')?.getAttribute("src");
}

/**
 * The sections of another page that differ from ours, and the order of all of them.
 * @param {import("../deck/deck.js").Deck} deck
 * @param {HTMLElement} root
 */
function compared(deck, root) {
  /** @type {Map<string, HTMLElement>} */
  const sections = new Map();
  const order = [...root.children].map(outer => {
    const slides = /** @type {HTMLElement[]} */ (outer.classList.contains("stack") ? [...outer.children] : [outer]);
    for (const slide of slides) {
      const ours = deck.outline.byId.get(slide.id)?.element;
      if (ours && ours.dataset.digest === slide.dataset.digest && ours.dataset.steps === slide.dataset.steps) continue;
      const section = document.importNode(slide, true);
      section.classList.remove("past", "present", "future");
      section.classList.add("future");
      sections.set(slide.id, section);
    }
    return slides.map(slide => slide.id);
  });
  return { sections, order };
}

/**
 * Take the theme, canvas, logo and footnote of another page; its theme's style sheets come before its classes.
 * @param {Document} page
 */
async function frame(page) {
  const ours = new Set(styles(document));
  const theirs = styles(page);
  const first = document.querySelector("link[data-deck-style]");
  const loading = theirs
    .filter(href => !ours.has(href))
    .map(href => {
      const link = document.createElement("link");
      link.rel = "stylesheet";
      link.href = href;
      document.head.insertBefore(link, first);
      return new Promise(resolve => {
        link.onload = link.onerror = resolve;
      });
    });
  await Promise.all(loading);
  for (const link of document.querySelectorAll('link[rel="stylesheet"]:not([data-deck-style])')) {
    if (!theirs.includes(link.getAttribute("href") ?? "")) link.remove();
  }
  const [from, to] = [one(page, ".reveal"), one(document, ".reveal")];
  to.className = from.className;
  to.setAttribute("style", from.getAttribute("style") ?? "");
  const states = ["overview", "moving"].filter(name => document.body.classList.contains(name));
  document.body.className = page.body.className;
  document.body.setAttribute("style", page.body.getAttribute("style") ?? "");
  document.body.classList.add(...states);
  document.documentElement.lang = page.documentElement.lang;
  for (const selector of ["#gp-logo", "#title-footer"]) {
    document.querySelector(selector)?.remove();
    const element = page.querySelector(selector);
    if (element) to.append(document.importNode(element, true));
  }
}

/** @param {Document} page */
function styles(page) {
  return [...page.querySelectorAll('link[rel="stylesheet"]:not([data-deck-style])')].map(link => link.getAttribute("href") ?? "");
}

/**
 * @param {number[]} numbers
 * @param {Changed} event
 */
function said(numbers, event) {
  const [only] = numbers;
  if (numbers.length === 1) return `Slide ${only} updated`;
  if (numbers.length) return `${numbers.length} slides updated`;
  return event.removed.length ? "Slide removed" : "Deck updated";
}
