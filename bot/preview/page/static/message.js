// One message as a node: who, what it replies to, text, file, buttons, time.

import { el } from "./dom.js";
import { link, rendered } from "./entities.js";

const EVENTS = {
  new_chat_members: (users) => `${names(users)} 进来了 joined`,
  left_chat_member: (user) => `${names([user])} 离开了 left`,
  forum_topic_created: (topic) => `新话题 New topic: ${topic.name}`,
  forum_topic_closed: () => "话题关了 Topic closed",
  forum_topic_reopened: () => "话题又开了 Topic reopened",
  migrate_to_chat_id: () => "群升级了 Now a supergroup",
  migrate_from_chat_id: () => "群升级了 Now a supergroup",
};

const names = (users) => users.map((user) => user.first_name).join("、");

export const textOf = (message) => message.text ?? message.caption ?? "";

/** Return what a message says in a line. */
export function excerpt(message) {
  const event = Object.keys(EVENTS).find((name) => name in message);
  if (event) return EVENTS[event](message[event]);
  return (carried(message) + textOf(message)).replace(/\s+/g, " ").slice(0, 90);
}

function carried(message) {
  if (message.document) return `［文件］${message.document.file_name} `;
  if (message.photo) return "［照片］";
  if (message.voice) return `［语音］${message.voice.duration} 秒 `;
  if (message.sticker) return `［贴纸］${message.sticker.emoji ?? ""}`;
  return "";
}

/** Return the node; `on` has what may be done with it (see main.js). */
export function messageNode(message, me, on) {
  const event = Object.keys(EVENTS).find((name) => name in message);
  if (event) return el("li", { className: "event" }, EVENTS[event](message[event]));
  const mine = message.from?.id === me;
  const bubble = el("div", { className: "bubble" });
  if (!mine && message.chat.type !== "private") {
    bubble.append(el("p", { className: "sender" }, message.from?.first_name ?? message.chat.title));
  } else {
    bubble.append(el("p", { className: "unseen" }, mine ? "我：" : `${message.from?.first_name}：`));
  }
  if (message.via_bot) {
    bubble.append(el("p", { className: "via" }, `via @${message.via_bot.username}`));
  }
  if (message.reply_to_message && !message.reply_to_message.forum_topic_created) {
    bubble.append(quoted(message.reply_to_message, on));
  }
  if (message.document) bubble.append(file(message.document));
  if (message.photo) bubble.append(picture(message.photo.at(-1), "photo", "照片 Photo"));
  if (message.voice) bubble.append(voice(message.voice));
  if (message.sticker) bubble.append(picture(message.sticker, "sticker", `贴纸 Sticker ${message.sticker.emoji}`));
  const text = textOf(message);
  if (text) {
    const nodes = rendered(text, message.entities ?? message.caption_entities, on);
    bubble.append(el("div", { className: "text" }, ...nodes));
  }
  bubble.append(footer(message, mine, on));
  const who = mine ? "我" : message.from?.first_name ?? message.chat.title;
  const item = el("li", {
    className: mine ? "message mine" : "message", tabIndex: -1, "aria-label": `${who}：${excerpt(message)}`,
  }, bubble);
  item.dataset.id = message.message_id;
  const rows = message.reply_markup?.inline_keyboard ?? [];
  if (rows.length > 0) item.append(keyboard(rows, message, on));
  return item;
}

function quoted(message, on) {
  return el(
    "button",
    { type: "button", className: "quoted", onclick: () => on.find(message.message_id) },
    el("strong", {}, message.from?.first_name ?? message.chat.title),
    el("span", {}, excerpt(message)),
  );
}

const address = (file) => `/files/${encodeURIComponent(file.file_id)}`;

function picture(file, className, alt) {
  const { width, height } = file;
  return el("img", { className, src: address(file), alt, width, height });
}

function voice(sound) {
  const label = `语音 Voice message, ${sound.duration} 秒`;
  return el("audio", { controls: true, preload: "metadata", src: address(sound), "aria-label": label });
}

function file(document) {
  const size = document.file_size < 1024 ? `${document.file_size} B` : `${Math.ceil(document.file_size / 1024)} kB`;
  return el(
    "a",
    { className: "file", href: address(document), download: document.file_name },
    el("span", { className: "sheet", "aria-hidden": "true" }, "▤"),
    el("span", {}, el("strong", {}, document.file_name), el("small", {}, `下载 Download · ${size}`)),
  );
}

function footer(message, mine, on) {
  const time = new Date(message.date * 1000).toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit" });
  const foot = el("p", { className: "foot" });
  foot.append(tool("回复", "Reply", () => on.reply(message)));
  if (mine && message.text && !message.via_bot) foot.append(tool("修改", "Edit", () => on.edit(message)));
  foot.append(el("span", { className: "time" }, message.edit_date ? `已改 ${time}` : time));
  return foot;
}

const tool = (label, english, onclick) =>
  el("button", { type: "button", className: "tool", title: english, onclick }, label);

function keyboard(rows, message, on) {
  const board = el("div", { className: "keyboard", role: "group", "aria-label": "按钮 Buttons" });
  for (const row of rows) {
    board.append(el("div", { className: "keys" }, ...row.map((button) => key(button, message, on))));
  }
  return board;
}

function key(button, message, on) {
  if (button.url) {
    const anchor = link(button.url, [`${button.text} ↗`], on);
    anchor.classList.add("key");
    return anchor;
  }
  const node = el("button", { type: "button", className: "key" }, button.text);
  node.addEventListener("click", async () => {
    node.setAttribute("aria-busy", "true");
    await on.press(message, button);
    node.removeAttribute("aria-busy");
  });
  return node;
}
