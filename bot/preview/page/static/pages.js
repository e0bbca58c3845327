// Pages of a paper that there is not, of today, to try things with. No two are alike: a story that
// was printed already would be no news.

import { fileOf, sheet } from "./media.js";

export const ZONE = "Asia/Shanghai"; // the paper's
const PAPER = "河湾晚报";
const QUARTERS = ["文昌巷", "柳荫街", "老城厢", "南门外", "望江路", "河湾里", "东关", "北坡", "体育场", "青石桥"];
const HEADLINES = [
  "图书馆夜间开放到十点", "图书馆添了一间儿童阅览室", "图书馆把书送进养老院", "图书馆请木匠修旧书柜",
  "图书馆办起周末讲故事会", "图书馆门口装上还书箱", "图书馆腾出半层做自习室", "图书馆收下老邮递员的集邮册",
];
const SENTENCES = [
  "三楼的{n}个座位全部免费，凭身份证当天预约。", "馆长说，先试三个月，看书的人多就一直办下去。",
  "馆里新添了两台自助借还机，老人可以找志愿者帮忙。", "头一天来了{n}个人，门口的自行车排到了巷口。",
  "书架是本地木匠用旧门板改的，刨得很平。", "退休教师捐出攒了四十年的{n}本书，扉页上都写着买书那天的天气。",
  "街坊们自带水杯，馆里每层都有热水。", "值晚班的是六名大学生，他们管关灯锁门。",
  "孩子们最爱靠窗的那排矮凳，一放学就占满了。", "盲文书也摆到了进门左手第一排，一共{n}册。",
  "每周三下午不开门，用来晒书和修补书脊。", "装修用了{n}天，花的是街道和商户一起凑的钱。",
  "雨天借书可以领一只布袋，下回来还。", "一位送报的师傅说，他歇脚时读完了三本小说。",
  "馆里不收押金，弄丢了照原价赔就行。", "楼顶的露台也开了，摆着{n}盆街坊养的花。",
  "外地来打工的人凭租房合同也能办证。", "报纸夹换成了新的，当天的报纸早上七点就上架。",
  "地下室的旧报纸合订本正在一页一页拍照。", "角落里留了一台老式打字机，谁都可以敲两行。",
];

const dice = (sides) => Math.floor(Math.random() * sides);

function drawn(all, count) {
  const rest = [...all];
  return Array.from({ length: count }, () => rest.splice(dice(rest.length), 1)[0]);
}

const number = (sentence) => sentence.replace("{n}", String(20 + dice(380)));

/** Return today as it is printed where the paper comes out. */
export function today() {
  const [day, month, year] = new Date().toLocaleDateString("en-GB", { timeZone: ZONE }).split("/").map(Number);
  return `${year}年${month}月${day}日`;
}

const head = (label, section) => `${PAPER} ${today()} 第${label}版：${section}`;

function story() {
  const [quarter] = drawn(QUARTERS, 1);
  const title = `${quarter}${drawn(HEADLINES, 1)[0]}`;
  const lines = drawn(SENTENCES, 6).map(number);
  return { title, paragraphs: [`本报讯 ${lines.slice(0, 3).join("")}`, lines.slice(3).join("")] };
}

const label = () => `C${10 + dice(90)}`;

/** Return a page with one story about a library: its file's name, text and the story's title. */
export function libraryPage() {
  const { title, paragraphs } = story();
  const at = label();
  const text = [head(at, "民生"), `# ${title}`, ...paragraphs, "记者 陆知行"].join("\n\n");
  return { name: `${at}.md`, text: `${text}\n`, title };
}

/** Return an issue of two pages, and a question with what answers it on the second. */
export function twoPages() {
  const quarter = drawn(QUARTERS, 1)[0];
  const days = 20 + dice(70);
  const lamps = 100 + dice(400);
  const first = 10 + dice(80);
  const [front, back] = [`D${first}`, `D${first + 1}`];
  const { title, paragraphs } = story();
  const change = [
    `本报讯 从今天起，${quarter}的${lamps}盏旧路灯换成节能灯，天黑以后整条街都亮堂起来。`,
    `施工队每晚九点开工，先换学校门口和公交站，${quarter}换路灯一共要用${days}天。旧灯杆送去做公园的花架。`,
  ];
  const page = (at, section, ...parts) => ({ name: `${at}.md`, text: `${[head(at, section), ...parts].join("\n\n")}\n` });
  return {
    files: [
      page(front, "要闻", `# ${title}`, ...paragraphs, "记者 陆知行"),
      page(back, "城事", `# ${quarter}${lamps}盏路灯换成节能灯`, ...change, "记者 何知微"),
    ],
    question: `${quarter}换路灯要用多少天？`,
    answer: `${days}天`,
    back: `第${back}版`,
  };
}

const WIDTH = 1000;
const MARGIN = 70;
const BODY = 31; // pixels of a letter
const LEADING = 50;

/** Return the picture of a printed page with a story of today, as PNG, and the story's title. */
export async function picturedPage() {
  const { title, paragraphs } = story();
  const lines = paragraphs.flatMap((paragraph) => wrapped(`　　${paragraph}`));
  const { canvas, pen } = sheet(WIDTH, 330 + (lines.length + 2) * LEADING);
  pen.fillStyle = "#fbfaf6";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.fillStyle = "#1a1a1a";
  pen.textBaseline = "top";
  write(pen, PAPER, 64, 50, "bold");
  write(pen, `${today()} 第${label()}版：民生`, 30, 140);
  pen.fillRect(MARGIN, 192, WIDTH - 2 * MARGIN, 3);
  write(pen, title, 52, 230, "bold");
  lines.forEach((line, at) => write(pen, line, BODY, 330 + at * LEADING));
  write(pen, "记者 陆知行", BODY, 330 + (lines.length + 0.4) * LEADING);
  return { file: await fileOf(canvas, "page.png", "image/png"), title };
}

function write(pen, text, size, top, weight = "") {
  pen.font = `${weight} ${size}px "Songti SC", "SimSun", "Noto Serif CJK SC", serif`;
  pen.fillText(text, MARGIN, top);
}

function wrapped(text) {
  const most = Math.floor((WIDTH - 2 * MARGIN) / BODY);
  const lines = [];
  for (let at = 0; at < text.length; at += most) lines.push(text.slice(at, at + most));
  return lines;
}
