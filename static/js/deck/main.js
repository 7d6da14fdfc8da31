// The audience page comes alive: everything it does begins here.
import { address, find, keepAddress } from "./address.js";
import { announce } from "./announce.js";
import { Deck, one } from "./deck.js";
import { takeHabits } from "./habits.js";
import { listenToKeys } from "./keys.js";
import { obeyParent } from "./pane.js";
import { fetchPictures } from "./pictures.js";
import { showProgress } from "./progress.js";
import { listenToTouch } from "./touch.js";
import { Talk } from "../live/talk.js";

/** @param {string} id */
const json = id => JSON.parse(one(document, `#${id}`).textContent || "null");

/** @type {import("./deck.js").Settings} */
const settings = json("settings");
/** @type {import("../live/follow.js").TalkRecord} */
const record = json("record");
const deck = new Deck(one(document, ".reveal"), settings);

if (settings.view === "pane") {
  obeyParent(deck);
} else {
  const live = record.mode !== "off" && record.mode !== "ended";
  const named = location.hash && !live ? find(deck.outline, location.hash) : undefined;
  const place = named ?? (live ? deck.outline.byId.get(record.slide) : undefined);
  if (place) deck.show(place, live ? record.step : 0, "live");
  deck.begin();
  if (location.hash || live) history.replaceState(null, "", location.pathname + location.search + address(deck.slide));
  document.documentElement.classList.remove("waiting");
  keepAddress(deck);
  showProgress(deck);
  announce(deck);
  const talk = new Talk(deck, record);
  listenToKeys(deck, talk);
  listenToTouch(deck);
  talk.begin();
  takeHabits(deck);
  fetchPictures(deck);
}
document.documentElement.dataset.ready = "";
