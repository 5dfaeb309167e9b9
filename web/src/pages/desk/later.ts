/**
 * Decisions that can be undone: each waits ten seconds in this tab before it is sent, and is sent at once where somebody
 * leaves the page, hides it or signs out. It has its idempotency key from the beginning, and is kept in the tab until it was
 * answered: so after a reload or a crash it is sent, and never twice. Where the tab itself is lost within the ten seconds,
 * nothing was decided: the record stands in the queue as before.
 */
import { reactive } from "vue";
import { api, Problem } from "../../api";
import { beforeSignOut, heldToken, owner } from "../../auth";
import { base } from "../../place";
import { held, tell } from "../../toast";

export const SECONDS = 10;
const STEP = 250;
const NAME = "desk:later";

/** What is decided, and how it is sent. */
export interface Decision {
  /** The ids of what is decided: they are in no list meanwhile. */
  ids: string[];
  /** What was done, in words. */
  text: string;
  path: string;
  body: unknown;
  /** What goes with it besides its key, such as the version that was seen. */
  headers?: Record<string, string>;
}
export interface Later extends Decision {
  /** Whose decision it is: nobody else's login ever sends it. */
  by: string;
  key: string;
  /** Milliseconds until it is sent; it stands still while somebody rests on what tells of it. */
  left: number;
  isSent: boolean;
  /** Whether it was sent, and nobody knows whether it has arrived. */
  isDoubtful: boolean;
}
export interface Outcome {
  later: Later;
  answered?: unknown;
  problem?: Problem;
}

export const waiting = reactive<Later[]>([]);
/** Who hears what became of one: the page that is open. */
const listeners = new Set<(outcome: Outcome) => void>();
let clock: ReturnType<typeof setInterval> | undefined;
let shownToast: (() => void) | undefined;
let shownKey: string | undefined;
/** Sent one after the other: the same person's year is never its own rival. */
let sending: Promise<unknown> = Promise.resolve();

const keep = () => sessionStorage.setItem(NAME, JSON.stringify(waiting));
export const isWaiting = (id: string) => waiting.some((each) => each.ids.includes(id));
export const waitingOf = (id: string) => waiting.find((each) => each.ids.includes(id) && !each.isSent);

/** Decide in ten seconds, unless it is undone. */
export function later(decision: Decision, undone: () => void): void {
  const made: Later = { ...decision, by: owner(), key: crypto.randomUUID(), left: SECONDS * 1000, isSent: false, isDoubtful: false };
  waiting.push(made);
  undoers.set(made.key, undone);
  keep();
  begin();
  show();
}
function begin() {
  clock ??= setInterval(tick, STEP);
}
const undoers = new Map<string, () => void>();

/** Tell of the last one alone: who decides thirty needs no tower of notes. */
function show() {
  shownToast?.();
  const last = lastUndoable();
  shownKey = last?.key;
  if (last) shownToast = tell(last.text, { seconds: Math.ceil(last.left / 1000), undo });
}
const pending = () => waiting.filter((each) => !each.isSent && each.by === owner());
/** What may have arrived already is not taken back. */
function lastUndoable(): Later | undefined {
  const all = pending().filter((each) => !each.isDoubtful);
  return all[all.length - 1];
}

function tick() {
  if (!held.value) for (const each of pending()) each.left -= STEP;
  for (const each of pending()) if (each.left <= 0) void send(each);
  if (!waiting.length && clock) clock = void clearInterval(clock);
}

/** Take back the last decision that was not sent; false where there is none. */
export function undo(): boolean {
  const last = lastUndoable();
  if (!last) return false;
  forget(last);
  show();
  undoers.get(last.key)?.();
  undoers.delete(last.key);
  return true;
}

function forget(each: Later) {
  const place = waiting.findIndex((one) => one.key === each.key);
  if (place >= 0) waiting.splice(place, 1);
  keep();
}

function send(each: Later): Promise<unknown> {
  each.isSent = true;
  // What can no longer be undone is not offered to be.
  if (each.key === shownKey) shownToast?.();
  sending = sending.catch(() => undefined).then(async () => {
    const outcome: Outcome = { later: each };
    try {
      const params = { header: { ...each.headers, "Idempotency-Key": each.key } };
      const sent = await api.POST(each.path as "/v1/review/decisions", { body: each.body as never, params } as never);
      outcome.answered = (sent as { data?: unknown }).data;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      outcome.problem = error;
    }
    // Whether one that nobody answered has arrived is not known: it is kept, and sent again under its key.
    if (outcome.problem?.isOpen) Object.assign(each, { isSent: false, isDoubtful: true, left: SECONDS * 1000 });
    else forget(each);
    undoers.delete(each.key);
    for (const listener of [...listeners]) listener(outcome);
  });
  return sending;
}

/** Send all that waits, now; done once everything was answered. */
export async function sendAll(): Promise<void> {
  for (const each of pending()) void send(each);
  await sending;
}
beforeSignOut.add(sendAll);

/** The page goes, perhaps for good: there is time for nothing but to hand it to the browser. */
function leaving() {
  const token = heldToken();
  // What is on its way as well: it may be cut off, and comes twice under one key.
  for (const each of token ? waiting.filter((one) => one.by === owner()) : []) {
    const headers = { ...each.headers, "Content-Type": "application/json", Authorization: `Bearer ${token}`, "Idempotency-Key": each.key };
    void fetch(base.replace(/\/$/, "") + each.path, { method: "POST", keepalive: true, headers, body: JSON.stringify(each.body) }).catch(() => undefined);
  }
}
window.addEventListener("pagehide", leaving);
document.addEventListener("visibilitychange", () => document.hidden && void sendAll());

/** What a reload or a crash left behind: it was decided, and is sent. */
export function resume(): void {
  begin();
  const left = JSON.parse(sessionStorage.getItem(NAME) ?? "[]") as Later[];
  for (const each of left) {
    if (each.by !== owner() || waiting.some((one) => one.key === each.key)) continue;
    waiting.push({ ...each, isSent: false, isDoubtful: true });
    const mine = waiting[waiting.length - 1];
    if (mine) void send(mine);
  }
}

/** Hear what becomes of decisions while a page is open. */
export function onOutcome(listener: (outcome: Outcome) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
