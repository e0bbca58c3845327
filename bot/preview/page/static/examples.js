// Examples that play themselves on the real bot: who says what to it, step by step.

import { send } from "./api.js";
import { byId, el } from "./dom.js";
import { textOf } from "./message.js";
import { ZONE, libraryPage, picturedPage, twoPages } from "./pages.js";
import { until } from "./watch.js";

const PATIENCE = 90; // seconds that a step may take: the words of a picture do
const DIGEST = 150; // and those until a digest comes
const LEAD = 15; // seconds that there have to be before a digest's minute
const PUBLISH = /^(确认发布|確認發布|Publish)/; // as the bot calls it in its languages
const NOT_FOUND = /^(没答上|沒答上|Unanswered)/;
const UNANSWERED = "火星移民计划什么时候开始？";

const alone = (place) => place.chat.type === "private";
const channel = (place) => place.chat.type === "channel";

const EXAMPLES = [
  {
    title: "两版的一期", english: "An issue of two pages",
    what: "王编辑把两版一起发给机器人，看过草稿就发布；小李问第二版上的事，再看今天有哪几版。",
    about: "Two pages are sent in, read and published; then a question about the second.",
    async play(stage) {
      const issue = twoPages();
      await stage.be(true, alone, "王编辑把两版的文件一起发给机器人", "The admin sends two pages");
      const draft = await stage.answered(() => stage.send(issue.files.map(textFile)), publishes);
      stage.note("机器人读好了，先给草稿；王编辑点“确认发布”", "A draft first; the admin publishes it");
      await stage.answered(() => stage.tap(draft, PUBLISH), (message) => !publishes(message));
      await stage.be(false, alone, `小李问：${issue.question}`, "A reader asks about it");
      await stage.answered(() => stage.say(issue.question), says(issue.answer));
      stage.note("小李再问今天的报纸有哪几版", "And which pages there are today");
      await stage.answered(() => stage.say("今天的报纸有哪几版？"));
      return [`答案在${issue.back}上；今天的各篇都能点开看`, "Each story opens by its button"];
    },
  },
  {
    title: "一版的照片", english: "A picture of a page",
    what: "王编辑把一张版面的照片按文件发来（按照片发会被压小），机器人认出上面的字，给出草稿。",
    about: "The words of a picture are read, and shown as a draft.",
    async play(stage) {
      const page = await picturedPage();
      await stage.be(true, alone, "王编辑发来一版的照片，机器人正在认字，要几十秒", "The bot reads its words, which takes a while");
      const read = (message) => publishes(message) || /make ocr/.test(textOf(message));
      const answer = await stage.answered(() => stage.send([page.file]), read);
      if (!publishes(answer)) {
        return ["这台机器还没装认字的程序：在终端运行 make ocr（300 MB，一次），重启以后再演一遍",
          "Run make ocr once, start again, and play it anew"];
      }
      return ["草稿里是从照片上认出来的字；点“确认发布”，就能问到", "Publish it, and it can be asked about"];
    },
  },
  {
    title: "提醒", english: "An alert",
    what: "小李订阅“图书馆”；放进一版有图书馆的报纸，提醒马上就到。",
    about: "A reader subscribes to a word; a page that has it comes in.",
    async play(stage) {
      const page = libraryPage();
      await stage.be(false, alone, "小李订阅“图书馆”", "A reader subscribes");
      await stage.answered(() => stage.say("/subscribe 图书馆"));
      stage.note(`放进一版：${page.title}`, "A page comes in");
      await stage.answered(() => send("/inbox", textFile(page)), says(page.title));
      return ["提醒到了；按钮可以看全文，也可以静音", "Here is the alert"];
    },
  },
  {
    title: "汇总", english: "A digest",
    what: "小李改成每天汇总一次，时间就定在一两分钟后；放进两版，到点收到一条汇总，再改回立即。",
    about: "Two stories come as one message at a set time, in a minute or two.",
    async play(stage) {
      const pages = [libraryPage(), libraryPage()];
      const at = soon();
      await stage.be(false, alone, `小李订阅“图书馆”，每天 ${at} 汇总`, `A reader wants a digest at ${at}`);
      await stage.answered(() => stage.say("/subscribe 图书馆"));
      await stage.answered(() => stage.say(`/settings zone ${ZONE}`));
      await stage.answered(() => stage.say(`/settings daily ${at}`));
      stage.note(`放进两版；${at} 会收到汇总，等一会儿`, `Two pages come in; wait until ${at}`);
      const told = (message) => pages.some((page) => says(page.title)(message));
      try {
        const digest = await stage.answered(async () => {
          for (const page of pages) await send("/inbox", textFile(page));
        }, told, DIGEST);
        await stage.answered(() => stage.say("/settings once"));
        stage.find(digest.message_id);
      } catch (error) {
        await stage.say("/settings once");
        throw error;
      }
      return ["汇总到了，设置改回了“立即”", "Here is the digest; alerts come at once again"];
    },
  },
  {
    title: "频道", english: "A channel",
    what: "王编辑用 /subscribe @频道名 替频道订阅；新的报道自动发到频道里。",
    about: "The admin subscribes for a channel; stories are posted there.",
    async play(stage) {
      const page = libraryPage();
      await stage.be(true, channel, "“今日快讯”是王编辑的频道，机器人是那里的管理员", "The admin's channel, where the bot posts");
      const name = stage.place().chat.username;
      await stage.be(true, alone, `王编辑在私聊里说：/subscribe @${name} 图书馆`, "The admin subscribes for it");
      await stage.answered(() => stage.say(`/subscribe @${name} 图书馆`));
      await stage.be(true, channel, `放进一版：${page.title}`, "A page comes in");
      await stage.answered(() => send("/inbox", textFile(page)), says(page.title));
      return ["频道里发出来了", "It is posted"];
    },
  },
  {
    title: "编辑台", english: "An admin's desk",
    what: "小李问了报上没有的事；王编辑发 /desk：草稿、报错、没答上的问题、统计和状态都在一处。",
    about: "What waits for an admin, in one place: here the questions that found nothing.",
    async play(stage) {
      await stage.be(false, alone, `小李问：${UNANSWERED}`, "A reader asks what is not in print");
      await stage.answered(() => stage.say(UNANSWERED));
      await stage.be(true, alone, "王编辑发 /desk", "The admin opens the desk");
      const desk = await stage.answered(() => stage.say("/desk"), (message) => label(message, NOT_FOUND));
      stage.note("点“没答上”：读者问了什么没有答案", "What readers asked in vain");
      await stage.answered(() => stage.tap(desk, NOT_FOUND), (message) => !label(message, NOT_FOUND));
      return ["每一项都有返回；点“← 编辑台”看别的", "Each has a way back"];
    },
  },
];

