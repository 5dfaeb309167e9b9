// The first page of a PDF as a picture, drawn once while the page is open.

/** By number and version. */
export const drawn = new Map<string, string>();
const WIDE = 1100;

/** Draw it; what draws PDF files comes only now. */
export async function pictureOf(name: string, bytes: ArrayBuffer): Promise<string> {
  const { openPdf } = await import("../../evidence/pdf");
  const opened = openPdf(bytes);
  try {
    const page = await (await opened.ready).getPage(1);
    const scale = WIDE / page.getViewport({ scale: 1 }).width;
    const viewport = page.getViewport({ scale });
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(viewport.width);
    canvas.height = Math.round(viewport.height);
    await page.render({ canvas, viewport }).promise;
    drawn.set(name, canvas.toDataURL("image/png"));
  } finally {
    opened.close();
  }
  return drawn.get(name) ?? "";
}
