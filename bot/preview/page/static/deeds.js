// What one may do to the bot in a chat: block it, add it, make it an admin.

import { byId, el } from "./dom.js";

const DEEDS = {
  private: { block: "屏蔽机器人 Block", unblock: "重新启用 Unblock" },
  other: {
    add: "加进机器人 Add the bot", remove: "移出机器人 Remove the bot",
    promote: "设机器人为管理员 Make it an admin", demote: "取消机器人的管理员 Make it a member",
  },
};

let shown = "";

/** Show what may be done in the chat; `act(name)` does it. */
export function showDeeds(chat, act) {
  const alone = chat.type === "private";
  const may = alone || ["creator", "administrator"].includes(chat.status);
  const present = !["left", "kicked"].includes(chat.bot_status);
  const fitting = { block: present, unblock: !present, add: !present, remove: present,
    promote: present && chat.bot_status !== "administrator", demote: chat.bot_status === "administrator" };
  const deeds = Object.entries(DEEDS[alone ? "private" : "other"]).filter(([name]) => may && fitting[name]);
  const now = `${chat.id} ${deeds.map(([name]) => name)}`;
  if (now === shown) return; // whoever stands on one of them is not taken away from it
  shown = now;
  const more = byId("more");
  more.open = false;
  more.hidden = deeds.length === 0;
  byId("deeds").replaceChildren(...deeds.map(([name, label]) =>
    el("button", { type: "button", onclick: () => {
      more.open = false;
      more.querySelector("summary").focus();
      act(name);
    } }, label)));
}

/** Wire the menu up. */
export function deeds() {
  const more = byId("more");
  more.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !more.open) return;
    more.open = false;
    more.querySelector("summary").focus();
  });
  document.addEventListener("click", (event) => {
    if (!more.contains(event.target)) more.open = false;
  });
}
