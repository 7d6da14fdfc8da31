/** The screen stays on while a talk runs, where the browser can do that (a secure context). */

export class Awake {
  constructor() {
    this.wanted = false;
    /** @type {WakeLockSentinel | null} */
    this.lock = null;
    document.addEventListener("visibilitychange", () => void this.hold());
  }

  /** @param {boolean} wanted */
  set(wanted) {
    if (wanted === this.wanted) return;
    this.wanted = wanted;
    if (wanted) void this.hold();
    else void this.lock?.release();
  }

  async hold() {
    if (!this.wanted || document.visibilityState !== "visible" || !("wakeLock" in navigator)) return;
    if (this.lock && !this.lock.released) return;
    try {
      this.lock = await navigator.wakeLock.request("screen");
    } catch {
      this.lock = null; // battery saver may refuse
    }
  }
}
