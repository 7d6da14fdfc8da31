/**
 * The two real renderings, NOW and NEXT: audience pages in frames that show what they are told and follow nothing.
 *
 * @typedef {import("./outline.js").Place} Place
 */

const PATIENCE = 5000;

export class Pane {
  /** @param {HTMLIFrameElement} frame */
  constructor(frame) {
    this.frame = frame;
    this.ready = false;
    /** Whether the page in the frame has ever answered. */
    this.alive = false;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.doubt = undefined;
    /** @type {Place | null} */
    this.place = null;
    window.addEventListener("message", (event) => this.told(event));
    frame.addEventListener("load", () => this.opened());
    if (frame.contentDocument?.readyState === "complete" && frame.contentWindow?.location.href !== "about:blank") {
      this.opened();
    }
  }

  /** @param {Place} place */
  show(place) {
    this.place = place;
    if (!this.ready) return;
    this.post({ pitchme: "show", slide: place.slide, step: place.step });
    this.doubt ??= setTimeout(() => this.revive(), PATIENCE);
  }

  /** The deck changed: the pane has no stream of its own. @param {unknown} data of the stream's reload event */
  patch(data) {
    if (this.ready) this.post({ pitchme: "patch", data });
  }

  /** The digest that a record names: a pane that has another one gets there by itself. @param {string} digest */
  expect(digest) {
    if (this.ready) this.post({ pitchme: "expect", digest });
  }

  /** @param {object} message */
  post(message) {
    this.frame.contentWindow?.postMessage(message, location.origin);
  }

  /** A page whose script did not arrive shows one slide for ever: load it again, unless it has answered since. */
  revive() {
    this.doubt = undefined;
    if (!this.alive && navigator.onLine) this.frame.contentWindow?.location.reload();
  }

  opened() {
    this.ready = true;
    if (this.place) this.show(this.place);
  }

  /** @param {MessageEvent} event */
  told(event) {
    if (event.source !== this.frame.contentWindow || event.origin !== location.origin) return;
    if (event.data?.pitchme === "ready") this.opened();
    if (event.data?.pitchme === "shown") {
      this.alive = true;
      this.frame.dataset.slide = String(event.data.slide);
      this.frame.dataset.step = String(event.data.step);
    }
  }
}

/**
 * A pane that may be clicked: keys go on driving the talk, links to slides go there, other links open beside.
 * @param {Pane} pane
 * @param {{key: (event: KeyboardEvent) => void, follow: (address: string) => void}} acts
 */
export function listenInside(pane, { key, follow }) {
  const attach = () => {
    const inside = pane.frame.contentWindow;
    if (!inside) return;
    inside.addEventListener("keydown", key);
    inside.addEventListener("click", (event) => {
      // not `instanceof`: the frame has classes of its own
      const link = event.target && "closest" in event.target ? /** @type {Element} */ (event.target).closest("a[href]") : null;
      if (!link) return;
      event.preventDefault();
      const address = new URL(/** @type {HTMLAnchorElement} */ (link).href);
      const here = inside.location;
      if (address.hash && address.origin === here.origin && address.pathname === here.pathname) follow(address.hash);
      else window.open(address, "_blank", "noopener");
    }, true);
  };
  pane.frame.addEventListener("load", attach);
  attach();
}
