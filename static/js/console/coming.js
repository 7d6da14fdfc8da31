/**
 * The titles of the slides that come, so that the speaker knows where the talk goes; each is a place to go to.
 *
 * @typedef {import("./outline.js").Outline} Outline
 */

const SHOWN = 16;

export class Coming {
  /** @param {(id: string) => void} go */
  constructor(go) {
    this.list = /** @type {HTMLOListElement} */ (document.getElementById("coming"));
    this.left = /** @type {HTMLElement} */ (document.getElementById("coming-left"));
    this.shown = "";
    this.list.addEventListener("click", (event) => {
      const button = /** @type {HTMLElement} */ (event.target).closest("button");
      if (button) go(button.dataset.slide ?? "");
    });
  }

  /** @param {Outline} outline @param {string} id the slide that is shown */
  show(outline, id) {
    const key = `${outline.deck.digest} ${id}`;
    if (key === this.shown) return;
    this.shown = key;
    const after = (outline.places.get(id) ?? 0) + 1;
    const rest = outline.slides.length - after;
    this.left.textContent = rest === 0 ? "this is the last slide" : rest === 1 ? "1 slide left" : `${rest} slides left`;
    this.list.replaceChildren(
      ...outline.slides.slice(after, after + SHOWN).map((slide) => {
        const item = document.createElement("li");
        item.classList.toggle("opens", slide.v === 0);
        const button = document.createElement("button");
        button.type = "button";
        button.dataset.slide = slide.id;
        button.append(piece("number", String(outline.number(slide.id))), piece("title", slide.title));
        if (slide.steps > 0) button.append(piece("soft", slide.steps === 1 ? "1 step" : `${slide.steps} steps`));
        item.append(button);
        return item;
      }),
    );
    this.list.scrollTop = 0;
  }
}

/** @param {string} name @param {string} text @returns {HTMLSpanElement} */
function piece(name, text) {
  const span = document.createElement("span");
  span.className = name;
  span.textContent = text;
  return span;
}
