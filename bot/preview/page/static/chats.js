// The list at the left: a line for each chat, or for each topic of a forum.

import { el } from "./dom.js";
import { excerpt } from "./message.js";
import { roving, stop } from "./roving.js";

const KINDS = {
  private: ["私聊", "Private chat"],
  group: ["群", "Group"],
  supergroup: ["群", "Group"],
  channel: ["频道", "Channel"],
};
const GENERAL = 1;

/** Return the places where one can be, in order: a chat, or a topic of one. */
export function places(chats) {
  return chats.flatMap((chat) => {
    if (chat.topics.length === 0) return [place(chat, null, chat.name, chat.messages)];
    return chat.topics.map((topic) => {
      const of = (message) => (message.is_topic_message ? message.message_thread_id : GENERAL);
      const messages = chat.messages.filter((message) => of(message) === topic.thread);
      const name = topic.thread === GENERAL ? "综合 General" : topic.name;
      return { ...place(chat, topic.thread, name, messages), forum: chat.name };
    });
  });
}

function place(chat, thread, name, messages) {
  return { key: `${chat.type}${chat.id}/${thread ?? ""}`, chat, thread, name, messages };
}

export const kindOf = (place) => (place.forum ? ["论坛话题", "Forum topic"] : KINDS[place.chat.type]);

/** Return what stands under a place's name. */
export function subtitle(place) {
  const [kind, english] = kindOf(place);
  const named = place.chat.username && place.chat.type !== "private" ? `@${place.chat.username} · ` : "";
  const where = named + (place.forum ? `${place.forum} · ${kind}` : kind);
  const status = place.chat.bot_status;
  if (place.chat.type === "private") {
    return status === "kicked" ? "已屏蔽 Blocked" : `${where} ${english}`;
  }
  const bot = { administrator: "机器人是管理员", member: "机器人在", left: "机器人不在", kicked: "机器人不在" };
  return `${where} ${english} · ${bot[status] ?? ""}`;
}

/** Fill the list; `unread` counts by place's key. */
export function fill(list, all, open, unread, choose) {
  const stood = list.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  list.replaceChildren();
  let forum = null;
  for (const place of all) {
    if (place.forum && place.forum !== forum) {
      forum = place.forum;
      list.append(el("li", { className: "forum" }, place.forum));
    }
    const last = place.messages.at(-1);
    const count = unread.get(place.key) ?? 0;
    const button = el(
      "button",
      { type: "button", className: "entry", onclick: () => choose(place.key) },
      el("span", { className: "avatar", "aria-hidden": "true" }, place.forum ? "#" : place.name.slice(0, 1)),
      el("span", { className: "words" },
        el("strong", {}, place.name),
        el("span", { className: "last" }, last ? excerpt(last) : kindOf(place).join(" "))),
      count > 0 ? el("span", { className: "count", "aria-label": `${count} 条未读 unread` }, String(count)) : null,
    );
    if (place.key === open) button.setAttribute("aria-current", "true");
    button.dataset.kind = place.chat.type;
    button.dataset.key = place.key;
    list.append(el("li", { className: place.forum ? "topic" : "" }, button));
  }
  const buttons = entries(list);
  stop(buttons, buttons.find((entry) => entry.dataset.key === (stood ?? open)) ?? buttons[0]);
  if (stood) buttons.find((entry) => entry.dataset.key === stood)?.focus({ preventScroll: true });
}

const entries = (list) => [...list.querySelectorAll(".entry")];

/** Wire the list up: the arrows go from chat to chat. */
export function wireChats(list) {
  roving(list, () => entries(list));
}
