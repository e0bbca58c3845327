// What is sent beside words: files, photos, voices from the disk, and samples of them.

import { byId, el, toast } from "./dom.js";
import { photoOf, secondsOf, stickerOf } from "./media.js";
import { picturedPage } from "./pages.js";
import { roving, stop } from "./roving.js";

const STICKERS = ["👍", "🙏", "❓", "😂", "🎉", "👋"];

/** Wire the menu up; `upload(file, how)` sends a file, and says whether it went. */
export function attachments(upload) {
  const menu = byId("attachments");
  const items = () => [...menu.querySelectorAll("button")];
  const each = (work) => async (event) => {
    menu.hidePopover();
    byId("text").focus();
    try {
      await work(event);
    } catch (error) {
      toast(`没有发成 Failed: ${error.message}`);
    }
  };
  // Several files are an album, with what is typed under the first, as Telegram's apps send them.
  const chosen = (input, how) => {
    byId(input).addEventListener("change", each(async (event) => {
      const files = [...event.target.files];
      event.target.value = "";
      const album = files.length > 1 ? crypto.randomUUID() : null;
      for (const file of files) await upload(...(await how(file)), album);
    }));
  };
  const photo = async (picture) => {
    const { file, ...sizes } = await photoOf(picture);
    return [file, { kind: "photo", ...sizes }];
  };
  const voice = async (file) => [file, { kind: "voice", seconds: await secondsOf(file) }];
  chosen("file", async (file) => [file, {}]);
  chosen("photo", photo);
  chosen("voice", voice);
  for (const name of ["file", "photo", "voice"]) {
    byId(`attach-${name}`).addEventListener("click", () => {
      menu.hidePopover();
      byId(name).click();
    });
  }
  byId("sample-photo").addEventListener("click", each(async () => {
    await upload(...(await photo((await picturedPage()).file)));
  }));
  byId("sample-voice").addEventListener("click", each(async () => {
    const sound = await (await fetch("/static/voice.ogg")).blob();
    await upload(...(await voice(new File([sound], "voice.ogg", { type: "audio/ogg" }))));
  }));
  byId("stickers").append(...STICKERS.map((emoji) => el("button", {
    type: "button", className: "icon", "aria-label": `贴纸 Sticker ${emoji}`,
    onclick: each(async () => upload(await stickerOf(emoji), { kind: "sticker", emoji })),
  }, emoji)));
  roving(menu, items);
  menu.addEventListener("toggle", (event) => {
    const isOpen = event.newState === "open";
    const { left, top } = byId("attach").getBoundingClientRect();
    menu.style.left = `${Math.max(left - 6, 8)}px`;
    menu.style.bottom = `${window.innerHeight - top + 6}px`;
    byId("attach").setAttribute("aria-expanded", String(isOpen));
    if (!isOpen) return;
    stop(items(), items()[0]);
    items()[0].focus();
  });
}
