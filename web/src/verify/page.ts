/**
 * What the verification page does beyond its HTML, which answers everything that the server knows without
 * this: it verifies the statement of a QR code, and compares a file with those that were issued.
 */
import "../engines.ts";
import { CERTIFICATES, TRANSCRIPT_YEARS } from "../labels.ts";
import { type Address, type Checked, type PublicKey, type Statement, type Transcript, check, printedNumber, readAddress } from "./statement.ts";

interface Answer {
  state: string;
  number: string;
  version: number;
  name: string;
  year: number;
  credits: Credits;
  issued_on: string;
  /** Of a transcript, which has no version, year and credits of its own. */
  years?: { year: number; state: string; credits: Credits; certificate: { number: string } | null }[];
  files?: { kind: string; sha256: string }[];
}

interface Credits {
  public?: string;
  public_waived?: boolean;
  professional: string;
  general_knowledge?: string;
}

/** What the server says: a certificate or a transcript, that there is none, or nothing. */
type Told = Answer | "unknown" | "silent";

const root = document.body.dataset.root ?? "./";
const STATES: Record<string, string> = { valid: "证书有效", revoked: "证书已撤销", superseded: "证书已换发新版", changed: "所列证书此后有变化" };
const KINDS: Record<string, string> = { certificate: "证书原件", annotated: "加注件", transcript: "历年继续教育证明" };
const MOST_BYTES = 20 * 1024 * 1024;

const part = <Kind extends HTMLElement>(id: string) => document.getElementById(id) as Kind | null;

function element(name: string, text = "", kind = ""): HTMLElement {
  const made = document.createElement(name);
  made.textContent = text;
  if (kind) made.className = kind;
  return made;
}

// The statement of the QR code

const KEPT = "xuefen-public-keys";
let asked: Promise<PublicKey[]> | undefined;

/** The public keys, asked for once; those of the last time where nobody answers. */
function keys(): Promise<PublicKey[]> {
  asked ??= fetched().catch((failure: unknown) => {
    asked = undefined;
    const kept = localStorage.getItem(KEPT);
    if (!kept) throw failure;
    return JSON.parse(kept) as PublicKey[];
  });
  return asked;
}

async function fetched(): Promise<PublicKey[]> {
  const response = await fetch(`${root}.well-known/jwks.json`);
  if (!response.ok) throw new Error(String(response.status));
  const { keys: published } = (await response.json()) as { keys: PublicKey[] };
  try {
    localStorage.setItem(KEPT, JSON.stringify(published));
  } catch {
    // A browser that keeps nothing asks again the next time.
  }
  return published;
}

const VERDICTS: Record<Checked["is"], [string, string, string]> = {
  signed: ["good", "二维码的签名有效", "以下内容由签发单位签名，签发后没有改动。请与纸面逐项核对；现在是否有效，以本系统的答复为准。"],
  revoked: ["bad", "签名所用的密钥已作废", "以下内容不能采信。请以本系统的答复为准，或联系持证人下载重新签发的证书。"],
  forged: ["bad", "二维码的签名不符", "二维码的内容不是签发单位签发的，或者被改动过：所见的证书可能是伪造或篡改的。"],
  key_unknown: ["bad", "查不到签名所用的密钥", "二维码的内容无法认定是签发单位签发的。"],
  unreadable: ["wait", "二维码的签名内容读不出来", "地址可能没有扫全或复制全，请重新扫描证书上的二维码。"],
};

const NOTHING = { unknown: "本系统查无此证。", silent: "本系统现在没有答复，无法得知证书是否仍然有效。" };

/** @param isOwn whether the page around it is that certificate's, and says its number and state already. */
async function showStatement(address: Address, answer: Promise<Told>, isOwn: boolean): Promise<void> {
  const place = part("statement")!;
  place.hidden = false;
  place.replaceChildren(element("h2", "二维码所载内容"), element("p", "正在核对签名…", "soft"));
  let verdict: [string, string, string];
  let statement: Statement | Transcript | undefined;
  try {
    const found = await check(address, await keys());
    verdict = VERDICTS[found.is];
    if ("statement" in found) statement = found.statement;
  } catch {
    verdict = ["wait", "现在无法核对签名", "取不到签发单位的公钥，或者浏览器不支持。请联网后重新打开，或换一个浏览器。"];
  }
  const head = element("div", "", `told ${verdict[0]}`);
  head.setAttribute("role", "status");
  head.append(element("strong", verdict[1]), element("p", verdict[2]));
  place.replaceChildren(element("h2", "二维码所载内容"), head);
  if (!statement) return;
  const rows = "years" in statement ? ofTranscript(statement, isOwn ? null : address) : ofAddress(statement, isOwn ? null : address);
  place.append(table(rows(null), ""));
  const told = await answer;
  const known = typeof told === "string" ? table(rows(null), NOTHING[told]) : table(rows(told), "");
  place.lastChild!.replaceWith(known);
}

