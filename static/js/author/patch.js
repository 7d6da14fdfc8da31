// Hot reload: puts changed sections into the page and leaves everything else as it is, by the ids of the slides.

/**
 * @typedef {import("../deck/deck.js").Deck} Deck
 * @typedef {import("../deck/outline.js").Slide} Slide
 */

/**
 * Replace, add, remove and order sections, then show the slide where one was. Returns the numbers of the slides that changed.
 * @param {Deck} deck
 * @param {Map<string, HTMLElement>} sections new or changed ones
 * @param {string[]} removed
 * @param {string[][] | null} order ids by section, null if it did not change
 * @param {number} count
 * @returns {number[]}
 */
export function patch(deck, sections, removed, order, count) {
  const place = deck.slide;
  const before = deck.outline;
  const kept = remembered(place.element);
  const gone = new Set(removed);
  const instead = neighbour(before.slides, place, slide => !gone.has(slide.id));
  for (const [id, section] of sections) {
    const old = before.byId.get(id)?.element;
    if (!old) continue;
    section.classList.remove("past", "present", "future");
    for (const state of ["past", "present", "future"]) if (old.classList.contains(state)) section.classList.add(state);
    if (old.classList.contains("chosen")) section.classList.add("chosen");
    old.replaceWith(section);
  }
  for (const id of removed) before.byId.get(id)?.element.remove();
  if (order) arrange(deck.root, order, id => sections.get(id) ?? before.byId.get(id)?.element);
  deck.settings.count = count;
  deck.reread(place.id, instead);
  if (order) renumber(deck);
  if (deck.slide.element !== place.element && deck.slide.id === place.id) restore(deck.slide.element, kept);
  return [...sections.keys()].map(id => (deck.outline.byId.get(id)?.index ?? -1) + 1).filter(Boolean);
}

/**
 * The nearest slide that stays: first after, then before.
 * @param {Slide[]} slides
 * @param {Slide} place
 * @param {(slide: Slide) => boolean} stays
 */
function neighbour(slides, place, stays) {
  return slides.slice(place.index).find(stays) ?? slides.slice(0, place.index).reverse().find(stays);
}

/**
 * Bring the sections into an order. What is at its place is not touched, so that a slide keeps scroll, focus and frames.
 * @param {HTMLElement} root
 * @param {string[][]} order
 * @param {(id: string) => HTMLElement | undefined} find
 */
function arrange(root, order, find) {
  let at = root.firstElementChild;
  for (const ids of order) {
    const slides = ids.map(find).filter(section => section !== undefined);
    const [first] = slides;
    if (!first) continue;
    let outer = first;
    if (slides.length > 1) {
      const around = slides.map(slide => slide.parentElement).find(parent => parent?.classList.contains("stack"));
      outer = around && !done.has(around) ? around : stack();
      fill(outer, slides);
    } else if (first.parentElement !== root) {
      root.insertBefore(first, at);
    }
    done.add(outer);
    while (at && (done.has(at) ? at !== outer : leaving(at, root))) at = at.nextElementSibling;
    if (at === outer) at = at.nextElementSibling;
    else root.insertBefore(outer, at);
  }
  done.clear();
  const wanted = new Set(order.flat());
  for (const section of [...root.children]) {
    const holds = section.classList.contains("stack") ? section.childElementCount > 0 : wanted.has(section.id);
    if (!holds) section.remove();
  }
}

/** The outer sections that already have their place. @type {Set<Element>} */
const done = new Set();

/**
 * Whether an outer section is an empty stack, which is about to be removed.
 * @param {Element} section
 * @param {HTMLElement} root
 */
function leaving(section, root) {
  return section.parentElement === root && section.classList.contains("stack") && section.childElementCount === 0;
}

function stack() {
  const section = document.createElement("section");
  section.className = "stack";
  return section;
}

/**
 * @param {HTMLElement} outer
 * @param {HTMLElement[]} slides
 */
function fill(outer, slides) {
  let at = outer.firstElementChild;
  for (const slide of slides) {
    if (slide === at) at = at.nextElementSibling;
    else outer.insertBefore(slide, at);
  }
}

/**
 * Slides that moved have other places and numbers, though their content is the same.
 * @param {Deck} deck
 */
function renumber(deck) {
  for (const slide of deck.outline.slides) {
    const { element, column, row, index, title } = slide;
    element.dataset.h = String(column);
    element.dataset.v = String(row);
    element.setAttribute("aria-label", `${index + 1} of ${deck.settings.count}: ${title}`);
  }
}

/**
 * What a reader had done on a slide: scrolled in it, focused something, typed.
 * @param {HTMLElement} section
 */
function remembered(section) {
  const elements = [...section.querySelectorAll("*")];
  return {
    scrolled: elements.flatMap((element, index) =>
      element.scrollTop || element.scrollLeft ? [{ index, top: element.scrollTop, left: element.scrollLeft }] : [],
    ),
    focused: elements.indexOf(/** @type {Element} */ (document.activeElement)),
    top: section.scrollTop,
  };
}

/**
 * @param {HTMLElement} section
 * @param {ReturnType<typeof remembered>} kept
 */
function restore(section, kept) {
  const elements = [...section.querySelectorAll("*")];
  section.scrollTop = kept.top;
  for (const { index, top, left } of kept.scrolled) elements[index]?.scrollTo(left, top);
  const focused = elements[kept.focused];
  if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
}

/**
 * Sections as elements, from their HTML.
 * @param {Record<string, string>} slides
 * @returns {Map<string, HTMLElement>}
 */
export function parsed(slides) {
  const template = document.createElement("template");
  return new Map(
    Object.entries(slides).flatMap(([id, html]) => {
      template.innerHTML = html;
      const section = template.content.firstElementChild;
      return section instanceof HTMLElement ? [[id, document.importNode(section, true)]] : [];
    }),
  );
}
