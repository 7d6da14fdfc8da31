/**
 * Browsers that do not know declarative shadow roots get them by script.
 * @param {ParentNode} root
 */
export function unseal(root) {
  for (const template of root.querySelectorAll("template[shadowrootmode]")) {
    const host = template.parentElement;
    if (host && !host.shadowRoot && template instanceof HTMLTemplateElement) {
      host.attachShadow({ mode: "open" }).append(template.content);
    }
    template.remove();
  }
}
