// Runs before the first paint, and does no more than that needs: the chosen colours, and no flash of the first slide
// where the address names another one. Classic script, so that it comes before the modules.
(() => {
  const root = document.documentElement;
  try {
    const scheme = localStorage.getItem("pitchme-scheme");
    if (scheme) root.dataset.scheme = scheme;
  } catch {
    // A browser that keeps nothing follows the system.
  }
  const live = document.currentScript?.dataset.live === "yes";
  if (location.hash.length > 2 && !live) {
    root.classList.add("waiting");
    setTimeout(() => root.classList.remove("waiting"), 3000); // the modules did not come: better the first slide than none
  }
})();
