// The messages of the open place, kept in step: only what is new or changed is made anew.

import { byId, el } from "./dom.js";
import { messageNode } from "./message.js";

const TYPING = 5000; // milliseconds that Telegram shows an action
const NEAR = 80; // pixels from the end that count as being there
const ABOVE = 90; // pixels of what came before that stay in sight above a long answer

const log = byId("log");
let shown = new Map(); // message id → its JSON, and its node
let at = "";
let actions = 0;
let typing = 0;
let left = 0; // where the log was scrolled to, if nobody scrolls it

/** Show the place's messages, of which `me` wrote some. */
export function show(place, me, on) {
  const here = `${me}|${place.key}`;
  const moved = here !== at;
  if (moved) {
    log.replaceChildren();
    shown = new Map();
    at = here;
    actions = place.chat.actions;
    stopTyping();
  }
  const end = log.scrollHeight - log.clientHeight;
  const follows = moved || end - log.scrollTop < NEAR || Math.abs(log.scrollTop - left) < 2;
  const before = shown;
  shown = new Map();
  let spoken = null; // the first new message of another
  for (const message of place.messages) {
    const json = JSON.stringify(message);
    const known = before.get(message.message_id);
    const node = known?.json === json ? known.node : messageNode(message, me, on);
    if (known && known.node !== node) {
      known.node.replaceWith(node);
      node.classList.add("changed");
    } else if (!known) {
      log.append(node);
      if (message.from?.id !== me) spoken ??= node;
    }
    shown.set(message.message_id, { json, node });
  }
  for (const [id, { node }] of before) if (!shown.has(id)) node.remove();
  if (place.messages.length === 0) log.replaceChildren(...empty(place, on));
  else for (const node of log.querySelectorAll(".empty")) node.remove();
  if (spoken && !moved) stopTyping();
  else if (place.chat.actions > actions) startTyping();
  actions = place.chat.actions;
  if (follows) goOn(moved ? null : spoken);
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
  const end = log.scrollHeight - log.clientHeight;
  log.scrollTop = spoken ? Math.min(end, spoken.offsetTop - ABOVE) : end;
  left = log.scrollTop;
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
