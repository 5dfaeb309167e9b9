// What the overview shows, as a file: CSV or a workbook. Counts of places alone: no person is in it.
import { saveText } from "../../../save";

export type Cell = string | number | null;
export interface Sheet {
  name: string;
  head: string[];
  rows: Cell[][];
}

/** Text that a spreadsheet would take for a formula is told to be text: also behind full-width signs, as Chinese Excel reads them. */
export const harmless = (text: string) => (/^[=+\-@\t\r＝＋－＠]/.test(text) ? `'${text}` : text);
const written = (cell: Cell) => (typeof cell === "number" ? String(cell) : `"${harmless(cell ?? "").replaceAll('"', '""')}"`);

/** All sheets one below the other, each with its name and head; a byte order mark, so that Excel reads UTF-8. */
export function csvOf(sheets: Sheet[], notes: string[]): string {
  const line = (cells: Cell[]) => cells.map(written).join(",");
  const parts = sheets.map((sheet) => ["", line([sheet.name]), line(sheet.head), ...sheet.rows.map(line)].join("\r\n"));
  return `\uFEFF${[...notes.map((note) => line([note])), ...parts].join("\r\n")}\r\n`;
}

export const saveCsv = (name: string, sheets: Sheet[], notes: string[]) => saveText(`${name}.csv`, "text/csv;charset=utf-8", csvOf(sheets, notes));

/** A workbook, each table a sheet, with what it is and of when it is above it. Its library comes when somebody asks for one. */
export async function saveWorkbook(name: string, sheets: Sheet[], notes: string[]): Promise<void> {
  const { default: writeXlsxFile } = await import("write-excel-file/browser");
  const text = (value: string, more = {}) => ({ value, type: String, ...more });
  const cell = (value: Cell) => (value === null ? null : typeof value === "number" ? { value, type: Number } : text(value));
  const dataOf = (sheet: Sheet) => [
    ...notes.map((note, n) => [text(note, n ? {} : { fontWeight: "bold" })]),
    [],
    sheet.head.map((each) => text(each, { fontWeight: "bold", backgroundColor: "#e1eeea", borderColor: "#79827c", bottomBorderStyle: "thin" })),
    ...sheet.rows.map((row) => row.map(cell)),
  ];
  const widths = (sheet: Sheet) => sheet.head.map((each, n) => ({ width: Math.min(40, Math.max(12, 2 * each.length + 2, ...sheet.rows.map((row) => 2 * String(row[n] ?? "").length))) }));
  await writeXlsxFile(
    sheets.map((sheet) => ({ data: dataOf(sheet), sheet: sheet.name, columns: widths(sheet) })) as never,
  ).toFile(`${name}.xlsx`);
}
