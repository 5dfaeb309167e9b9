// Where everything of a chart lies, in pixels: scales and lines are d3's, what is drawn is the page's own SVG.
import { scaleBand, scaleLinear, scalePoint } from "d3-scale";
import { line } from "d3-shape";
import { count } from "./places";

export interface Series {
  name: string;
  values: number[];
  unit?: string;
}
const EM = 16;
const TOP = 12;
const FOOT = 30;
/** How far apart two names stand. */
const LINE = 20;

/** How high a chart is: bars one below the other have a row each. */
export const heightOf = (kind: string, rows: number) => (kind === "bars" ? rows * 38 + 8 : kind === "columns" ? 250 : 300);

const widest = (texts: string[], letter: number) => Math.max(0, ...texts.map((each) => [...each].reduce((sum, one) => sum + (one.charCodeAt(0) > 255 ? letter : 0.56 * letter), 0)));

export function drawnLines(labels: string[], series: Series[], width: number, height: number) {
  const most = Math.max(4, ...series.flatMap((each) => each.values));
  const y = scaleLinear([0, most], [height - FOOT, TOP]).nice(4);
  const marks = y.ticks(4).filter(Number.isInteger);
  const left = widest(marks.map(count), EM) + 10;
  const right = width - widest(series.map((each) => each.name), EM) - 14;
  const x = scalePoint(labels.map((_, n) => n), [left + 6, Math.max(left + 60, right)]).align(1);
  const over = (n: number) => x(n) ?? left;
  const drawn = line<number>((_, n) => over(n), (value) => y(value));
  const every = Math.max(1, Math.ceil((labels.length * 84) / (right - left)));
  const last = labels.length - 1;
  return {
    left,
    right: over(last),
    top: TOP,
    bottom: height - FOOT,
    x: over,
    nearest: (at: number) => labels.reduce((best, _, n) => (Math.abs(over(n) - at) < Math.abs(over(best) - at) ? n : best), 0),
    ticks: marks.map((value) => ({ at: y(value), text: count(value) })),
    names: labels.flatMap((text, n) => ((last - n) % every ? [] : [{ at: over(n), text }])),
    paths: series.map((each) => ({ path: drawn(each.values) ?? "", y: (n: number) => y(each.values[n] ?? 0) })),
    ends: apart(series.map((each) => ({ text: each.name, at: y(each.values[last] ?? 0) })), height - FOOT),
  };
}

/** The names at the ends of lines, none over another one and none above the picture. */
function apart(ends: { text: string; at: number }[], bottom: number) {
  const sorted = [...ends].sort((one, other) => other.at - one.at);
  let below = bottom + 12;
  for (const each of sorted) below = each.at = Math.min(each.at, below - LINE);
  let above = TOP - LINE;
  for (const each of [...sorted].reverse()) above = each.at = Math.max(each.at, above + LINE);
  return sorted;
}

export function drawnColumns(labels: string[], values: number[], width: number, height: number) {
  const x = scaleBand(labels, [0, width]).paddingInner(0.42).paddingOuter(0.2);
  const y = scaleLinear([0, Math.max(1, ...values)], [height - FOOT, TOP + 18]);
  const bars = labels.map((text, n) => {
    const value = values[n] ?? 0;
    const from = x(text) ?? 0;
    const middle = from + x.bandwidth() / 2;
    const high = Math.max(value ? 2 : 0, height - FOOT - y(value));
    const top = height - FOOT - high;
    return { x: from, y: top, width: x.bandwidth(), height: high, said: { x: middle, y: top - 8, text: count(value) }, name: { x: middle, y: height - 8, text } };
  });
  return { bars, base: [0, height - FOOT, width, height - FOOT] };
}

/** As much of a name as there is room for; the table has all of it. */
function cut(text: string, room: number): string {
  let name = text;
  while (name.length > 2 && widest([name], EM) > room) name = `${name.replace(/…$/, "").slice(0, -1)}…`;
  return name;
}

export function drawnBars(labels: string[], values: number[], width: number, height: number) {
  const left = Math.min(width * 0.45, widest(labels, EM) + 12);
  const right = width - widest(values.map(count), EM) - 12;
  const x = scaleLinear([0, Math.max(1, ...values)], [left, right]);
  const y = scaleBand(labels, [0, height]).padding(0.42);
  const bars = labels.map((text, n) => {
    const value = values[n] ?? 0;
    const top = y(text) ?? 0;
    const middle = top + y.bandwidth() / 2 + 5;
    const end = Math.max(left + (value ? 2 : 0), x(value));
    const name = cut(text, left - 12);
    return { x: left, y: top, width: end - left, height: y.bandwidth(), said: { x: end + 8, y: middle, text: count(value) }, name: { x: left - 10, y: middle, text: name } };
  });
  return { bars, base: [left, 0, left, height] };
}
