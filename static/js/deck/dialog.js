// One dialog at a time, closed by Escape, by its own key, or by a click beside it.

/**
 * @param {string} name
 * @param {string} title
 * @param {(dialog: HTMLDialogElement) => void} fill
 */
export function toggleDialog(name, title, fill) {
  const open = document.querySelector("dialog[open]");
  if (open instanceof HTMLDialogElement) {
    open.close();
    if (open.dataset.name === name) return;
  }
  const dialog = document.createElement("dialog");
  dialog.className = "dialog";
  dialog.dataset.name = name;
  const heading = document.createElement("h2");
  heading.id = `dialog-${name}`;
  heading.textContent = title;
  dialog.setAttribute("aria-labelledby", heading.id);
  dialog.append(heading);
  fill(dialog);
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", event => event.target === dialog && dialog.close());
  document.body.append(dialog);
  dialog.showModal();
}
