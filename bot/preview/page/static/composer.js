// What is typed: texts, replies, edits, files, commands, and inline queries (`@bot words`).

import { attachments } from "./attach.js";
import { byId, el } from "./dom.js";
import { excerpt } from "./message.js";

const PAUSE = 250; // milliseconds of rest before an inline query is sent
const LINES = 6;
const EDGES = 2; // pixels of the borders

const text = byId("text");
const suggestions = byId("suggestions");
const about = byId("about");
const placeholder = text.placeholder;

/** Wire the composer up; `on` has say, edit, upload, ask, choose and start; return its handles. */
export function composer(on) {
  let subject = null; // what is replied to or edited: {message, editing}
  let place = null;
  let bot = null;
  let menu = [];
  let hasInline = false;
  let typed = 0;
  let asked = 0; // the latest query: the answers to others are too late

  const fit = () => {
    text.style.height = "auto";
    text.style.height = `${Math.min(text.scrollHeight + EDGES, LINES * 24 + 20)}px`;
  };

  const hush = () => {
    suggestions.hidden = true;
    suggestions.replaceChildren();
    asked += 1;
  };

  const clear = () => {
    subject = null;
    about.hidden = true;
    text.placeholder = placeholder;
    text.removeAttribute("aria-describedby");
  };

  const put = (words) => {
    text.value = words;
    fit();
    text.focus();
    text.dispatchEvent(new Event("input"));
  };

  const settle = (message, editing) => {
    subject = { message, editing };
    byId("about-text").textContent = `${editing ? "修改 Edit" : "回复 Reply"}：${excerpt(message)}`;
    about.hidden = false;
    text.placeholder = message.reply_markup?.input_field_placeholder ?? placeholder;
    text.setAttribute("aria-describedby", "about-text");
    if (editing) put(message.text);
    text.focus();
  };

  const send = async () => {
    const words = text.value.trim();
    if (!words) return;
    const doing = subject;
    const done = doing?.editing
      ? await on.edit(doing.message, words)
      : await on.say(words, doing?.message.message_id);
    if (!done) return;
    text.value = "";
    clear();
    hush();
    fit();
  };

  const offerCommands = () => {
    const begun = text.value.slice(1).toLowerCase();
    const fitting = menu.filter((item) => item.command.startsWith(begun));
    const group = place.chat.type !== "private";
    suggestions.replaceChildren(
      ...fitting.map((item) =>
        option(`/${item.command}`, item.description, () => {
          put(`/${item.command}${group ? `@${bot.username}` : ""} `);
          hush();
        })),
    );
    suggestions.hidden = fitting.length === 0;
  };

  const offerResults = async (query, offset = "") => {
    asked += 1;
    const mine = asked;
    let answer;
    try {
      answer = await on.ask(query, offset);
    } catch (error) {
      answer = { results: [], error: String(error.message) };
    }
    if (mine !== asked) return;
    if (offset === "") suggestions.replaceChildren();
    suggestions.querySelector(".further")?.remove();
    for (const result of answer.results) {
      suggestions.append(option(result.title ?? result.id, result.description ?? "", async () => {
        if (await on.choose(answer.id, result.id)) {
          text.value = "";
          hush();
          fit();
        }
      }));
    }
    if (answer.button?.start_parameter) {
      const go = option(answer.button.text, "", () => on.start(answer.button.start_parameter));
      suggestions.prepend(go);
    }
    if (answer.next_offset) {
      const further = option("更多 More", "", () => offerResults(query, answer.next_offset));
      further.classList.add("further");
      suggestions.append(further);
    }
    if (suggestions.childElementCount === 0) {
      suggestions.append(el("p", { className: "nothing" }, answer.error ?? "没有结果 No results"));
    }
    suggestions.hidden = false;
  };

  text.addEventListener("input", () => {
    fit();
    clearTimeout(typed);
    const name = `@${bot?.username} `;
    if (/^\/\w*$/.test(text.value)) offerCommands();
    else if (hasInline && text.value.toLowerCase().startsWith(name.toLowerCase())) {
      typed = setTimeout(() => offerResults(text.value.slice(name.length).trim()), PAUSE);
    } else hush();
  });

  text.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      send();
    } else if (event.key === "Escape") {
      if (suggestions.hidden) clear();
      hush();
    } else if (event.key === "ArrowUp" && !suggestions.hidden) {
      event.preventDefault();
      suggestions.querySelector("button:last-of-type")?.focus();
    }
  });

  suggestions.addEventListener("keydown", (event) => {
    const step = { ArrowUp: "previousElementSibling", ArrowDown: "nextElementSibling" }[event.key];
    if (event.key === "Escape") {
      hush();
      text.focus();
    } else if (step) {
      event.preventDefault();
      (document.activeElement[step] ?? text).focus();
    }
  });

  byId("composer").addEventListener("submit", (event) => {
    event.preventDefault();
    send();
  });
  byId("about-cancel").addEventListener("click", () => {
    if (subject?.editing) text.value = "";
    clear();
    fit();
  });
  attachments(async (file, how, album = null) => {
    const replyTo = subject?.editing ? undefined : subject?.message.message_id;
    const words = how.kind === "sticker" ? "" : text.value.trim();
    if (!(await on.upload(file, { ...how, album, text: words, reply_to: replyTo }))) return;
    if (words) text.value = ""; // the next of an album goes without
    clear();
    fit();
  });

  return {
    put,
    reply: (message) => settle(message, false),
    edit: (message) => settle(message, true),
    /** Begin the reply that a message asks for, unless one is changing a text. */
    asked: (message) => {
      if (!subject?.editing) settle(message, false);
    },
    /** Say where one is; what was begun elsewhere is left. */
    at(now, theBot, inline) {
      if (place && place.key !== now.key) {
        text.value = "";
        clear();
        hush();
        fit();
      }
      place = now;
      bot = theBot;
      menu = now.chat.menu;
      hasInline = inline;
    },
  };
}

function option(title, description, onclick) {
  return el(
    "button",
    { type: "button", className: "option", onclick },
    el("strong", {}, title),
    el("span", {}, description),
  );
}
