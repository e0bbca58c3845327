// A message's text and entities as nodes. Offsets are UTF-16 units, as in JavaScript's strings.

import { el } from "./dom.js";

const TAGS = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre",
};

const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);

/** Return nodes for the text; `on` has `link(url)`, `command(text)` and `mention(name)`. */
export function rendered(text, entities, on) {
  return stretch(text, [...(entities ?? [])], 0, text.length, on);
}

function stretch(text, entities, from, to, on) {
  const nodes = [];
  let at = from;
  while (entities.length > 0) {
    const entity = entities.shift();
    const start = Math.max(entity.offset, at);
    const end = Math.min(entity.offset + entity.length, to);
    if (end <= start) continue;
    if (start > at) nodes.push(text.slice(at, start));
    const inner = [];
    while (entities.length > 0 && entities[0].offset < end) inner.push(entities.shift());
    nodes.push(marked(entity, text.slice(start, end), stretch(text, inner, start, end, on), on));
    at = end;
    // A block ends its line by itself: the line break after it would be one more.
    if (BLOCKS.has(entity.type) && at < to && text[at] === "\n") at += 1;
  }
  if (to > at) nodes.push(text.slice(at, to));
  return nodes;
}

function marked(entity, text, inside, on) {
  switch (entity.type) {
    case "text_link":
      return link(entity.url, inside, on);
    case "url":
      return link(text, inside, on);
    case "blockquote":
      return el("blockquote", {}, ...inside);
    case "expandable_blockquote":
      return expandable(inside);
    case "spoiler":
      return spoiler(inside);
    case "bot_command":
      return el("button", { type: "button", className: "inline", onclick: () => on.command(text) }, text);
    case "mention":
      return el("button", { type: "button", className: "inline", onclick: () => on.mention(text) }, text);
    default:
      return el(TAGS[entity.type] ?? "span", { className: entity.type }, ...inside);
  }
}

/** Return a link, of which `on.link` may take the clicks; no other scheme leads anywhere. */
export function link(url, inside, on) {
  if (!/^https?:\/\//i.test(url)) return el("span", { className: "link", title: url }, ...inside);
  const onclick = (event) => {
    if (on.link(url)) event.preventDefault();
  };
  return el("a", { href: url, target: "_blank", rel: "noopener noreferrer", title: url, onclick }, ...inside);
}

function expandable(inside) {
  const quote = el("blockquote", { className: "cut" }, ...inside);
  const label = () => (quote.classList.contains("cut") ? "展开 More" : "收起 Less");
  const toggle = el("button", { type: "button", className: "toggle", "aria-expanded": "false" }, label());
  toggle.addEventListener("click", () => {
    const cut = quote.classList.toggle("cut");
    toggle.textContent = label();
    toggle.setAttribute("aria-expanded", String(!cut));
  });
  return el("div", { className: "expandable" }, quote, toggle);
}

function spoiler(inside) {
  const node = el("button", { type: "button", className: "spoiler", "aria-label": "遮住的字 Hidden words" }, ...inside);
  node.addEventListener("click", () => {
    node.classList.add("shown");
    node.removeAttribute("aria-label");
  });
  return node;
}
