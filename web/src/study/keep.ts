/**
 * What was played and has not been sent lies in the browser's own store, by person, place (a tab) and
 * lesson: it survives a crash, a network that is gone and a session that ends. No second of it counts
 * twice, wherever it is sent from: the server credits each second once.
 */
import { merged, type Stretch } from "./stretches.ts";

export interface Unsent {
  course: string;
  lesson: string;
  played: Stretch[];
  position: number;
  /** When this was written, in milliseconds of the day's clock. */
  at: number;
}

/** After so long (milliseconds) without a word the tab that played it is gone, or stands still. */
const SILENT = 30_000;
/** What is as old as this no longer helps: a year's window or the course itself may be gone. */
const FORGOTTEN = 30 * 86_400_000;

export type Store = Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;

const keyOf = (begin: string, place: string, { course, lesson }: { course: string; lesson: string }) => `${begin}${place}:${course}/${lesson}`;

export class Keep {
  readonly #store: Store;
  readonly #begin: string;

  /** `person` is a name that tells nobody who it is. */
  constructor(store: Store, person: string) {
    this.#store = store;
    this.#begin = `study:${person}:`;
  }

  put(place: string, unsent: Unsent): void {
    const key = keyOf(this.#begin, place, unsent);
    try {
      if (unsent.played.length) this.#store.setItem(key, JSON.stringify(unsent));
      else this.#store.removeItem(key);
    } catch {
      // A store that is full or forbidden: what was played is still sent, it only survives no crash.
    }
  }

  /** The page is left: what it has not sent is the next one's at once, in whichever tab. */
  part(place: string, now: number): void {
    for (const key of this.#keys().filter((each) => each.startsWith(`${this.#begin}${place}:`))) {
      const unsent = this.#read(key);
      if (unsent) this.put(place, { ...unsent, at: now - SILENT });
    }
  }

  /** Take over what other tabs of before left, and what this one did; by lesson. */
  adopt(place: string, now: number): Unsent[] {
    const found = new Map<string, Unsent>();
    for (const key of this.#keys()) {
      const unsent = this.#read(key);
      const isOwn = key.startsWith(`${this.#begin}${place}:`);
      if (unsent && !isOwn && now - unsent.at < SILENT) continue;
      if (!isOwn) this.#store.removeItem(key);
      if (!unsent || now - unsent.at > FORGOTTEN) continue;
      const name = keyOf("", place, unsent);
      const before = found.get(name);
      const newer = before && before.at > unsent.at ? before : unsent;
      found.set(name, { ...newer, played: merged([...unsent.played, ...(before?.played ?? [])]) });
    }
    for (const unsent of found.values()) this.put(place, unsent);
    return [...found.values()];
  }

  #keys(): string[] {
    const keys = Array.from({ length: this.#store.length }, (_, place) => this.#store.key(place));
    return keys.filter((key): key is string => !!key?.startsWith(this.#begin));
  }

  #read(key: string): Unsent | null {
    try {
      const unsent = JSON.parse(this.#store.getItem(key) ?? "null") as Unsent | null;
      return unsent && Array.isArray(unsent.played) ? unsent : null;
    } catch {
      return null;
    }
  }
}
