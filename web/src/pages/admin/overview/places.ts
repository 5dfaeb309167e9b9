// The places of the overview: every one of a territory, with what is counted there, and the cities as tiles.
import type { Schemas } from "../../../api";

export type Territory = Schemas["TerritoryShown"];
type Counts = Pick<Schemas["TerritoryCounts"], (typeof NUMBERS)[number]>;

export interface PlaceRow extends Record<string, unknown> {
  code: string;
  name: string;
  enrolled: number;
  in_progress: number;
  complete: number;
  certificates: number;
  held: number;
  revoked: number;
  waiting: number;
  oldest: string;
  /** Percent with one place; null where nobody is enrolled. */
  rate: number | null;
  /** What is counted below it can be looked at by itself. */
  opens: boolean;
}

export const PROVINCE = "440000";
const NUMBERS = ["enrolled", "in_progress", "complete", "certificates", "held", "revoked"] as const;

/** How many of a hundred are complete, with one place: never 100 while one is missing. */
export function rateOf(complete: number, enrolled: number): number | null {
  return enrolled ? Math.floor((1000 * complete) / enrolled) / 10 : null;
}
export const rateText = (rate: number | null) => (rate === null ? "—" : `${rate}%`);
/** 12,345; credits have two places at most. */
export function count(number: number): string {
  const [whole = "", part] = String(Math.round(100 * number) / 100).split(".");
  return whole.replace(/\B(?=(\d{3})+$)/g, ",") + (part ? `.${part}` : "");
}

/** The city that a place belongs to: itself, its parent, or the province for the province's own units. */
const cityOf = (place: Territory) => (place.level === "county" ? (place.parent ?? PROVINCE) : place.code);

/**
 * Every place at which one looks from `whole`: with `each` all of them one by one, otherwise the province city by city.
 * A place that nothing is counted in has its row all the same.
 */
export function placesOf(everywhere: Territory[], counted: Schemas["TerritoryCounts"][], bureaus: Schemas["WaitingAtBureau"][], whole: string, each: boolean): PlaceRow[] {
  const within = everywhere.filter((place) => whole === PROVINCE || place.code === whole || place.parent === whole);
  const named = new Map(everywhere.map((place) => [place.code, place]));
  const isByCity = whole === PROVINCE && !each;
  const under = (place: Territory) => (isByCity ? cityOf(place) : place.code);
  const rows = new Map<string, PlaceRow>();
  for (const place of within) {
    const code = under(place);
    if (!rows.has(code)) rows.set(code, { ...blank(), code, name: nameOf(named, code, whole, isByCity), opens: code !== whole });
  }
  for (const one of counted) {
    const place = named.get(one.territory);
    const row = place && rows.get(under(place));
    if (row) add(row, one);
  }
  for (const one of bureaus) {
    const place = named.get(one.territory);
    const row = place && rows.get(under(place));
    if (!row) continue;
    row.waiting += one.waiting;
    if (!row.oldest || one.oldest_on < row.oldest) row.oldest = one.oldest_on;
  }
  return [...rows.values()].map((row) => ({ ...row, rate: rateOf(row.complete, row.enrolled) }));
}

const blank = () => ({ enrolled: 0, in_progress: 0, complete: 0, certificates: 0, held: 0, revoked: 0, waiting: 0, oldest: "", rate: null });
function add(row: PlaceRow, counts: Counts) {
  for (const name of NUMBERS) row[name] += counts[name];
}
function nameOf(named: Map<string, Territory>, code: string, whole: string, isByCity: boolean): string {
  const place = named.get(code);
  if (!place || code === PROVINCE) return "省直";
  if (place.level === "city") return isByCity ? place.name : `${place.name}本级`;
  return whole === PROVINCE ? `${named.get(place.parent ?? "")?.name ?? ""}${place.name}` : place.name;
}

export interface Tile {
  code: string;
  name: string;
  /** The place among the others, in tiles: from the left, and from the top. */
  x: number;
  y: number;
}
/**
 * The cities, each at its place beside its neighbours: a scheme of our own, no map. Shenzhen is no place of this system: it has
 * its own finance department and its own platform.
 */
export const SHENZHEN = "440300";
export const TILES: Tile[] = [
  { code: "440200", name: "韶关", x: 3, y: 0 },
  { code: "441800", name: "清远", x: 2.5, y: 1 },
  { code: "441600", name: "河源", x: 3.5, y: 1 },
  { code: "441400", name: "梅州", x: 4.5, y: 1 },
  { code: "445100", name: "潮州", x: 5.5, y: 1 },
  { code: "441200", name: "肇庆", x: 2, y: 2 },
  { code: "440100", name: "广州", x: 3, y: 2 },
  { code: "441300", name: "惠州", x: 4, y: 2 },
  { code: "445200", name: "揭阳", x: 5, y: 2 },
  { code: "440500", name: "汕头", x: 6, y: 2 },
  { code: "445300", name: "云浮", x: 1.5, y: 3 },
  { code: "440600", name: "佛山", x: 2.5, y: 3 },
  { code: "441900", name: "东莞", x: 3.5, y: 3 },
  { code: "441500", name: "汕尾", x: 4.5, y: 3 },
  { code: "441700", name: "阳江", x: 1, y: 4 },
  { code: "440700", name: "江门", x: 2, y: 4 },
  { code: "442000", name: "中山", x: 3, y: 4 },
  { code: SHENZHEN, name: "深圳", x: 4, y: 4 },
  { code: "440900", name: "茂名", x: 0.5, y: 5 },
  { code: "440400", name: "珠海", x: 2.5, y: 5 },
  { code: "440800", name: "湛江", x: 0, y: 6 },
];

/** The classes of the legend, each from so many percent on. */
export const CLASSES = [
  { from: 0, text: "25%以下" },
  { from: 25, text: "25%至50%" },
  { from: 50, text: "50%至75%" },
  { from: 75, text: "75%至90%" },
  { from: 90, text: "90%以上" },
];
export const classOf = (rate: number | null) => (rate === null ? -1 : CLASSES.filter((each) => rate >= each.from).length - 1);
