import { answer, api } from "./api";

/** Let the browser keep a text as a file. */
export function saveText(name: string, type: string, text: string) {
  save(name, new Blob([text], { type }));
}

/** Let the browser keep the workbook of a table that people fill in and import. */
export async function saveTemplate(name: string) {
  const { filename, media_type: type, content } = await answer(api.GET("/v1/imports/templates/{name}", { params: { path: { name } } }));
  save(filename, new Blob([Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0))], { type }));
}

function save(name: string, content: Blob) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
