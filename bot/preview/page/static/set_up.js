// Setting the bot up: the steps of bot/preview/page/set_up.py, one after the other.

import { byId } from "./dom.js";

const PAUSE = 1500; // milliseconds before a server that does not answer, or refuses, is asked again
const FIELDS = ["key", "paper", "token", "proxy"];

/** Take a step; return what comes of it. Throws Error. */
async function take(step, given = {}) {
  const response = await fetch(`/set-up/${step}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(given),
  });
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(body.error ?? `HTTP ${response.status}`);
  return body;
}

/** Say why a field has to be filled in again, and go there; no field clears them all. */
function refuse(field, why) {
  for (const name of FIELDS) {
    byId(`${name}-why`).textContent = name === field ? why : "";
    byId(name).setAttribute("aria-invalid", String(name === field));
  }
  if (field === "proxy") byId("proxy-field").hidden = false;
  if (field) byId(field).focus();
}

/** Do what a button asks for, once at a time. */
async function busily(button, work, failed) {
  button.disabled = true;
  try {
    await work();
  } catch (error) {
    failed(`没有做成，试用还开着吗？Failed: ${error.message}`);
  }
  button.disabled = false;
}

/** What shows that whoever takes a step sees the terminal. */
const key = () => ({ key: byId("key").value });

let asked = {}; // what there is to ask
let bot = null;

async function find() {
  const given = Object.fromEntries(FIELDS.map((name) => [name, byId(name).value]));
  refuse(null);
  const told = await take("find", given);
  if (told.why) return refuse(told.field, told.why);
  bot = told;
  byId("token").value = "";
  byId("find").hidden = true;
  byId("found").textContent = `令牌可用：${bot.name}（@${bot.username}）。The token is good.`;
  byId("link").href = bot.link;
  byId("link").textContent = bot.link;
  byId("word").textContent = bot.word;
  byId("admin-field").hidden = !asked.admin;
  byId("admin").hidden = false;
  if (!asked.admin) return ready();
  byId("admin-title").focus();
  wait();
}

async function wait() {
  byId("waiting").textContent = "正在等暗号 … Waiting for the code …";
  while (byId("done").hidden) {
    const told = await take("admin", key()).catch(() => null);
    if (told?.name !== undefined) {
      byId("waiting").textContent = `${told.name}（用户号 ${told.id}）是管理员了。This is the admin.`;
      return ready();
    }
    if (told?.why) byId("waiting").textContent = told.why;
    if (told === null || told.why) await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
}

function ready() {
  byId("save").className = "primary";
  byId("save").textContent = "写好并启动 Save and start";
  byId("save").focus();
}

async function save() {
  const told = await take("save", key());
  byId("save-why").textContent = told.why ?? "";
  if (told.why) return;
  byId("path").textContent = told.path;
  byId("chat").href = bot.chat;
  byId("chat").textContent = `@${bot.username}`;
  byId("admin").hidden = true;
  byId("back-to-try").hidden = true;
  byId("done").hidden = false;
  byId("done-title").focus();
}

byId("find").addEventListener("submit", (event) => {
  event.preventDefault();
  busily(byId("check"), find, (why) => refuse("token", why));
});
byId("save").addEventListener("click", () => {
  busily(byId("save"), save, (why) => { byId("save-why").textContent = why; });
});

asked = await take("about").catch((error) => ({ why: error.message }));
byId("nothing").textContent = asked.why ?? "";
byId("nothing").hidden = !asked.why;
byId("find").hidden = Boolean(asked.why);
byId("paper-field").hidden = !asked.paper;