const buttons = (message) => (message.reply_markup?.inline_keyboard ?? []).flat();
const label = (message, words) => buttons(message).find((button) => words.test(button.text));
const publishes = (message) => label(message, PUBLISH) !== undefined;
const says = (words) => (message) => textOf(message).includes(words);
const textFile = (page) => new File([page.text], page.name, { type: "text/markdown" });

/** Return the first minute, as a clock in `ZONE` shows it, that is not too near. */
function soon() {
  const at = new Date(Date.now() + LEAD * 1000 + 60000);
  return at.toLocaleTimeString("en-GB", { timeZone: ZONE, hour: "2-digit", minute: "2-digit" });
}

/** Wire the dialog up; `page` has what is done there (see main.js). */
export function examples(page) {
  const dialog = byId("examples");
  let running = null;
  byId("open-examples").addEventListener("click", () => dialog.showModal());
  byId("playing-stop").addEventListener("click", () => {
    running?.abort();
    byId("playing").hidden = true;
    byId("text").focus();
  });
  byId("example-list").append(...EXAMPLES.map((example) => el("li", {},
    el("button", { type: "button", className: "option", onclick: () => begin(example) },
      el("strong", {}, `${example.title} `, el("small", { lang: "en" }, example.english)),
      el("span", {}, example.what),
      el("span", { lang: "en" }, example.about)))));

  async function begin(example) {
    running?.abort();
    const mine = new AbortController();
    running = mine;
    dialog.close();
    byId("playing").hidden = false;
    byId("playing").classList.add("going");
    const stage = staged(page, mine.signal, (words, english) => {
      if (mine.signal.aborted) return;
      byId("playing-text").replaceChildren(
        `例子 · ${example.title}：${words} `, el("small", { lang: "en" }, english));
    });
    try {
      const [done, english] = await example.play(stage);
      stage.note(`演完了：${done}`, english);
    } catch (error) {
      stage.note(`没有演完：${error.message}`, "It did not come to its end");
    }
    if (running === mine) byId("playing").classList.remove("going");
  }
}

function staged(page, signal, note) {
  const others = () => page.place().messages.filter((message) => message.from?.id !== page.me());
  return {
    note,
    place: page.place,
    find: page.find,
    async be(isAdmin, fits, words, english) {
      signal.throwIfAborted();
      note(words, english);
      await page.be(isAdmin, fits);
      await until(() => page.isThere() && fits(page.place()), PATIENCE, signal);
    },
    say: (text) => page.say(text),
    tap: (message, words) => page.press(message, label(message, words).callback_data),
    /** Send files, those of several as an album. */
    async send(files, how = {}) {
      const album = files.length > 1 ? crypto.randomUUID() : null;
      for (const file of files) await page.upload(file, { ...how, album });
    },
    /** Do something; wait for a message of another that is new or changed since, and fits. */
    async answered(work, fits = () => true, seconds = PATIENCE) {
      signal.throwIfAborted();
      const before = new Set(others().map((message) => JSON.stringify(message)));
      await work();
      return until(
        () => others().find((message) => !before.has(JSON.stringify(message)) && fits(message)),
        seconds, signal);
    },
  };
}
