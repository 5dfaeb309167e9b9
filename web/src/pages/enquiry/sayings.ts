// What the enquiry desk says to whoever calls, from what the year says: one sentence a matter.
import type { Schemas } from "../../api";
import { day } from "../../time";
import { WAITING } from "../../words";

type Year = Schemas["Year"];

function certificateOf({ certificate: { state, number, held_because } }: Year): string[] {
  if (held_because) return [held_because.detail];
  if (state === "issued") return [`证书已签发，编号${number}，请登录后下载。`];
  if (state === "pending") return ["年度已完成，证书正在签发，请稍后登录查看。"];
  if (state === "certified_by_hr") return ["该年度已由人社部门认定发证，本系统不另发证书。"];
  return state === "revoked" ? ["该年度证书已撤销，原因请登录后在学分记录中查看。"] : [];
}

function recordsOf(year: Year): string[] {
  const waiting = year.records.filter((each) => each.state in WAITING);
  const returned = year.records.filter((each) => each.state === "returned");
  const drafts = year.records.filter((each) => each.state === "draft");
  return [
    ...(waiting.length ? [`有${waiting.length}条学分已提交，等待${waiting[0]?.bureau ?? "属地财政部门"}认定。`] : []),
    ...returned.map((each) => {
      const until = each.resubmit_until ? `，请在${day(each.resubmit_until)}前补正` : "";
      return `《${each.title}》已退回${until}；理由：${each.history.at(-1)?.reason ?? "请登录查看"}`;
    }),
    ...(drafts.length ? [`有${drafts.length}条学分还是草稿，没有提交，须登录后提交认定。`] : []),
  ];
}

function windowOf({ window, complete, exempt }: Year): string[] {
  if (complete || exempt) return [];
  if (window.open) return [`登记到${day(window.closes)}24时截止。`];
  return [`登记期间为${day(window.opens)}至${day(window.closes)}24时，现在不能登记。`];
}

/** The sentences, the most important first. */
export function sayings(year: Year): string[] {
  if (year.exempt && !year.complete) return [`您${year.year}年度无需完成继续教育。`, ...recordsOf(year)];
  const state = year.complete ? `您${year.year}年度已完成。` : `您${year.year}年度尚未完成。`;
  const missing = year.missing.map((each) => each.finish ?? each.why);
  return [state, ...missing, ...recordsOf(year), ...windowOf(year), ...certificateOf(year)];
}
