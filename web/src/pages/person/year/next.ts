// What somebody does next in a year: one thing, whatever else may be done.
import type { Schemas } from "../../../api";
import { REQUIREMENTS } from "../../../words";
import { isDraft, mustMend } from "../../../moves";

type Year = Schemas["Year"];

export interface Next {
  /** Why, or what there is instead of anything to do. */
  lead: string;
  /** What the large button says, and where it leads; none where nothing is to be done. */
  text?: string;
  to?: string;
}

const quoted = (record: Schemas["Record"]) => `《${record.title}》`;

/** What stands in a year's way and is somebody's own to do, the most pressing first. */
function hindrance(year: Year): Next | undefined {
  const returned = year.records.find(mustMend);
  if (returned) return { lead: `${quoted(returned)}被退回，补正后重新提交`, text: "去补正", to: `/records/${returned.id}/mend` };
  if (year.certificate.state === "held") return { lead: "年度已完成，证书待核对", text: "核对两边的信息", to: "/account" };
  return undefined;
}

/** What is missing and may still be done about: to finish what was begun, to study, to register. */
function missing(year: Year): Next | undefined {
  const draft = year.records.find(isDraft);
  if (draft) return { lead: `${quoted(draft)}还是草稿，提交后才会认定`, text: "继续填写", to: `/records/${draft.id}/mend` };
  const publics = year.missing.find((each) => each.requirement === "public");
  if (publics?.finish) return { lead: `公需科目还差${publics.still}学分，在线学完自动认定`, text: "学习公需科目", to: `/study?year=${year.year}` };
  const others = year.missing.filter((each) => each.requirement !== "public" && Number(each.still));
  const [first] = others;
  if (!first) return undefined;
  const general = others.every((each) => each.requirement === "general_knowledge") ? "（专业通识知识）" : "";
  return { lead: `${REQUIREMENTS[first.requirement]}还差${first.still}学分${Number(first.hoped) ? "未登记" : ""}`, text: `登记专业科目学分${general}`, to: `/year/${year.year}/register` };
}

/** The one next thing of a year; nothing is asked of who owes nothing, has everything, or comes too late. */
export function nextOf(year: Year, hasBegun: boolean): Next | undefined {
  const first = hindrance(year);
  if (first) return first;
  if (year.certificate.state === "pending") return { lead: "年度已完成，证书正在签发，通常只需几秒" };
  if (year.certificate.state === "certified_by_hr") return { lead: "该年度已由人社部门认定发证，本系统不另发证书" };
  if (year.complete || year.exempt) return undefined;
  if (!hasBegun) return { lead: "登记还没有开始，届时会通知您" };
  const waits = year.records.some((each) => each.state === "submitted");
  if (!year.window.open) return { lead: waits ? "登记已截止；按时提交的仍会认定，无需再操作" : "登记已截止，本年度没有完成" };
  return missing(year) ?? (waits ? { lead: "已经全部登记，等待财政局认定，无需再操作" } : undefined);
}
