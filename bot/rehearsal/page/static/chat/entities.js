/** A message's text with its entities as a chat client shows them. Places count UTF-16 units. */

import { h } from "../base/dom.js";
import { t } from "../base/texts.js";

/** @typedef {import("../base/types.js").Entity} Entity */
/** @typedef {{from: number, to: number, entity: Entity}} Span */
/** @typedef {{follow: (address: string) => boolean, command: (text: string) => void}} Acts
 * `follow` opens a link of the bot's own and says whether it was one; `command` sends a tapped command. */

const TAGS = /** @type {const} */ ({
  bold: "strong",
  italic: "em",
  underline: "u",
  strikethrough: "s",
  code: "code.inline",
  mention: "span.mention",
  text_mention: "span.mention",
  hashtag: "span.mention",
});
const BLOCKS = new Set(["blockquote", "expandable_blockquote", "pre"]);

/**
 * @param {string} text
 * @param {Entity[]} entities
 * @param {Acts} acts
 * @returns {DocumentFragment}
 */
export function formatted(text, entities, acts) {
  const spans = entities.map((entity) => ({
    from: entity.offset,
    to: entity.offset + entity.length,
    entity,
  }));
  const fragment = document.createDocumentFragment();
  fragment.append(...pieces(text, 0, text.length, spans.sort(outerFirst), acts));
  return fragment;
}

/** @param {Span} a @param {Span} b */
function outerFirst(a, b) {
  return (
    a.from - b.from || b.to - a.to || Number(BLOCKS.has(b.entity.type)) - Number(BLOCKS.has(a.entity.type))
  );
}

/**
 * The nodes from one place to another; takes what it shows off the front of `spans`.
 * @param {string} text @param {number} from @param {number} to @param {Span[]} spans @param {Acts} acts
 * @returns {Node[]}
 */
function pieces(text, from, to, spans, acts) {
  const nodes = [];
  let at = from;
  while (spans.length && spans[0].from < to) {
    const { from: start, to: end, entity } = /** @type {Span} */ (spans.shift());
    const block = BLOCKS.has(entity.type);
    const cut = Math.min(end, to);
    if (end > to) {
      // It reaches beyond what it began in: the rest of it is shown behind.
      spans.push({ from: to, to: end, entity });
      spans.sort(outerFirst);
    }
    if (start > at) nodes.push(plain(text.slice(at, start), { before: block }));
    nodes.push(marked(entity, text.slice(start, cut), pieces(text, start, cut, spans, acts), acts));
    // A block ends its line by itself.
    at = block && text[cut] === "\n" && cut < to ? cut + 1 : cut;
  }
  if (at < to) nodes.push(plain(text.slice(at, to), {}));
  return nodes;
}

/** @param {string} text @param {{before?: boolean}} place before a block, which begins a line by itself */
function plain(text, { before }) {
  return document.createTextNode(before ? text.replace(/\n$/, "") : text);
}

/** @param {Entity} entity @param {string} text @param {Node[]} children @param {Acts} acts @returns {Node} */
function marked(entity, text, children, acts) {
  const tag = TAGS[/** @type {keyof typeof TAGS} */ (entity.type)];
  if (tag) return h(tag, {}, children);
  switch (entity.type) {
    case "text_link":
      return link(entity.url ?? "", children, acts);
    case "url":
      return link(/^\w+:/.test(text) ? text : `https://${text}`, children, acts);
    case "email":
      return link(`mailto:${text}`, children, acts);
    case "bot_command":
      return h("button.command", { type: "button", onclick: () => acts.command(text) }, children);
    case "spoiler":
      return spoiler(children);
    case "pre":
      return h("pre", { tabindex: 0 }, h("code", {}, children));
    case "blockquote":
      return h("blockquote", {}, children);
    case "expandable_blockquote":
      return folded(children);
    default:
      return h("span", {}, children);
  }
}

/** @param {string} address @param {Node[]} children @param {Acts} acts */
function link(address, children, acts) {
  if (!/^(https?|mailto|tel|tg):/i.test(address)) return h("span", {}, children);
  /** @param {Event} event */
  const onclick = (event) => {
    if (acts.follow(address)) event.preventDefault();
  };
  return h("a", { href: address, target: "_blank", rel: "noopener noreferrer", onclick }, children);
}

/** @param {Node[]} children */
function spoiler(children) {
  const shown = h(
    "span.spoiler",
    { role: "button", tabindex: 0, "aria-label": t("spoiler") },
    h("span", {}, children),
  );
  const show = () => {
    shown.classList.add("shown");
    for (const name of ["role", "tabindex", "aria-label"]) shown.removeAttribute(name);
  };
  shown.addEventListener("click", show);
  shown.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      show();
    }
  });
  return shown;
}

/** @param {Node[]} children */
function folded(children) {
  const more = h("button.more", { type: "button", "aria-expanded": "false" }, t("show_more"));
  const quote = h("blockquote.foldable", {}, h("div.fold", {}, children), more);
  more.addEventListener("click", () => {
    const open = quote.classList.toggle("open");
    more.textContent = t(open ? "show_less" : "show_more");
    more.setAttribute("aria-expanded", String(open));
  });
  overflowing.observe(quote.firstElementChild ?? quote);
  return quote;
}

/** Only what is longer than three lines can be folded. */
const overflowing = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    const quote = /** @type {HTMLElement} */ (target.parentElement);
    if (!quote.classList.contains("open")) {
      quote.classList.toggle("whole", target.scrollHeight <= target.clientHeight + 1);
    }
  }
});
