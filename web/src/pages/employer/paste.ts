// Rows of a roster as they are pasted from a spreadsheet: with or without headings, tabs or commas between cells.
import { DOCUMENTS } from "../../words";

export interface RosterRow {
  name: string;
  type: string;
  number: string;
  /** Days or hours as typed; empty: all that the plan has. */
  amount: string;
}

const COLUMNS: Record<keyof RosterRow, RegExp> = { name: /姓名/, type: /类型|类别/, number: /号码|证件号|身份证号/, amount: /天数|小时|学时/ };
const RESIDENT = "resident_id";

function typeOf(label: string): string {
  const found = Object.entries(DOCUMENTS).find(([, text]) => text === label.trim());
  // What is called otherwise goes as it is, and is refused by name with what may be chosen.
  return found?.[0] ?? (!label.trim() || /身份证/.test(label) ? RESIDENT : label.trim());
}

function cellsOf(line: string): string[] {
  const mark = line.includes("\t") ? "\t" : /[,，]/;
  return line.split(mark).map((each) => each.trim().replace(/^["']|"$/g, ""));
}

/** Which column holds what: by the headings, or else in the usual order, with or without the document's type. */
function orderOf(first: string[]): { order: (keyof RosterRow | undefined)[]; hasHeadings: boolean } {
  const named = first.map((cell) => (Object.keys(COLUMNS) as (keyof RosterRow)[]).find((name) => COLUMNS[name].test(cell)));
  if (named.includes("name") && named.includes("number")) return { order: named, hasHeadings: true };
  const hasType = first.length > 2 && !/\d{4}/.test(first[1] ?? "");
  return { order: hasType ? ["name", "type", "number", "amount"] : ["name", "number", "amount"], hasHeadings: false };
}

/** The rows of a pasted text, in their order; empty lines are none. */
export function rowsOf(text: string): RosterRow[] {
  const lines = text.split(/\r?\n/).filter((line) => line.trim()).map(cellsOf);
  const [first] = lines;
  if (!first) return [];
  const { order, hasHeadings } = orderOf(first);
  return lines.slice(hasHeadings ? 1 : 0).map((cells) => {
    const at = (name: keyof RosterRow) => cells[order.indexOf(name)] ?? "";
    return { name: at("name"), type: typeOf(at("type")), number: at("number"), amount: at("amount") };
  });
}

/** The rows as they would be pasted again: those that were refused stay to be mended. */
export const textOf = (rows: RosterRow[]): string =>
  rows.map((row) => [row.name, DOCUMENTS[row.type] ?? row.type, row.number, row.amount].join("\t")).join("\n");
