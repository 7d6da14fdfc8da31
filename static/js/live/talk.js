// A viewer in a talk: follows, may leave, and comes back. Puts what follow.js decides on the screen.
import { one } from "../deck/deck.js";
import { toggleDialog } from "../deck/dialog.js";
import { arrived, moved, newer, place, running, state } from "./follow.js";
import { Stream } from "./stream.js";

/**
 * @typedef {import("../deck/deck.js").Deck} Deck
 * @typedef {import("../author/reload.js").Reload} Reload
 * @typedef {import("./follow.js").TalkRecord} TalkRecord
 */

const PATIENCE = 2000; // a short break is not worth a word
const WORDS = { live: "Live", frozen: "Live, paused", black: "Live", reconnecting: "", behind: "", off: "", ended: "" };

export class Talk {
  #black = false;
  /** The state that the label tells. */
  #said = "";
  /** @type {Promise<Reload> | null} */
  #edits = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #patience;

  /**
   * @param {Deck} deck
   * @param {TalkRecord} record
   */
  constructor(deck, record) {
    this.deck = deck;
    this.curtain = one(document, ".curtain");
    this.label = document.querySelector(".live-text");
    /** @type {import("./follow.js").View} */
    this.view = { record, following: true, connected: true };
    this.stream = new Stream({
      query: () => {
        const { epoch, rev } = this.view.record;
        return `have=${encodeURIComponent(`${epoch}.${rev}`)}&deck=${encodeURIComponent(deck.settings.digest)}`;
      },
      record: newest => this.#arrived(newest),
      connected: connected => this.#set({ ...this.view, connected }),
      events: {
        reload: event => void this.#edited(edits => edits.changed(event)).then(() => this.#go()),
        diagnostics: event => void this.#edited(edits => edits.diagnostics(event)),
      },
    });
    deck.listen(({ cause }) => {
      if (cause === "user" || cause === "address") this.#set(moved(this.view));
    });
    document.addEventListener("click", event => {
      if (event.target instanceof Element && event.target.closest('[data-action="return"]')) this.back();
    });
  }

  begin() {
    this.#show();
    this.stream.open();
    if (this.deck.settings.author) void this.#edited(() => {});
  }

  /**
   * What concerns edits of the deck comes when it is first needed: most viewers never see one.
   * @param {(edits: Reload) => void | Promise<void>} work
   */
  async #edited(work) {
    this.#edits ??= import("../author/reload.js").then(({ Reload }) => new Reload(this.deck));
    const edits = await this.#edits;
    edits.quiet(running(this.view.record));
    await work(edits);
  }

  /** Whether a talk runs elsewhere than on this screen. */
  get away() {
    return running(this.view.record) && !this.view.following;
  }

  back() {
    this.#set({ ...this.view, following: true });
    this.#go();
  }

  /** Black, by this screen's own key. */
  blacken() {
    this.#black = !this.#black;
    this.#show();
  }

  lighten() {
    if (!this.#black) return;
    this.#black = false;
    this.#show();
  }

  /** @param {TalkRecord} record */
  #arrived(record) {
    const before = this.view;
    const next = arrived(before, record);
    if (running(before.record) && record.mode === "ended" && newer(record, before.record)) this.#close();
    this.#set(next);
    if (newer(record, before.record)) this.#go();
    if (this.#edits || record.deck !== this.deck.settings.digest) void this.#edited(edits => edits.expect(record.deck));
  }

  /** @param {import("./follow.js").View} view */
  #set(view) {
    this.view = view;
    this.#show();
  }

  /** Go where the talk is; a slide that this page does not have yet comes with the next reload. */
  #go() {
    const wanted = place(this.view);
    const slide = wanted && this.deck.outline.byId.get(wanted.slide);
    if (slide) this.deck.show(slide, wanted.step, "live");
    this.#show();
  }

  #show() {
    const now = state(this.view);
    const { body } = document;
    const { view, deck } = this;
    const changed = body.dataset.live !== now;
    if (changed) body.dataset.live = now;
    deck.locked = deck.settings.view === "projector" && running(view.record);
    this.curtain.hidden = !(this.#black || (view.record.mode === "black" && view.following));
    if (changed) void this.#edits?.then(edits => edits.quiet(running(view.record)));
    if (!this.label || (now === this.#said && now !== "behind")) return;
    this.#said = now;
    clearTimeout(this.#patience);
    this.label.textContent = now === "behind" ? this.#whereabouts() : WORDS[now];
    if (now === "reconnecting") this.#patience = setTimeout(() => this.label && (this.label.textContent = "Reconnecting…"), PATIENCE);
  }

  #whereabouts() {
    const slide = this.deck.outline.byId.get(this.view.record.slide);
    return slide ? `Presenter is on ${slide.index + 1}` : "Live";
  }

  #close() {
    if (this.deck.settings.view === "projector") return;
    toggleDialog("ended", "Talk ended", dialog => {
      const words = document.createElement("p");
      words.textContent = "Thank you for being here. You can go on reading the slides.";
      const stay = document.createElement("button");
      stay.type = "button";
      stay.className = "button";
      stay.textContent = "Browse the slides";
      stay.addEventListener("click", () => dialog.close());
      dialog.append(words, stay);
      if (this.deck.settings.handout) {
        const link = document.createElement("a");
        link.href = "-/handout";
        link.className = "button";
        link.textContent = "Read the handout";
        dialog.append(link);
      }
    });
  }
}
