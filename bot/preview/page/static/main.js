// The page put together: who is played, which chat is open, and what is done there.

import { act, follow, send } from "./api.js";
import { fill, places, subtitle } from "./chats.js";
import { composer } from "./composer.js";
import { alertOf, byId, el, toast } from "./dom.js";
import { accept, inbox } from "./inbox.js";
import { find, show } from "./log.js";
import { excerpt } from "./message.js";

const DEEDS = {
  private: { block: "屏蔽机器人 Block", unblock: "重新启用 Unblock" },
  other: {
    add: "加进机器人 Add the bot", remove: "移出机器人 Remove the bot",
    promote: "设机器人为管理员 Make it an admin", demote: "取消机器人的管理员 Make it a member",
  },
};

let me = null;
let state = null;
let all = [];
let open = null; // the key of the open place
let following = null;
let isLost = false;
let isNew = true; // whether the person's first state is still to come
const opened = new Map(); // person → the key that was open
const read = new Map(); // person and key → the last message id seen there

const here = () => all.find((place) => place.key === open) ?? all[0];
const given = (more = {}) => ({ as: me, chat: here().chat.id, thread: here().thread, ...more });

async function attempt(work) {
  try {
    await work();
    return true;
  } catch (error) {
    toast(`没有做成 Failed: ${error.message}`);
    return false;
  }
}

const on = {
  reply: (message) => typing.reply(message),
  edit: (message) => typing.edit(message),
  find,
  command: (text) => attempt(() => act("say", given({ text }))),
  mention: (name) => typing.put(`${name} `),
  link(url) {
    const { hostname, pathname, searchParams } = new URL(url);
    const ours = ["t.me", "telegram.me"].includes(hostname)
      && pathname.slice(1).toLowerCase() === state.bot.username.toLowerCase();
    if (ours) start(searchParams.get("start"));
    return ours;
  },
  async press(message, button) {
    if (button.callback_data !== undefined) {
      await attempt(async () => {
        const shown = await act("press", given({ message_id: message.message_id, data: button.callback_data }));
        if (shown.text) (shown.alert ? alertOf : toast)(shown.text);
      });
    } else if (button.copy_text) {
      const copied = await attempt(() => navigator.clipboard.writeText(button.copy_text.text));
      if (copied) toast("已复制 Copied");
    } else {
      const query = button.switch_inline_query_current_chat ?? button.switch_inline_query ?? "";
      typing.put(`@${state.bot.username} ${query}`);
    }
  },
};

const typing = composer({
  say: (text, replyTo) => attempt(() => act("say", given({ text, reply_to: replyTo }))),
  edit: (message, text) => attempt(() => act("edit", given({ message_id: message.message_id, text }))),
  upload,
  ask: (text, offset) => act("inline", given({ text, offset })),
  choose: (id, result) => attempt(() => act("choose", given({ id, result }))),
  start,
});

function upload(file, text = "", how = {}) {
  const { as, chat, thread } = given();
  return attempt(() => send("/upload", file, { as, chat, thread, text, ...how }));
}

/** Open the private chat and start the bot there, with what a deep link carries. */
function start(payload) {
  choose(all[0].key);
  if (payload !== null) attempt(() => act("say", given({ text: `/start ${payload}`.trim() })));
}

function choose(key) {
  open = key;
  opened.set(me, key);
  document.body.dataset.view = "chat";
  byId("more").open = false;
  draw();
  if (window.matchMedia("(hover: hover)").matches) byId("text").focus();
}

function play(person) {
  me = person;
  isNew = true;
  open = opened.get(person) ?? null;
  following?.abort();
  following = new AbortController();
  follow(person, seen, lost, following.signal);
}

function seen(person, now) {
  if (isLost) toast("又连上了 Connected again");
  isLost = false;
  const first = !read.has(person);
  me = person;
  state = now;
  all = places(now.chats);
  if (!all.some((place) => place.key === open)) open = all[0].key;
  if (first) {
    read.set(person, new Map(all.map((place) => [place.key, place.messages.at(-1)?.message_id ?? 0])));
  }
  notice(isNew);
  isNew = false;
  draw();
}

function lost() {
  if (!isLost) toast("预览停了，等它再开 The preview has stopped");
  isLost = true;
}

/** Tell of what comes elsewhere, but not of what had come before one became this person. */
function notice(silently) {
  for (const place of all) {
    const last = place.messages.at(-1);
    const told = read.get(`told ${me} ${place.key}`) ?? read.get(me).get(place.key) ?? 0;
    if (last && !silently && place.key !== open && last.message_id > told) toast(`${place.name}：${excerpt(last)}`);
    if (last) read.set(`told ${me} ${place.key}`, last.message_id);
  }
}

function unread() {
  const counts = new Map();
  for (const place of all) {
    const until = read.get(me).get(place.key) ?? 0;
    counts.set(place.key, place.messages.filter((message) => message.message_id > until).length);
  }
  return counts;
}

function draw() {
  const place = here();
  read.get(me).set(place.key, place.messages.at(-1)?.message_id ?? 0);
  drawPeople();
  fill(byId("chats"), all, place.key, unread(), choose);
  byId("title").textContent = place.name;
  byId("subtitle").textContent = subtitle(place);
  byId("avatar").textContent = place.forum ? "#" : place.name.slice(0, 1);
  byId("avatar").dataset.kind = place.chat.type;
  byId("composer").hidden = !place.chat.may_write;
  byId("readonly").hidden = place.chat.may_write;
  drawDeeds(place.chat);
  typing.at(place, state.bot, state.inline);
  show(place, me, on);
}

function drawPeople() {
  const people = byId("people");
  if (people.childElementCount === 0) {
    for (const person of state.people) {
      const input = el("input", { type: "radio", name: "person", value: String(person.id), onchange: () => play(person.id) });
      const role = person.is_admin ? "管理员" : "读者";
      people.append(el("label", {}, input, el("span", {}, `${person.first_name} `, el("small", {}, role))));
    }
  }
  for (const input of people.querySelectorAll("input")) input.checked = input.value === String(me);
}

function drawDeeds(chat) {
  const alone = chat.type === "private";
  const may = alone || ["creator", "administrator"].includes(chat.status);
  const present = !["left", "kicked"].includes(chat.bot_status);
  const fitting = { block: present, unblock: !present, add: !present, remove: present,
    promote: present && chat.bot_status !== "administrator", demote: chat.bot_status === "administrator" };
  const deeds = Object.entries(DEEDS[alone ? "private" : "other"]).filter(([name]) => may && fitting[name]);
  byId("deeds").replaceChildren(...deeds.map(([name, label]) =>
    el("button", { type: "button", onclick: () => {
      byId("more").open = false;
      attempt(() => act(name, given()));
    } }, label)));
  byId("more").hidden = deeds.length === 0;
}

byId("back").addEventListener("click", () => {
  document.body.dataset.view = "list";
});
accept(byId("log"), async (files) => {
  for (const file of files) await upload(file);
});
inbox();
play(null);
