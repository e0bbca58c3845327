// The dialog where pages are dropped into the inbox.

import { byId, toast } from "./dom.js";
import { send } from "./api.js";
import { today } from "./pages.js";

/** Return a page of today, to try an alert with. */
function example() {
  return `${today()} 第A03版：民生

# 河湾区图书馆夜间开放到十点 自习座位免费

本报讯 这个月起，河湾区图书馆每晚开放到十点，三楼的一百二十个自习座位全部免费，凭身份证当天预约。

馆长说，夜间开放先试三个月，看书的人多就一直办下去。馆里新添了两台自助借还机，还请来六名志愿者值晚班。

记者 陆知行
`;
}

async function put(file) {
  try {
    const { name } = await send("/inbox", file);
    toast(`已放进收件夹：${name}，一两秒内就能问到 In the inbox`);
    return true;
  } catch (error) {
    toast(`没有放成 Failed: ${error.message}`);
    return false;
  }
}

/** Wire the dialog up. */
export function inbox() {
  const dialog = byId("inbox");
  const drop = byId("inbox-drop");
  byId("open-inbox").addEventListener("click", () => dialog.showModal());
  byId("inbox-example").addEventListener("click", () => {
    byId("inbox-text").value = example();
  });
  byId("inbox-put").addEventListener("click", async () => {
    const file = new File([byId("inbox-text").value], byId("inbox-name").value.trim() || "page.md");
    if (await put(file)) dialog.close();
  });
  byId("inbox-file").addEventListener("change", async (event) => {
    const done = await Promise.all([...event.target.files].map(put));
    event.target.value = "";
    if (done.every(Boolean)) dialog.close();
  });
  accept(drop, async (files) => {
    const done = await Promise.all(files.map(put));
    if (done.every(Boolean)) dialog.close();
  });
}

/** Have files dropped on a node given to `take`. */
export function accept(node, take) {
  node.addEventListener("dragover", (event) => {
    event.preventDefault();
    node.classList.add("over");
  });
  node.addEventListener("dragleave", () => node.classList.remove("over"));
  node.addEventListener("drop", (event) => {
    event.preventDefault();
    node.classList.remove("over");
    take([...event.dataTransfer.files]);
  });
}
