// The list of slides, and the jump to one by number or words.
import { toggleDialog } from "./dialog.js";
import { address } from "./address.js";
import { search } from "./outline.js";

/** @typedef {import("./deck.js").Deck} Deck */

/** @param {Deck} deck */
export function toggleContents(deck) {
  toggleDialog("contents", "Contents", dialog => {
    const list = document.createElement("ol");
    list.className = "contents";
    for (const slide of deck.outline.slides) {
      const item = document.createElement("li");
      item.classList.toggle("below", slide.row > 0);
      const link = document.createElement("a");
      link.href = address(slide);
      const number = document.createElement("span");
      number.textContent = String(slide.index + 1);
      link.append(number, slide.title || "Untitled");
      if (slide === deck.slide) link.setAttribute("aria-current", "true");
      link.addEventListener("click", event => {
        event.preventDefault();
        dialog.close();
        deck.show(slide);
      });
      item.append(link);
      list.append(item);
    }
    dialog.append(list);
    requestAnimationFrame(() => {
      const current = list.querySelector("[aria-current]");
      if (current instanceof HTMLElement) current.focus();
      current?.scrollIntoView({ block: "center" });
    });
  });
}

/** @param {Deck} deck */
export function toggleJump(deck) {
  toggleDialog("jump", "Jump to", dialog => {
    const form = document.createElement("form");
    form.method = "dialog";
    const input = document.createElement("input");
    input.setAttribute("aria-label", "Number or words of a slide");
    input.placeholder = "number or words";
    form.append(input);
    form.addEventListener("submit", () => {
      const [found] = input.value.trim() ? search(deck.outline, input.value) : [];
      if (found) deck.show(found);
    });
    dialog.append(form);
  });
}
