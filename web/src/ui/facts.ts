// The facts of a study as they are typed and as they are sent: a count as a number, nothing that is empty.
import type { Schemas } from "../api";

/** A count as typed, full width too; what is no number goes as it is, and is refused by name. */
function counted(value: unknown): unknown {
  const number = Number(String(value).normalize("NFKC").trim());
  return Number.isNaN(number) ? value : number;
}

/** What was stated of the facts that a form asks for. */
export function statedFacts(asked: Schemas["FactShown"][], values: Record<string, unknown>): Record<string, unknown> {
  const stated: Record<string, unknown> = {};
  for (const { name, kind } of asked) {
    const value = values[name];
    if (value === "" || value === undefined || value === null || value === false) continue;
    stated[name] = kind === "count" ? counted(value) : typeof value === "string" ? value.trim() : value;
  }
  return stated;
}
