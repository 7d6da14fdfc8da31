/** Swaps the token behind `#` for the cookie of this device. The token leaves the address before anything else happens. */

/** @template {HTMLElement} T @param {string} id @returns {T} */
const at = (id) => /** @type {T} */ (document.getElementById(id));

const token = given(location.hash);
history.replaceState(null, "", location.pathname + location.search);

/** What somebody pasted: the token alone or the whole link. @param {string} text @returns {string} */
function given(text) {
  const behind = text.includes("#") ? text.slice(text.lastIndexOf("#") + 1) : text;
  try {
    return decodeURIComponent(behind.trim());
  } catch {
    return behind.trim();
  }
}

/** Where to go then: `?next=` if it is a place on this server, else the library. @returns {string} */
function destination() {
  const library = new URL("../", location.href).href;
  const next = new URLSearchParams(location.search).get("next");
  if (!next) return library;
  try {
    const url = new URL(next, location.href);
    return url.origin === location.origin && !url.pathname.endsWith("/-/login") ? url.href : library;
  } catch {
    return library;
  }
}

/** @param {"asking" | "wrong" | "offline" | "busy"} face @param {string} title @param {string} message */
function show(face, title, message) {
  at("title").textContent = title;
  at("message").textContent = message;
  document.querySelector("main")?.setAttribute("data-login", face);
  at("form").hidden = face === "busy";
  if (face !== "busy") at("token").focus();
}

/** @param {string} word */
async function enter(word) {
  show("busy", "Signing in…", "");
  let status = 0;
  try {
    const answer = await fetch(location.pathname, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ token: word }),
      signal: AbortSignal.timeout(15_000),
    });
    status = answer.status;
  } catch {
    // said below
  }
  if (status === 204) location.replace(destination());
  else if (status === 403) show("wrong", "That token is not valid", "It may be from an earlier run of the server. Open the newest presenter link, or paste its token.");
  else if (status === 0) show("offline", "The server cannot be reached", "Check the network of this device, then sign in again.");
  else show("offline", "That did not work", `The server answered ${status}. Try again in a moment.`);
}

at("form").addEventListener("submit", (event) => {
  event.preventDefault();
  const field = /** @type {HTMLInputElement} */ (at("token"));
  const word = given(field.value);
  if (word) void enter(word);
});

/** @type {HTMLAnchorElement} */ (at("go")).href = destination();
if (token) {
  /** @type {HTMLInputElement} */ (at("token")).value = token;
  void enter(token);
}
