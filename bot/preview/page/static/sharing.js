// Buttons that take something elsewhere: into the clipboard, or into another chat.

import { kindOf } from "./chats.js";
import { alertOf, byId, el, toast } from "./dom.js";

/** Copy a text, and say so; show it where the browser does not let it be copied. */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast(`已复制 Copied：${text}`);
  } catch {
    alertOf(`浏览器不让复制，请自己选中 Copy it by hand:\n\n${text}`);
  }
}

/** Ask into which of the places something goes, and call `chosen` with the place's key. */
export function share(places, chosen) {
  const dialog = byId("share");
  const fitting = places.filter((place) => place.chat.may_write);
  byId("share-places").replaceChildren(...fitting.map((place) =>
    el("li", {}, el("button", {
      type: "button",
      className: "option",
      onclick: () => {
        dialog.close();
        chosen(place.key);
      },
    }, el("strong", {}, place.forum ? `${place.forum} · ${place.name}` : place.name),
    el("span", {}, kindOf(place).join(" "))))));
  dialog.showModal();
}
