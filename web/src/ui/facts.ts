// The facts of a study as they are typed and as they are sent: a count as a number, nothing that is empty.
import type { Schemas } from "../api";
import type { FieldError } from "../use";

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

/** What is odd about a number as it was typed: what it should be, "" where nothing is. */
function oddNumber({ kind, label, least, most }: Schemas["FactShown"], value: unknown): string {
  if ((kind !== "count" && kind !== "measure") || !most) return "";
  const number = counted(value);
  const fits = typeof number === "number" && number <= Number(most) && (kind === "count" ? Number.isInteger(number) && number >= Number(least) : number > 0);
  if (fits) return "";
  return kind === "count" ? `${label}应为${least}至${most}的整数` : `${label}应大于0且不超过${most}`;
}

/** What of the facts that a form asks for is missing or cannot be, each at its field; the server judges, and judges again. */
export function factFaults(asked: Schemas["FactShown"][], values: Record<string, unknown>): FieldError[] {
  const stated = statedFacts(asked, values);
  return asked.flatMap((fact) => {
    const field = `facts.${fact.name}`;
    if (fact.name in stated) {
      const text = oddNumber(fact, stated[fact.name]);
      return text ? [{ field, text }] : [];
    }
    return fact.required && fact.kind !== "flag" ? [{ field, text: `${fact.kind === "choice" ? "请选择" : "请填写"}${fact.label}` }] : [];
  });
}
