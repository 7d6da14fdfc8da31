/**
 * What the console says about the talk: numbers, steps, mode, connection. Reads the drive, writes the page.
 *
 * @typedef {import("./outline.js").Outline} Outline
 * @typedef {import("./outline.js").Place} Place
 * @typedef {import("./drive.js").Drive} Drive
 */

import { same } from "./outline.js";

const MODES = { off: "Rehearsal", live: "Live", frozen: "Frozen", black: "Black", ended: "Talk ended" };
const MORE = {
  off: "only this screen moves",
  live: "",
  frozen: "the room keeps its slide",
  black: "the room sees nothing",
  ended: "only this screen moves",
};
const MOST_DOTS = 24;
const PATIENCE = 1500;

/** @template {HTMLElement} T @param {string} id @returns {T} */
const at = (id) => /** @type {T} */ (document.getElementById(id));
/** @param {string} selector @returns {HTMLElement} */
const the = (selector) => /** @type {HTMLElement} */ (document.querySelector(selector));

export class View {
  constructor() {
    this.now = the("[data-region=now]");
    this.online = true;
    this.heard = true;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.waiting = undefined;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.hiding = undefined;
    this.buttons = {
      start: the("[data-action=start]"), end: the("[data-action=end]"), next: the("[data-action=next]"),
      previous: the("[data-action=previous]"), black: the("[data-action=black]"), freeze: the("[data-action=freeze]"),
    };
  }

  /** @param {Outline} outline @param {Drive} drive @param {Place | null} following */
  draw(outline, drive, following) {
    const { place } = drive;
    this.now.dataset.slide = place.slide;
    this.now.dataset.step = String(place.step);
    write("now-where", where(outline, place.slide));
    write("next-where", following ? (following.slide === place.slide ? `Step ${following.step}` : where(outline, following.slide)) : "");
    at("next-frame").classList.toggle("away", !following);
    at("next-cover").hidden = Boolean(following);
    this.steps(outline, place);
    this.mode(outline, drive);
    this.state(drive);
    disable(this.buttons.next, !following);
    disable(this.buttons.previous, !outline.previous(place));
  }

  /** @param {Outline} outline @param {Place} place */
  steps(outline, place) {
    const steps = outline.slide(place.slide)?.steps ?? 0;
    const dots = at("dots");
    const drawn = steps <= MOST_DOTS ? steps : 0;
    while (dots.childElementCount > drawn) dots.lastElementChild?.remove();
    while (dots.childElementCount < drawn) dots.append(document.createElement("i"));
    for (const [index, dot] of [...dots.children].entries()) dot.classList.toggle("done", index < place.step);
    dots.style.setProperty("--done", steps ? String(place.step / steps) : "0");
    dots.classList.toggle("line", steps > MOST_DOTS);
    write("steps-text", steps ? `Step ${place.step} of ${steps}` : "No steps");
    at("steps-text").classList.toggle("soft", steps === 0);
    write("caption", caption(outline, place));
  }

  /** @param {Outline} outline @param {Drive} drive */
  mode(outline, drive) {
    const { mode, live, record } = drive;
    write("mode", MODES[mode]);
    write("mode-more", MORE[mode]);
    const room = { slide: record.slide, step: record.step };
    const elsewhere = live && drive.frozen && !same(room, drive.place);
    at("room").hidden = !elsewhere && mode !== "black";
    write("room", mode === "black" ? "The room is black" : elsewhere ? `The room is on ${outline.number(room.slide)}` : "");
    at("now-cover").hidden = mode !== "black";
    this.buttons.start.hidden = live;
    this.buttons.end.hidden = !live;
    this.buttons.black.hidden = this.buttons.freeze.hidden = !live;
    toggle(this.buttons.black, drive.black, "black", "unblack");
    toggle(this.buttons.freeze, drive.frozen, "freeze", "unfreeze");
    const viewers = record.viewers ?? 0;
    write("viewers", `${viewers} watching`);
  }

  /** @param {boolean} online @param {Drive} drive */
  connected(online, drive) {
    if (online === this.heard) return;
    this.heard = online;
    clearTimeout(this.waiting);
    const show = () => {
      this.online = online;
      this.state(drive);
    };
    if (online) show();
    else this.waiting = setTimeout(show, PATIENCE); // most losses are over before anybody needs to know
  }

  /** @param {Drive} drive */
  state(drive) {
    const lost = !this.online || drive.adrift;
    document.body.dataset.live = lost ? "reconnecting" : drive.mode;
    document.body.classList.toggle("lost", lost || drive.refused);
    at("connection").setAttribute("aria-label", lost ? "Not connected" : "Connected");
    const text = drive.refused
      ? "This device is not the presenter any more: open the presenter link again"
      : lost
        ? drive.live ? "Not connected: you are driving only this screen" : "Not connected: the server cannot be reached"
        : "";
    at("loss").hidden = text === "";
    write("loss", text);
    disable(this.buttons.start, lost);
    disable(this.buttons.end, lost);
  }

  /** @param {string} text */
  toast(text) {
    clearTimeout(this.hiding);
    write("toast", text);
    at("toast").classList.add("shown");
    this.hiding = setTimeout(() => {
      at("toast").classList.remove("shown");
      write("toast", "");
    }, 4000);
  }
}

/** "Security · 12 of 30" @param {Outline} outline @param {string} id @returns {string} */
function where(outline, id) {
  const section = outline.section(id);
  const number = outline.number(id);
  const place = number > outline.count ? `appendix ${number - outline.count}` : `${number} of ${outline.count}`;
  return section ? `${section} · ${place}` : place;
}

/** What the next press brings, in words. @param {Outline} outline @param {Place} place @returns {string} */
function caption(outline, place) {
  const following = outline.next(place);
  if (!following) return "";
  const words = outline.caption(following);
  if (following.slide === place.slide) return words ? `Next step: “${words}”` : "";
  return `Then: ${outline.slide(following.slide)?.title ?? ""}`;
}

/** @param {string} id @param {string} text */
function write(id, text) {
  const element = at(id);
  if (element.textContent !== text) element.textContent = text;
}

/** @param {HTMLElement} button @param {boolean} disabled */
function disable(button, disabled) {
  // not `disabled`: the focus must stay where the keyboard left it
  button.setAttribute("aria-disabled", String(disabled));
}

/** @param {HTMLElement} button @param {boolean} on @param {string} set @param {string} unset */
function toggle(button, on, set, unset) {
  button.setAttribute("aria-pressed", String(on));
  button.dataset.action = on ? unset : set;
}
