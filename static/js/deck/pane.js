// A pane of the console: no stream, no keys of its own; its parent says what to show, over messages of the same origin.
// It is told what the stream says of edits: `patch` forwards a reload event, `expect` the digest that a record names.
import { Reload } from "../author/reload.js";

/** @param {import("./deck.js").Deck} deck */
export function obeyParent(deck) {
  const reload = new Reload(deck);
  let wanted = { slide: deck.slide.id, step: 0 };
  deck.begin();
  document.documentElement.classList.remove("waiting");
  /** @param {object} message */
  const tell = message => parent.postMessage(message, location.origin);

  const still = () => {
    deck.settings.transition = "none";
    for (const { element } of deck.outline.slides) delete element.dataset.transition;
  };

  const show = () => {
    const slide = deck.outline.byId.get(wanted.slide);
    if (!slide) return; // it comes with the next patch
    deck.show(slide, wanted.step, "live");
    tell({ pitchme: "shown", slide: deck.slide.id, step: deck.step });
  };

  deck.listen(({ cause }) => {
    if (cause !== "reload") return;
    still();
    show();
  });

  addEventListener("message", event => {
    if (event.origin !== location.origin || event.source !== parent) return;
    const { pitchme, slide, step, data, digest } = event.data ?? {};
    if (pitchme === "show") {
      wanted = { slide: String(slide), step: Number(step) || 0 };
      show();
    } else if (pitchme === "patch") void reload.changed(data);
    else if (pitchme === "expect") reload.expect(String(digest));
  });
  still();
  tell({ pitchme: "ready" });
}
