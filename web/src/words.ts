// How the contract's words are called in Chinese: as the rules call them (labels.ts), and what is said of them here alone.
import { FIELDS, PARTIES, SUBJECTS } from "./labels";

export * from "./labels";
export const TONES: Record<string, string> = {
  accredited: "good",
  issued: "good",
  complete: "good",
  done: "good",
  certified_by_hr: "good",
  returned: "bad",
  rejected: "bad",
  revoked: "bad",
  held: "bad",
  failed: "bad",
  submitted: "wait",
  pending: "wait",
  running: "wait",
  preview: "wait",
  waiting: "wait",
  queued: "wait",
};
export const FORMS: Record<string, string> = {
  exam: "会计类考试",
  conference: "会计类专业会议",
  degree: "会计类学历（学位）教育",
  research: "会计类研究课题",
  paper: "会计类论文",
  book: "会计类书籍",
  training: "面授培训",
  online: "远程继续教育",
  transfer: "外省或深圳认定学分转入",
  course: "公需科目在线学习",
  hr_legacy: "省继续教育系统认定",
};
export const FACTS: Record<string, string> = {
  role: "承担角色",
  papers: "通过科目数",
  days: "天数",
  hours: "小时数",
  courses: "通过课程数",
  examination: "考试类别",
  graduated: "当年毕业",
  general_knowledge: "属专业通识知识",
  subject: "科目",
  credits: "证明所载学分",
};
export const ROLES: Record<string, string> = {
  lead: "主持人或独立完成",
  participant: "参与人",
  first_author: "第一作者或独著",
  other_author: "其他作者",
};
export const EXAMINATIONS: Record<string, string> = {
  accounting_qualification: "会计专业技术资格考试",
  cpa: "注册会计师考试",
  asset_valuer: "资产评估师考试",
  tax_adviser: "税务师考试",
  other: "其他会计类考试",
};
const WORKERS: Record<string, string> = {
  sync_to_hr: "结果送达人社部门",
  match_account: "核对两个系统的信息",
  render_certificate: "制作证书",
  archive_moves: "审计存档",
  split_import: "读取导入文件",
  import_rows: "导入数据",
  archive_certificates: "证书打包",
};

/** What a function does, for whoever sees what it could not do. */
export function worker(name: string | null | undefined): string {
  return WORKERS[name ?? ""] ?? "其他处理程序";
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

/** How one study's facts read: 天数 6. */
export function factText(name: string, value: unknown): string {
  const words: Record<string, Record<string, string>> = {
    role: ROLES,
    examination: EXAMINATIONS,
    subject: SUBJECTS,
  };
  if (typeof value === "boolean") return value ? "是" : "否";
  return words[name]?.[String(value)] ?? String(value);
}