/** What is said of one thing: by the code, by the server (null: nothing), and whether they may differ. */
type Row = [term: string, said: string, known: string | null, mayDiffer?: boolean];

const nameOf = (statement: Statement | Transcript) => statement.name + (statement.isShortened ? "…（姓名较长，只载开头）" : "");

/** The name: the server masks all but its beginning. */
const nameRow = (statement: Statement | Transcript, answer: Answer | null): Row => [
  "姓名",
  nameOf(statement),
  answer && answer.name,
  !answer || answer.name.startsWith([...statement.name][0] ?? ""),
];

/** What the code of a transcript says, a line a year, beside what the server says. */
function ofTranscript(statement: Transcript, address: Address | null): (answer: Answer | null) => Row[] {
  const stood = (state: string, isWaived: boolean, certificate: string) => `${TRANSCRIPT_YEARS[state] ?? state}${isWaived ? "，公需免修" : ""}，证书${certificate}`;
  const issued = CERTIFICATES.issued!;
  return (answer) => {
    const year = (each: Transcript["years"][number]): Row => {
      const known = answer?.years?.find((listed) => listed.year === each.year);
      const certificate = known?.certificate ? issued : each.certificate === "issued" ? "—" : (CERTIFICATES[each.certificate] ?? "");
      return [
        `${each.year}年度`,
        stood(each.state, each.isWaived, CERTIFICATES[each.certificate] ?? ""),
        known ? stood(known.state, known.credits.public_waived === true, certificate) : null,
      ];
    };
    const rows: Row[] = [
      nameRow(statement, answer),
      ["证件号码", statement.document, null],
      ...statement.years.map(year),
      ["开具日期", day(statement.issuedOn), answer && day(answer.issued_on)],
    ];
    if (address) rows.push(["证明编号", address.number, answer && answer.number]);
    if (address && answer) rows.push(["状态", "—", answer.state === "valid" ? "证明属实" : (STATES[answer.state] ?? answer.state), true]);
    return rows;
  };
}

/** What the code says beside what the server says, which is null while or where it says nothing. */
function ofAddress(statement: Statement, address: Address | null): (answer: Answer | null) => Row[] {
  const credits = (text: string | null | undefined) => (text == null ? "免修" : `${text} 学分`);
  return (answer) => {
    const general = answer?.credits.general_knowledge;
    const rows: Row[] = [
      nameRow(statement, answer),
      ["证件号码", statement.document, null],
      ["年度", `${statement.year}年度`, answer && `${answer.year}年度`],
      ["公需科目", credits(statement.public), answer && credits(answer.credits.public)],
      ["专业科目", credits(statement.professional), answer && credits(answer.credits.professional)],
    ];
    if (statement.general ?? general) {
      rows.push(["其中通识", statement.general ? credits(statement.general) : "—", answer && (general ? credits(general) : "—")]);
    }
    rows.push(["签发日期", day(statement.issuedOn), answer && day(answer.issued_on)]);
    if (address) {
      rows.push(["证书编号", address.number, answer && answer.number]);
      rows.push(["版次", `第${address.version}版`, answer && `第${answer.version}版`, true]);
      if (answer) rows.push(["状态", "—", STATES[answer.state] ?? answer.state, true]);
    }
    return rows;
  };
}

function table(rows: Row[], caption: string): HTMLElement {
  const made = element("table");
  if (caption) made.append(element("caption", caption));
  const head = element("tr");
  const isAlone = rows.every(([, , known]) => known === null);
  head.append(element("td"), column("二维码"), ...(isAlone ? [] : [column("本系统")]));
  const heading = element("thead");
  heading.append(head);
  const body = element("tbody");
  body.append(...rows.map((row) => line(row, isAlone)));
  made.append(heading, body);
  return made;
}

