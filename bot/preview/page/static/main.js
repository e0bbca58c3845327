// The page put together: who is played, which chat is open, and what is done there.

import { act, follow, send } from "./api.js";
import { fill, places, subtitle, wireChats } from "./chats.js";
import { composer } from "./composer.js";
import { deeds, showDeeds } from "./deeds.js";
import { alertOf, byId, toast } from "./dom.js";
import { examples } from "./examples.js";
import { accept, inbox } from "./inbox.js";
import { find, show, wireLog } from "./log.js";
import { excerpt } from "./message.js";
import { showPeople } from "./people.js";
import { copy, share } from "./sharing.js";
import { changed } from "./watch.js";

let me = null;
let state = null;
let all = [];
let open = null; // the key of the open place
let following = null;
let isLost = false;
let wanted = null; // which of their places is to be open once one is another person
let isNew = true; // whether the person's first state is still to come
const opened = new Map(); // person → the key that was open
const read = new Map(); // person and key → the last message id seen there
const asked = new Map(); // person and key → the last message that asked for a reply

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

const say = (text, replyTo) => act("say", given({ text, reply_to: replyTo }));

async function press(message, data) {
  const shown = await act("press", given({ message_id: message.message_id, data }));
  if (shown.text) (shown.alert ? alertOf : toast)(shown.text);
}

const on = {
  reply: (message) => typing.reply(message),
  edit: (message) => typing.edit(message),
  find,
  command: (text) => attempt(() => say(text)),
  mention: (name) => typing.put(`${name} `),
  link(url) {
    const { hostname, pathname, searchParams } = new URL(url);
    const ours = ["t.me", "telegram.me"].includes(hostname)
      && pathname.slice(1).toLowerCase() === state.bot.username.toLowerCase();
    if (ours) start(searchParams.get("start"));
    return ours;
  },
  async press(message, button) {
    const query = (words) => typing.put(`@${state.bot.username} ${words}`);
    if (button.callback_data !== undefined) {
      await attempt(() => press(message, button.callback_data));
    } else if (button.copy_text) {
      await copy(button.copy_text.text);
    } else if (button.switch_inline_query_current_chat !== undefined) {
      query(button.switch_inline_query_current_chat);
    } else {
      const words = button.switch_inline_query ?? button.switch_inline_query_chosen_chat?.query ?? "";
      share(all, (key) => {
        choose(key);
        query(words);
      });
    }
  },
};

const typing = composer({
  say: (text, replyTo) => attempt(() => say(text, replyTo)),
  edit: (message, text) => attempt(() => act("edit", given({ message_id: message.message_id, text }))),
  upload: (file, how) => attempt(() => upload(file, how)),
  ask: (text, offset) => act("inline", given({ text, offset })),
  choose: (id, result) => attempt(() => act("choose", given({ id, result }))),
  start,
});

const upload = (file, how = {}) => send("/upload", file, given(how));

/** Open the private chat and start the bot there, with what a deep link carries. */
function start(payload) {
  choose(all[0].key);
  if (payload !== null) attempt(() => say(`/start ${payload}`.trim()));
}

function choose(key) {
  open = key;
  opened.set(me, key);
  document.body.dataset.view = "chat";
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
  if (wanted) {
    open = all.find(wanted).key;
    opened.set(person, open);
    document.body.dataset.view = "chat";
    wanted = null;
  }
  if (!all.some((place) => place.key === open)) open = all[0].key;
  if (first) {
    read.set(person, new Map(all.map((place) => [place.key, place.messages.at(-1)?.message_id ?? 0])));
  }
  notice(isNew);
  isNew = false;
  draw();
  changed();
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
  showPeople(state, me, {
    play,
    speak: (language) => attempt(() => act("speak", given({ language }))),
  });
  fill(byId("chats"), all, place.key, unread(), choose);
  byId("title").textContent = place.name;
  if (byId("subtitle").textContent !== subtitle(place)) byId("subtitle").textContent = subtitle(place);
  byId("avatar").textContent = place.forum ? "#" : place.name.slice(0, 1);
  byId("avatar").dataset.kind = place.chat.type;
  byId("composer").hidden = !place.chat.may_write;
  byId("readonly").hidden = place.chat.may_write;
  showDeeds(place.chat, (name) => attempt(() => act(name, given())));
  typing.at(place, state.bot, state.inline);
  show(place, me, on);
  beginReply(place);
}

/** Begin the reply that the bot has asked for last, unless one wrote something since. */
function beginReply(place) {
  const key = `${me} ${place.key}`;
  const own = place.messages.findLast((message) => message.from?.id === me)?.message_id ?? 0;
  const asks = place.messages.findLast((message) => message.reply_markup?.force_reply);
  if (!asks || asks.message_id <= Math.max(asked.get(key) ?? 0, own)) return;
  asked.set(key, asks.message_id);
  typing.asked(asks);
}

const isAdmin = () => state.people.find((person) => person.id === me).is_admin;

/** Become the admin, or the reader, and open the first place of theirs that fits. */
function be(admin, fits) {
  if (!isNew && isAdmin() === admin) {
    choose(all.find(fits).key);
    return;
  }
  wanted = fits;
  play(state.people.find((person) => person.is_admin === admin).id);
}

byId("back").addEventListener("click", () => {
  document.body.dataset.view = "list";
  byId("chats").querySelector(`[data-key="${CSS.escape(open)}"]`)?.focus();
});
byId("skip").addEventListener("click", (event) => {
  event.preventDefault();
  choose(here().key);
  (here().chat.may_write ? byId("text") : byId("log").querySelector(".message") ?? byId("scroll")).focus();
});
accept(byId("scroll"), async (files) => {
  for (const file of files) await attempt(() => upload(file));
});
wireChats(byId("chats"));
wireLog();
deeds();
inbox();
examples({ be, say, press, upload, find, me: () => me, isThere: () => !isNew, place: here });
play(null);
