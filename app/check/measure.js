// Runs in the audience page of a deck, in a window as large as the canvas: goes to every slide and tells what does not
// fit and what was not drawn. The value of this file is a function.
async () => {
  const PATIENCE = 5000;
  const frame = () => new Promise(requestAnimationFrame);
  const canvas = document.querySelector(".slides").getBoundingClientRect();

  async function until(isTrue) {
    const end = performance.now() + PATIENCE;
    while (!isTrue() && performance.now() < end) await frame();
  }

  async function settled(section) {
    location.hash = `#${encodeURIComponent(section.id)}`;
    await until(() => section.classList.contains("present"));
    const pictures = [...section.querySelectorAll("img")];
    for (const picture of pictures) picture.loading = "eager";
    await until(() => pictures.every(picture => picture.complete));
    await document.fonts.ready;
    await frame();
    await frame();
  }

  // The part of a rectangle that its scrolling and cutting ancestors leave. What is clipped is for screen readers.
  function seen(rect, element, section) {
    let { left, right, top, bottom } = rect;
    for (let outer = element; outer && outer !== section; outer = outer.parentElement) {
      const style = getComputedStyle(outer);
      if (style.clipPath !== "none") return null;
      if (style.overflow === "visible") continue;
      const box = outer.getBoundingClientRect();
      left = Math.max(left, box.left);
      right = Math.min(right, box.right);
      top = Math.max(top, box.top);
      bottom = Math.min(bottom, box.bottom);
    }
    return right > left && bottom > top ? { left, right, top, bottom } : null;
  }

  // Rectangles of all that must be seen whole: text, and tables and pictures that stand in the text's own flow; not the
  // names of files that are missing, as these are told anyway. The second value is how far it may stand over, as letters
  // do not fill their lines.
  function* rectangles(section) {
    const walker = document.createTreeWalker(section, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    while (walker.nextNode()) {
      const text = walker.currentNode;
      if (!text.data.trim() || text.parentElement.closest(".missing")) continue;
      range.selectNodeContents(text);
      const spare = parseFloat(getComputedStyle(text.parentElement).fontSize) / 4;
      for (const rect of range.getClientRects()) yield [seen(rect, text.parentElement, section), spare];
    }
    if (section.matches(".layout-image, .layout-split, .layout-figure")) return;
    for (const box of section.querySelectorAll("img, video, table, pre")) {
      if (inFlow(box, section)) yield [seen(box.getBoundingClientRect(), box, section), 4];
    }
  }

  function inFlow(element, section) {
    for (let outer = element; outer !== section; outer = outer.parentElement) {
      if (["absolute", "fixed"].includes(getComputedStyle(outer).position)) return false;
    }
    return true;
  }

  // As the author made it, not as the page makes it fit.
  function measured(section) {
    section.style.removeProperty("--fit");
    section.classList.remove("too-tall");
    let [above, below, before, behind] = [0, 0, 0, 0];
    for (const [rect, spare] of rectangles(section)) {
      if (!rect) continue;
      const over = (a, b) => (a - b > spare ? a - b : 0);
      above = Math.max(above, over(canvas.top, rect.top));
      below = Math.max(below, over(rect.bottom, canvas.bottom));
      before = Math.max(before, over(canvas.left, rect.left));
      behind = Math.max(behind, over(rect.right, canvas.right));
    }
    return { tall: Math.round(above + below), wide: Math.round(before + behind), line: lineHeight(section) };
  }

  function lineHeight(section) {
    const style = getComputedStyle(section.querySelector("p, li") ?? section);
    return parseFloat(style.lineHeight) || parseFloat(style.fontSize) * 1.2;
  }

  // Addresses of this server alone: others are not asked.
  async function undrawn(section) {
    const behind = section.dataset.backgroundImage;
    const pictures = [...section.querySelectorAll("img")].map(picture => picture.src);
    if (behind && !/^(?:linear|radial|conic)-gradient\(/.test(behind)) pictures.push(new URL(behind, document.baseURI).href);
    const bad = [];
    for (const address of new Set(pictures)) {
      if (!address.startsWith(location.origin)) continue;
      const picture = new Image();
      picture.src = address;
      await picture.decode().catch(() => bad.push(decodeURI(address).replace(document.baseURI, "")));
    }
    return bad;
  }

  const results = [];
  for (const section of document.querySelectorAll(".slides section:not(.stack)")) {
    await settled(section);
    results.push({ id: section.id, ...measured(section), undrawn: await undrawn(section) });
  }
  return results;
};
