// What came with the page itself, or in one call when it opened: shown once, by the first page alone,
// so that whatever one does afterwards is asked for anew.
import type { Schemas } from "./api";

interface Given {
  client: Schemas["Client"];
  announcements: Schemas["Announcements"];
}

/** What the server wrote into the page; nothing where it could not, or where the page is Vite's own. */
export const brought = read();
let announcements = brought?.announcements;
let opening: Schemas["FirstPage"] | undefined;

function read(): Given | null {
  const block = document.getElementById("given");
  return block?.textContent ? (JSON.parse(block.textContent) as Given) : null;
}

/** Keep what the opening call answered until the first page takes it. */
export function keepOpening(answered: Schemas["FirstPage"]): void {
  opening = answered;
}

/** Forget what nobody took: from the second page on everything is asked for. */
export function forgetOpening(): void {
  opening = announcements = undefined;
}

/** The own years as they were when the page opened, if this is the first page. */
export const takeYears = () => opening?.years ?? undefined;

/** The latest notices, likewise. */
export const takeNotices = () => opening?.notices ?? undefined;

/** The latest announcements, likewise. */
export const takeAnnouncements = () => announcements;
