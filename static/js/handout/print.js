/**
 * The print view: nothing is cut, and a button prints.
 */
import { fitAll } from "./fit.js";

fitAll([...document.querySelectorAll(".page")]);

const button = document.getElementById("print");
if (button) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