function column(text: string): HTMLElement {
  const made = element("th", text);
  made.setAttribute("scope", "col");
  return made;
}

function line([term, said, known, mayDiffer]: Row, isAlone: boolean): HTMLElement {
  const made = element("tr");
  const head = element("th", term);
  head.setAttribute("scope", "row");
  made.append(head, element("td", said), ...(isAlone ? [] : [element("td", known ?? "—")]));
  if (known !== null && known !== said && !mayDiffer) {
    made.className = "differs";
    made.lastElementChild!.append(element("strong", "不一致"));
  }
  return made;
}

const day = (written: string) => written.replace(/^(\d+)-0?(\d+)-0?(\d+)$/, "$1年$2月$3日");

async function ask(address: Address): Promise<Told> {
  try {
    let response = await fetch(`${root}v1/certificates/${address.number}?v=${address.version}`);
    if (response.status === 404) response = await fetch(`${root}v1/transcripts/${address.number}`);
    if (response.status === 404 || response.status === 400) return "unknown";
    return response.ok ? ((await response.json()) as Answer) : "silent";
  } catch {
    return "silent";
  }
}

// The file

const HEX = (bytes: ArrayBuffer) => Array.from(new Uint8Array(bytes), (each) => each.toString(16).padStart(2, "0")).join("");

async function compare(file: File, answer: Answer): Promise<void> {
  const said = part("file-said")!;
  const tell = (kind: string, head: string, text: string) => {
    said.className = `told ${kind}`;
    said.replaceChildren(element("strong", head), element("p", text));
  };
  const issued = answer.files ?? [];
  if (file.size > MOST_BYTES) return tell("bad", "文件不符", `“${file.name}”比任何证书都大，不是签发的文件。`);
  const digest = HEX(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
  const found = issued.find((each) => each.sha256 === digest);
  if (found) tell("good", "文件一致", `“${file.name}”与签发的${KINDS[found.kind] ?? "文件"}逐字节相同，没有改动。`);
  else if (issued.length) tell("bad", "文件不符", `“${file.name}”与签发的文件不同：可能被改动过，也可能是另一份证书、另一版次，或者扫描、打印后另存的。`);
  else tell("wait", "无法核对文件", "该版次签发时没有留存文件摘要，请核对页面上的内容。");
}

function takeFiles(answer: Answer): void {
  const place = part("file");
  const input = part<HTMLInputElement>("file-chosen");
  if (!place || !input || !crypto.subtle) return;
  place.hidden = false;
  const take = (files: FileList | undefined | null) => files?.[0] && void compare(files[0], answer);
  input.addEventListener("change", () => take(input.files));
  document.addEventListener("dragover", (event) => {
    event.preventDefault();
    place.classList.add("over");
  });
  document.addEventListener("dragleave", () => place.classList.remove("over"));
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    place.classList.remove("over");
    take(event.dataTransfer?.files);
  });
}

// The page

/** What the server has put into the page; null where it has no answer. */
const shown = document.body.dataset.answer ? (JSON.parse(document.body.dataset.answer) as Answer) : null;

/** What the page around the script says already. */
const told: Told = shown ?? (document.body.dataset.state === "unknown" ? "unknown" : "silent");

const NOBODY: Address = { number: "", version: 0, digits: "" };

/** What the code said that led here; one that was read in part names nobody. */
function ofThisPage(): Address | null {
  return /^#[0-9]{20,}([?&].*)?$/.test(location.hash) ? (readAddress(location.href) ?? NOBODY) : null;
}

function look(): void {
  const address = ofThisPage();
  if (!address) return;
  void showStatement(address, Promise.resolve(told), true);
  const form = part<HTMLFormElement>("name-form");
  if (form) form.action = location.href; // the page that answers has the code's content again
}

// What stands behind # of a pasted address never goes to the server: it is verified here.
part("number-form")?.addEventListener("submit", (event) => {
  const typed = part<HTMLInputElement>("number")!.value;
  const address = readAddress(typed);
  if (!address?.digits || !printedNumber(address.number)) return;
  event.preventDefault();
  void showStatement(address, ask(address), false).then(() => part("statement")!.scrollIntoView({ block: "start" }));
});

window.addEventListener("hashchange", look);
if (shown) takeFiles(shown);
look();
