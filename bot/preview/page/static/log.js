// The messages of the open place, kept in step: only what is new or changed is made anew.

import { byId, el } from "./dom.js";
import { messageNode } from "./message.js";
import { roving, stop } from "./roving.js";

const TYPING = 5000; // milliseconds that Telegram shows an action
const NEAR = 80; // pixels from the end that count as being there
const ABOVE = 90; // pixels of what came before that stay in sight above a long answer
const CONTROLS = "a[href], button, audio";

const scroll = byId("scroll");
const log = byId("log");
let shown = new Map(); // message id → its JSON, and its node
let at = "";
let actions = 0;
let typing = 0;
let left = 0; // where the log was scrolled to, if nobody scrolls it
let atEnd = true; // whether that was its end

/** Show the place's messages, of which `me` wrote some. */
export function show(place, me, on) {
  const here = `${me}|${place.key}`;
  const moved = here !== at;
  if (moved) {
    scroll.setAttribute("aria-busy", "true"); // all of it is nothing new, and not read out
    log.replaceChildren();
    shown = new Map();
    at = here;
    actions = place.chat.actions;
    stopTyping();
  }
  const end = scroll.scrollHeight - scroll.clientHeight;
  const follows = moved || end - scroll.scrollTop < NEAR || Math.abs(scroll.scrollTop - left) < 2;
  const before = shown;
  shown = new Map();
  let spoken = null; // the first new message of another
  let changed = false; // whether one of another was changed
  let own = null; // the last new one of one's own
  for (const message of place.messages) {
    const json = JSON.stringify(message);
    const known = before.get(message.message_id);
    const node = known?.json === json ? known.node : messageNode(message, me, on);
    if (known && known.node !== node) {
      replace(known.node, node);
      changed ||= message.from?.id !== me;
    } else if (!known) {
      log.append(node);
      if (message.from?.id === me) own = node;
      else spoken ??= node;
    }
    shown.set(message.message_id, { json, node });
  }
  for (const [id, { node }] of before) if (!shown.has(id)) node.remove();
  if (place.messages.length === 0) log.replaceChildren(...empty(place, on));
  else for (const node of log.querySelectorAll(".empty")) node.remove();
  if ((spoken || changed) && !moved) stopTyping();
  else if (place.chat.actions > actions) startTyping();
  actions = place.chat.actions;
  if (!log.contains(document.activeElement)) stand(messages().at(-1));
  else stand(document.activeElement.closest(".message"));
  if (moved) {
    goOn(null);
    requestAnimationFrame(() => scroll.removeAttribute("aria-busy"));
  } else if (own || follows) goOn(own ? null : spoken);
  else if (spoken) byId("below").hidden = false;
}

const messages = () => [...log.querySelectorAll(".message")];

/** Put a changed message in another's place; who stands on it, or on a button of it, stays there. */
function replace(old, node) {
  const controls = [...old.querySelectorAll(CONTROLS)];
  const stood = old.contains(document.activeElement);
  const which = controls.indexOf(document.activeElement);
  old.replaceWith(node);
  node.classList.add("changed");
  if (stood) (node.querySelectorAll(CONTROLS)[which] ?? node).focus({ preventScroll: true });
}

/** Make a message the one that Tab comes to, with what can be used in it. */
function stand(message) {
  const all = messages();
  if (message) stop(all, message);
  for (const each of all) {
    for (const control of each.querySelectorAll(CONTROLS)) {
      control.tabIndex = each === message ? 0 : -1;
    }
  }
}

/** What stands in a chat where nothing was said: in private chat, how to begin. */
function empty(place, on) {
  const none = el("li", { className: "event empty" }, "还没有消息 No messages yet");
  if (place.chat.type !== "private") return [none];
  const start = el("button", { type: "button", className: "key", onclick: () => on.command("/start") }, "开始 Start");
  return [none, el("li", { className: "event empty" }, start)];
}

/** Go to the end, but not past the beginning of what has just been said. */
function goOn(spoken) {
  const end = scroll.scrollHeight - scroll.clientHeight;
  scroll.scrollTop = spoken ? Math.min(end, spoken.offsetTop - ABOVE) : end;
  left = scroll.scrollTop;
  atEnd = end - left < 2;
  byId("below").hidden = true;
}

/** Go to a message, if it is there. */
export function find(id) {
  const node = shown.get(id)?.node;
  if (!node) return;
  node.scrollIntoView({ block: "center" });
  node.focus({ preventScroll: true });
}

function startTyping() {
  stopTyping();
  log.append(el("li", { className: "event typing", id: "typing" }, "正在输入 typing", el("span", { "aria-hidden": "true" }, "…")));
  typing = setTimeout(stopTyping, TYPING);
}

function stopTyping() {
  clearTimeout(typing);
  byId("typing")?.remove();
}

/** Wire the log up: arrows go from message to message, Enter into one, Escape out of it. */
export function wireLog() {
  roving(log, messages);
  log.addEventListener("focusin", (event) => stand(event.target.closest(".message")));
  log.addEventListener("keydown", (event) => {
    const message = event.target.closest(".message");
    if (!message) return;
    if (event.key === "Enter" && event.target === message) {
      event.preventDefault();
      (message.querySelector(".key") ?? message.querySelector(CONTROLS))?.focus();
    } else if (event.key === "Escape") {
      (event.target === message ? byId("text") : message).focus();
    }
  });
  scroll.addEventListener("scroll", () => {
    if (scroll.scrollHeight - scroll.clientHeight - scroll.scrollTop < NEAR) byId("below").hidden = true;
  });
  byId("below").addEventListener("click", () => {
    goOn(null);
    byId("text").focus();
  });
  // A picture takes its room once it is there, a reply that is begun takes some of the log's: who
  // was at the end stays there.
  const stay = new ResizeObserver(() => {
    if (atEnd && Math.abs(scroll.scrollTop - left) < 2) goOn(null);
  });
  stay.observe(scroll);
  stay.observe(log);
}
