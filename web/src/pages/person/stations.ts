// The way of one record: handed in, decided, counted.
import type { Schemas } from "../../api";
import { shortDay } from "../../time";
import type { Station } from "../../ui/Track.vue";
import { STATES } from "../../words";

type Shown = Schemas["Record"];
const ENDED: Record<string, Station["state"]> = { accredited: "done", rejected: "bad", revoked: "bad", returned: "bad", expired: "bad", withdrawn: "bad" };

/** The stations of a record that was handed in once. */
export function stationsOf(record: Shown): Station[] {
  const last = record.history[record.history.length - 1];
  const decided = ENDED[record.state];
  const isOpen = record.appeal?.state === "open";
  const reviewed: Station = decided
    ? { title: isOpen ? "复核" : (STATES[record.state] ?? "认定"), state: isOpen ? "now" : decided, note: last && shortDay(last.at) }
    : { title: "财政认定", state: "now", note: "待认定" };
  const counts = record.state === "accredited";
  return [
    { title: "提交", state: "done", note: record.receipt ? shortDay(record.receipt.submitted_at) : undefined },
    reviewed,
    { title: "计入年度", state: counts ? "done" : "todo", note: counts ? `${record.accredited_credits}学分` : undefined },
  ];
}
