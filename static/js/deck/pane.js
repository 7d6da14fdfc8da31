// A pane of the console: no stream, no keys of its own; its parent says what to show, over messages of the same origin.

/** @param {import("./deck.js").Deck} deck */
export function obeyParent(deck) {
  deck.begin();
  document.documentElement.classList.remove("waiting");
  deck.settings.transition = "none";
  for (const { element } of deck.outline.slides) delete element.dataset.transition;
  /** @param {object} message */
  const tell = message => parent.postMessage(message, location.origin);

  addEventListener("message", event => {
    if (event.origin !== location.origin || event.source !== parent || event.data?.pitchme !== "show") return;
    const slide = deck.outline.byId.get(String(event.data.slide));
    if (!slide) return;
    deck.show(slide, Number(event.data.step) || 0, "live");
    tell({ pitchme: "shown", slide: deck.slide.id, step: deck.step });
  });
  tell({ pitchme: "ready" });
}
