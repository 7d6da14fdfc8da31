// All keys, in one dialog of two columns.
import { toggleDialog } from "./dialog.js";

const KEYS = [
  ["Space N PageDown", "next step or slide"],
  ["P PageUp", "one back"],
  ["← → H L", "sections"],
  ["↑ ↓ K J", "slides of a stack"],
  ["Home End", "first, last"],
  ["O Esc", "overview"],
  ["M", "contents"],
  ["G", "jump by number or words"],
  ["/", "search"],
  ["L", "back to live"],
  ["F", "full screen"],
  ["B .", "black screen"],
  ["T", "day or night"],
  ["A", "go on by itself, or stop"],
  ["?", "this help"],
];

export function toggleHelp() {
  toggleDialog("help", "Keys", dialog => {
    const list = document.createElement("dl");
    list.className = "keys";
    for (const [keys = "", meaning = ""] of KEYS) {
      const term = document.createElement("dt");
      for (const key of keys.split(" ")) {
        const element = document.createElement("kbd");
        element.textContent = key;
        term.append(element, " ");
      }
      const text = document.createElement("dd");
      text.textContent = meaning;
      list.append(term, text);
    }
    dialog.append(list);
  });
}
