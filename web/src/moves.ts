// What may be done with a record now: the server tells, by the rows of a record's life.
import { api, once, type Schemas } from "./api";
import { tagOf } from "./stale";

type Shown = Schemas["Record"];

/** Whether whoever is signed in may make a move, called as its row calls it. */
export const may = (record: Shown | undefined, name: string) => !!record?.moves.some((each) => each.name === name);

/** A record that was handed in, came back, and may be handed in again. */
export const mustMend = (record: Shown) => may(record, "submit") && !!record.receipt;

/** A record that was never handed in. */
export const isDraft = (record: Shown) => may(record, "submit") && !record.receipt;

/** Make a move that has a route of its own name; the decisions of a bureau share one. */
export function moveRecord(whose: "me" | "review" | "admin", record: Shown, name: string, reason?: string) {
  const called = `/v1/${whose}/records/{id}/${name}` as "/v1/review/records/{id}/reopen";
  const body = (reason === undefined ? undefined : { reason }) as Schemas["Reasoned"];
  return once(`${called}:${record.id}`, body ?? record.version, (key) =>
    api.POST(called, { body, params: { path: { id: record.id }, header: { "Idempotency-Key": key, "If-Match": tagOf(record.version) } } }),
  );
}
