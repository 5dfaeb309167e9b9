// What a problem is attached to, in words and as an address within the pages.
import type { Schemas } from "../../api";
import { PROBLEM_ABOUT } from "../../words";

type About = Schemas["AboutShown"];

/** In words: 年度 2020, 导入 第12行. */
export function aboutText(about: { type: string; id?: string | null; line?: number | null }): string {
  const shown = ["year", "certificate", "employer"].includes(about.type) ? ` ${about.id ?? ""}` : "";
  return `${PROBLEM_ABOUT[about.type] ?? about.type}${shown}${about.line ? ` 第${about.line}行` : ""}`;
}

/** Where whoever is signed in may see it, if there is a page. */
export function aboutLink(about: About, role: string | null | undefined): string | undefined {
  if (about.type === "record") return role ? `/desk/${about.id}` : `/records/${about.id}`;
  if (about.type === "year" && !role) return `/year/${about.id}`;
  if (about.type === "account" && !role) return "/account";
  return undefined;
}
