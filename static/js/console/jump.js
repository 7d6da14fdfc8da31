/**
 * Go to a slide by its number or by words of its title, its text or its notes.
 *
 * @typedef {import("./outline.js").Outline} Outline
 * @typedef {import("./outline.js").DeckSlide} DeckSlide
 */

const SHOWN = 40;

export class Jump {
  /** @param {{outline: () => Outline, here: () => string, go: (id: string) => void}} means */
  constructor(means) {
    this.means = means;
    this.dialog = /** @type {HTMLDialogElement} */ (document.getElementById("jump"));
    this.words = /** @type {HTMLInputElement} */ (document.getElementById("jump-words"));
    this.list = /** @type {HTMLOListElement} */ (document.getElementById("jump-list"));
    this.none = /** @type {HTMLElement} */ (document.getElementById("jump-none"));
    this.chosen = 0;
    this.words.addEventListener("input", () => this.fill());
    this.words.addEventListener("keydown", (event) => this.key(event));
    this.list.addEventListener("click", (event) => {
      const row = /** @type {HTMLElement} */ (event.target).closest("li");
      if (row) this.go(row);
    });
    this.dialog.addEventListener("click", (event) => event.target === this.dialog && this.dialog.close());
  }

  /** @param {string} words to begin with */
  open(words = "") {
    if (this.dialog.open) return;
    this.words.value = words;
    this.fill();
    this.dialog.showModal();
    this.words.focus();
  }

  fill() {
    const found = search(this.means.outline(), this.words.value, this.means.here());
    const outline = this.means.outline();
    const here = this.means.here();
    this.list.replaceChildren(...found.map((slide, index) => row(outline, slide, index, slide.id === here)));
    this.none.hidden = found.length > 0;
    const typed = this.words.value.trim() !== "";
    this.choose(typed ? 0 : Math.max(0, found.findIndex((slide) => slide.id === here)));
  }

  /** @param {number} index */
  choose(index) {
    const rows = this.list.children;
    this.chosen = Math.max(0, Math.min(rows.length - 1, index));
    for (const [at, element] of [...rows].entries()) element.setAttribute("aria-selected", String(at === this.chosen));
    const chosen = rows[this.chosen];
    if (chosen) {
      chosen.scrollIntoView({ block: "nearest" });
      this.words.setAttribute("aria-activedescendant", chosen.id);
    } else {
      this.words.removeAttribute("aria-activedescendant");
    }
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.key === "ArrowDown") this.choose(this.chosen + 1);
    else if (event.key === "ArrowUp") this.choose(this.chosen - 1);
    else if (event.key === "Enter") this.go(/** @type {HTMLElement | undefined} */ (this.list.children[this.chosen]));
    else return;
    event.preventDefault();
  }

  /** @param {HTMLElement | undefined} row */
  go(row) {
    if (!row) return;
    this.dialog.close();
    this.means.go(row.dataset.slide ?? "");
  }
}

/**
 * The slide of a number first, then titles, then text and notes; without words what stands around the present slide.
 * @param {Outline} outline @param {string} text @param {string} here @returns {DeckSlide[]}
 */
export function search(outline, text, here) {
  const wanted = text.trim().toLocaleLowerCase();
  if (!wanted) {
    const first = Math.max(0, (outline.places.get(here) ?? 0) - SHOWN / 2);
    return outline.slides.slice(first, first + SHOWN);
  }
  const number = /^\d+$/.test(wanted) ? outline.slides[Number(wanted) - 1] : undefined;
  const words = wanted.split(/\s+/);
  const titles = [];
  const texts = [];
  for (const slide of outline.slides) {
    if (slide === number) continue;
    if (holds(slide.title, words)) titles.push(slide);
    else if (texts.length < SHOWN && holds(plain(slide), words)) texts.push(slide);
    if (titles.length >= SHOWN) break;
  }
  return [...(number ? [number] : []), ...titles, ...texts].slice(0, SHOWN);
}

/** @param {string} text @param {string[]} words @returns {boolean} */
function holds(text, words) {
  const lower = text.toLocaleLowerCase();
  return words.every((word) => lower.includes(word));
}

/** @param {DeckSlide} slide @returns {string} */
function plain(slide) {
  return `${slide.title} ${slide.html ?? ""} ${slide.notes_html ?? ""}`.replace(/<[^>]*>/g, "");
}

/** @param {Outline} outline @param {DeckSlide} slide @param {number} index @param {boolean} present @returns {HTMLLIElement} */
function row(outline, slide, index, present) {
  const item = document.createElement("li");
  item.id = `jump-${index}`;
  item.role = "option";
  item.dataset.slide = slide.id;
  if (present) item.setAttribute("aria-current", "true");
  const number = document.createElement("span");
  number.className = "number";
  number.textContent = String(outline.number(slide.id));
  const title = document.createElement("span");
  title.textContent = slide.title;
  const section = document.createElement("span");
  section.className = "soft";
  section.textContent = outline.section(slide.id);
  item.append(number, title, section);
  return item;
}
