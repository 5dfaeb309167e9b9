// How a figure's value is said.
import { day } from "../../time";
import { WINDOWS } from "../../words";

export function figureText(value: unknown): string {
  if (Array.isArray(value)) return value.join("、");
  if (typeof value === "boolean") return value ? "是" : "否";
  const text = String(value ?? "");
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? day(text) : (WINDOWS[text] ?? text);
}
