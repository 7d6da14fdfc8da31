// Files that a deck names and that changed on disk: pictures, media, style sheets are asked for anew, without a flash.
import { described } from "../deck/background.js";

let version = Date.now();

/** @param {string} href */
function anew(href) {
  const [path = "", query = ""] = href.split("?");
  const rest = query.split("&").filter(part => part && !part.startsWith("v="));
  return `${path}?${[...rest, `v=${version}`].join("&")}`;
}

/** @param {string} href */
function bare(href) {
  const path = href.replace(/[?#].*$/, "");
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/**
 * Replace the deck's style sheets: the new one is there before the old one goes.
 * @param {string[]} wanted their addresses, in order; those that the page has are asked for again only if `changed`
 * @param {(href: string) => boolean} [changed]
 */
export function reloadStyles(wanted, changed = () => true) {
  version += 1;
  /** @type {HTMLLinkElement[]} */
  const old = [...document.querySelectorAll("link[data-deck-style]:not([data-going])")].filter(link => link instanceof HTMLLinkElement);
  for (const href of wanted) {
    const same = old.find(link => bare(link.getAttribute("href") ?? "") === bare(href));
    if (same && !changed(bare(href))) continue;
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.dataset.deckStyle = "";
    link.href = anew(href);
    const gone = () => same?.remove();
    link.addEventListener("load", gone);
    link.addEventListener("error", gone);
    if (same) {
      same.dataset.going = "";
      same.after(link);
    } else document.head.append(link);
  }
  for (const link of old) if (!wanted.some(href => bare(href) === bare(link.getAttribute("href") ?? ""))) link.remove();
}

/**
 * @param {import("../deck/deck.js").Deck} deck
 * @param {string[]} addresses relative to the deck
 */
export function reloadAssets(deck, addresses) {
  if (!addresses.length) return;
  version += 1;
  const changed = new Set(addresses.map(bare));
  const is = (/** @type {string | null} */ href) => href !== null && changed.has(bare(href));
  let shown = 0;
  for (const element of deck.reveal.querySelectorAll("img[src], video[src], audio[src], source[src]")) {
    const src = element.getAttribute("src");
    if (!src || !is(src)) continue;
    element.setAttribute("src", anew(src));
    shown += 1;
  }
  for (const { element } of deck.outline.slides) {
    const { image } = described(element);
    if (!is(image)) continue;
    element.setAttribute("data-background-image", anew(image));
    shown += 1;
  }
  const styles = [...document.querySelectorAll("link[data-deck-style]:not([data-going])")].map(link => link.getAttribute("href") ?? "");
  if (styles.some(is)) reloadStyles(styles, href => changed.has(href));
  else if (!shown) reloadStyles(styles); // then one of the style sheets names it
  deck.redraw();
}
