// Pictures of slides that nobody has seen yet are fetched when nothing else is to do, nearest first, so that a network
// that goes away takes nothing from the talk.
import { cssImage, described } from "./background.js";

/** @param {import("./deck.js").Deck} deck */
export function fetchPictures(deck) {
  const idle = window.requestIdleCallback ?? (work => setTimeout(work, 50));
  const { slides } = deck.outline;
  const order = [...slides.slice(deck.slide.index), ...slides.slice(0, deck.slide.index).reverse()];
  /** @param {number} at */
  const one = at => {
    const slide = order[at];
    if (!slide) return;
    const { image } = described(slide.element);
    if (image && cssImage(image).startsWith("url(")) new Image().src = image;
    for (const picture of slide.element.querySelectorAll("img")) picture.loading = "eager";
    idle(() => one(at + 1));
  };
  const start = () => idle(() => one(0));
  if (document.readyState === "complete") start();
  else addEventListener("load", start, { once: true });
}
