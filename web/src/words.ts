// How the contract's words are called in Chinese: as the rules call them (labels.ts), and what is said of them here alone.
import { FIELDS, FUNCTIONS, PARTIES, STATE_TONES } from "./labels";

export * from "./labels";
export const TONES: Record<string, string> = {
  ...STATE_TONES,
  issued: "good",
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
