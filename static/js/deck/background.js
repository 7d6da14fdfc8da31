// The background of a slide is drawn outside of its section and fills the window (product.md, "The page as a contract").

const PICTURE = /\.(png|jpe?g|gif|svg|webp|avif|bmp)(\?|$)/i;

/**
 * What a section says about its background.
 * @param {HTMLElement} section
 * @returns {{ color: string, image: string, video: string, frame: string, style: (key: string) => string }}
 */
export function described(section) {
  const style = (/** @type {string} */ key) => section.getAttribute(`data-background-${key}`) ?? "";
  const any = section.dataset.background ?? "";
  const picture = PICTURE.test(any);
  return {
    color: style("color") || (picture ? "" : any),
    image: style("image") || (picture ? any : ""),
    video: style("video"),
    frame: style("iframe"),
    style,
  };
}

/**
 * A CSS image of a file's address or a gradient.
 * @param {string} image
 */
export function cssImage(image) {
  return image.includes("gradient(") ? image : `url("${image.replace(/["\\\n]/g, char => encodeURIComponent(char))}")`;
}

/**
 * Draw the background of a section; the one before leaves when this one is there.
 * @param {HTMLElement} layer `.backgrounds`
 * @param {HTMLElement} section
 * @param {boolean} fade
 */
export function draw(layer, section, fade) {
  const next = made(section);
  const before = layer.querySelector(".slide-background.present");
  for (const old of [...layer.children]) if (old !== before) old.remove();
  before?.classList.remove("present");
  if (!before || before.outerHTML === next.outerHTML.replace(" present", "")) fade = false;
  if (section.getAttribute("data-background-transition") === "none") fade = false;
  layer.append(next);
  if (fade) {
    next.classList.add("arriving");
    next.addEventListener("animationend", () => before?.remove(), { once: true });
  } else {
    before?.remove();
  }
}

/** @param {HTMLElement} section */
function made(section) {
  const { color, image, video, frame, style } = described(section);
  const outer = document.createElement("div");
  outer.className = "slide-background present";
  if (color) outer.style[color.includes("gradient(") ? "backgroundImage" : "backgroundColor"] = color;
  const inner = document.createElement("div");
  inner.className = "slide-background-content";
  outer.append(inner);
  if (image) inner.style.backgroundImage = cssImage(image);
  if (style("size")) inner.style.backgroundSize = style("size");
  if (style("position")) inner.style.backgroundPosition = style("position");
  if (style("repeat")) inner.style.backgroundRepeat = style("repeat");
  if (style("opacity")) inner.style.opacity = style("opacity");
  if (video) inner.append(player(video, style));
  if (frame) {
    const element = document.createElement("iframe");
    element.src = frame;
    inner.append(element);
  }
  return outer;
}

/**
 * @param {string} src
 * @param {(key: string) => string} style
 */
function player(src, style) {
  const video = document.createElement("video");
  video.src = src;
  video.muted = (style("video-muted") || style("muted")) !== "false";
  video.loop = !["", "false"].includes(style("video-loop") || style("loop"));
  video.autoplay = true;
  video.playsInline = true;
  return video;
}

/**
 * Whether a section lies on dark or on light, where that is not the theme's paper; the chrome around it answers.
 * @param {HTMLElement} section
 * @returns {"dark" | "light" | ""}
 */
export function shade(section) {
  if (section.classList.contains("has-dark-background")) return "dark";
  if (section.classList.contains("has-light-background")) return "light";
  const own = section.matches("[data-background], [data-background-color], [data-background-image]");
  return section.classList.contains("layout-section") && !own ? "dark" : "";
}

/** The colours of a gradient; words such as `to right` are none, which the probe finds out. */
const COLOURS = /#[0-9a-f]{3,8}\b|[a-z]{2,}\([^()]*\)|[a-z]+/gi;

/**
 * Tell the section whether its own background colour is dark or light, so that its text can answer. So is a gradient
 * whose colours are all the one or all the other; on a mixed one text has the theme's colour, as its author saw it.
 * @param {HTMLElement} section
 */
export function mark(section) {
  const { color } = described(section);
  if (!color || section.matches(".has-dark-background, .has-light-background")) return;
  const gradient = /gradient\(([^]*)\)/.exec(color);
  const shades = (gradient ? [...(gradient[1] ?? "").matchAll(COLOURS)].map(([found]) => found) : [color]).map(brightness);
  const seen = shades.filter((shade) => shade !== null);
  if (!seen.length) return;
  const dark = seen.filter((shade) => shade < 128).length;
  if (dark === seen.length) section.classList.add("has-dark-background");
  else if (dark === 0) section.classList.add("has-light-background");
}

/**
 * How bright a colour is, from 0 to 255; null if it is none or shows what lies behind it.
 * @param {string} color
 * @returns {number | null}
 */
function brightness(color) {
  const probe = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  if (!probe) return null;
  probe.canvas.width = probe.canvas.height = 1;
  probe.fillStyle = "transparent";
  probe.fillStyle = color;
  probe.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0, alpha = 0] = probe.getImageData(0, 0, 1, 1).data;
  return alpha < 128 ? null : (red * 299 + green * 587 + blue * 114) / 1000;
}
