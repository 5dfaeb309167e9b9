// How the contract's words are called in Chinese: as the rules call them (labels.ts), and what is said of them here alone.
import type { Failure } from "./auth";
import { FIELDS, FUNCTIONS, PARTIES, STATE_TONES } from "./labels";

export * from "./labels";
export const TONES: Record<string, string> = {
  ...STATE_TONES,
  issued: "good",
  published: "good",
  ready: "good",
  complete: "good",
  done: "good",
  certified_by_hr: "good",
  held: "bad",
  failed: "bad",
  pending: "wait",
  running: "wait",
  preview: "wait",
  waiting: "wait",
  queued: "wait",
  open: "wait",
  upheld: "bad",
  overturned: "good",
  applied: "wait",
  refused: "bad",
  approved: "good",
  confirmed: "good",
  corrected: "good",
  new: "good",
  waits: "wait",
};

/** Why nobody is signed in who wanted to be: what happened, and what to do. */
export const SIGN_IN_FAILURES: Record<Failure, { title: string; text: string }> = {
  cancelled: { title: "您取消了登录", text: "登录服务没有把您登录进来，因为登录在那里被取消了。需要办理业务时，请再次登录。" },
  refused: { title: "登录服务没有受理", text: "登录服务答复说这次登录不能受理。请稍后再试；如果一直这样，请联系页面底部的业务咨询电话。" },
  unfinished: { title: "登录没有完成", text: "这次登录的链接已经用过、过期，或是从别的窗口打开的。请重新登录。" },
  unreachable: { title: "登录服务连不上", text: "没有连上登录服务。请检查网络后再试；您填写的内容仍保留在本窗口。" },
  closed_to_us: {
    title: "登录服务没有向本网站开放",
    text: "登录服务在运行，但没有允许本网站读取它的答复（跨域设置），所以登录无法完成。这要由登录服务的管理人员处理，请联系页面底部的业务咨询电话。",
  },
  left: { title: "还没有登录", text: "登录窗口已关闭，或没有打开。请再试一次，或改在本页登录：您填写的内容会保留。" },
  not_taken: { title: "本系统没有接受这次登录", text: "请重新登录；如果一直这样，请把上面的原因告诉页面底部的业务咨询电话。" },
};

/** What a function does, for whoever sees what it could not do. */
export function worker(name: string | null | undefined): string {
  return FUNCTIONS[name ?? ""] ?? "其他处理程序";
}

/** Who acted: `bureau:440703` as the contract has it. */
export function actor(by: string): string {
  return PARTIES[by.split(":")[0] ?? ""] ?? by;
}

/** Who acted, with the bureau's territory and the login: `bureau:440703:reviewer-1`. */
export function actorInFull(by: string): string {
  const [, territory, ...login] = by.split(":");
  const details = [territory, login.join(":")].filter(Boolean).join("，");
  return details ? `${actor(by)}（${details}）` : actor(by);
}

/** What a member of a request or an answer is called, by the last part of its path. */
export function fieldText(field: string): string {
  return FIELDS[field.split(".").at(-1) ?? ""] ?? field;
}

/** A source in law as a citizen is told it; what no document says is the administrators' affair, and says nothing here. */
export const cited = (source: string | null | undefined): string =>
  (source ?? "")
    .split(/[；;]/)
    .filter((each) => each && !each.includes("文件未规定"))
    .join("；");
