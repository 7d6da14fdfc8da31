// Hot reload: puts changed sections into the page and leaves everything else as it is, by the ids of the slides.

/**
 * @typedef {import("../deck/deck.js").Deck} Deck
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
  const before = deck.outline;
  const shown = deck.slide.id;
  const kept = remembered(deck.slide.element);
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
  if (order || removed.length) {
    deck.reread();
  } else deck.renew(sections);
  if (deck.slide.id === shown) restore(deck.slide.element, kept);
  return [...sections.keys()].map(id => (deck.outline.byId.get(id)?.index ?? -1) + 1).filter(Boolean);
}

/**
 * Bring the sections into an order, in stacks where a section has several slides.
 * @param {HTMLElement} root
 * @param {string[][]} order
 * @param {(id: string) => HTMLElement | undefined} find
 */
function arrange(root, order, find) {
  /** @type {Set<HTMLElement>} */
  const outers = new Set();
  for (const ids of order) {
    const slides = ids.map(find).filter(section => section !== undefined);
    const [first] = slides;
    if (!first) continue;
    if (slides.length === 1) {
      outers.add(first);
      continue;
    }
    const stacks = slides.map(slide => slide.closest("section.stack"));
    const stack = stacks.find(found => found instanceof HTMLElement && !outers.has(found)) ?? document.createElement("section");
    stack.classList.add("stack");
    place(stack, slides);
    outers.add(/** @type {HTMLElement} */ (stack));
  }
  place(root, [...outers]);
}

/**
 * Give an element these children. What is at its place is not touched, so that it keeps scroll, focus and frames.
 * @param {Element} parent
 * @param {Element[]} children
 */
function place(parent, children) {
  const wanted = new Set(children);
  for (const child of [...parent.children]) if (!wanted.has(child)) child.remove();
  let at = parent.firstElementChild;
  for (const child of children) {
    if (child === at) at = at.nextElementSibling;
    else parent.insertBefore(child, at);
  }
}

/**
 * What a reader had done on a slide: scrolled in it, focused something. Elements are known by their kind and their place
 * among those of their kind, so that a paragraph more does not confuse them.
 * @param {HTMLElement} section
 */
function remembered(section) {
  const scrolled = [section, ...section.querySelectorAll("*")].filter(element => element.scrollTop || element.scrollLeft);
  const focused = section.contains(document.activeElement) ? document.activeElement : null;
  return {
    scrolled: scrolled.map(element => ({ ...kind(section, element), top: element.scrollTop, left: element.scrollLeft })),
    focused: focused && kind(section, focused),
  };
}

/**
 * @param {HTMLElement} section
 * @param {Element} element
 */
function kind(section, element) {
  return { name: element.localName, index: [...section.querySelectorAll(element.localName)].indexOf(element) };
}

/**
 * @param {HTMLElement} section
 * @param {ReturnType<typeof remembered>} kept
 */
function restore(section, kept) {
  const find = (/** @type {{ name: string, index: number }} */ { name, index }) =>
    index < 0 ? section : section.querySelectorAll(name)[index];
  for (const place of kept.scrolled) find(place)?.scrollTo({ top: place.top, left: place.left, behavior: "instant" });
  const focused = kept.focused && find(kept.focused);
  if (focused instanceof HTMLElement && focused !== document.activeElement) focused.focus({ preventScroll: true });
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
