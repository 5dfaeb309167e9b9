/**
 * PDF files, drawn by pdf.js: the same in every engine, and none of them shows one in a frame of a page with our
 * policy alike. Its parts come when the first PDF is opened; what a file needs besides (the maps of Chinese,
 * Japanese and Korean characters, two fonts of signs) comes when it needs it.
 */
import "./engines";
import { getDocument, PDFWorker, type PDFDocumentProxy } from "pdfjs-dist/legacy/build/pdf.mjs";
import DrawingWorker from "./drawing?worker";

export { TextLayer, type PDFDocumentProxy, type PDFPageProxy, type PageViewport } from "pdfjs-dist/legacy/build/pdf.mjs";

type Parts = Record<string, () => Promise<string>>;
const maps: Parts = import.meta.glob<string>("/node_modules/pdfjs-dist/cmaps/*.bcmap", { query: "?inline", import: "default" });
const fonts: Parts = import.meta.glob<string>("/node_modules/pdfjs-dist/standard_fonts/*.pfb", { query: "?inline", import: "default" });

/** The bytes of a part, which came as a `data:` address. */
async function bytesOf(parts: Parts, path: string): Promise<Uint8Array> {
  const load = parts[`/node_modules/pdfjs-dist/${path}`];
  if (!load) throw new Error("a PDF asks for a part that pdf.js does not have");
  const address = await load();
  return Uint8Array.from(atob(address.slice(address.indexOf(",") + 1)), (letter) => letter.charCodeAt(0));
}

class CharacterMaps {
  fetch = async ({ name }: { name: string }) => ({ cMapData: await bytesOf(maps, `cmaps/${name}.bcmap`), isCompressed: true });
}
class SignFonts {
  fetch = ({ filename }: { filename: string }) => bytesOf(fonts, `standard_fonts/${filename}`);
}

let worker: PDFWorker | undefined;

/** A file that was opened; `close` forgets it. */
export interface Opened {
  ready: Promise<PDFDocumentProxy>;
  close: () => void;
}

/** Open a file; it is refused with a `PasswordException` or whatever pdf.js says of what is broken. */
export function openPdf(bytes: ArrayBuffer): Opened {
  worker ??= PDFWorker.create({ port: new DrawingWorker() });
  const task = getDocument({
    // Sent to the worker for good: what is held here is still needed.
    data: new Uint8Array(bytes.slice(0)),
    worker,
    CMapReaderFactory: CharacterMaps,
    StandardFontDataFactory: SignFonts,
    useWorkerFetch: false,
    useSystemFonts: true,
    // The page's policy knows neither: nothing of a file is ever run.
    isEvalSupported: false,
    useWasm: false,
    enableXfa: false,
    verbosity: 0,
  });
  return { ready: task.promise, close: () => void task.destroy() };
}
