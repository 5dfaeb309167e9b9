// How many notices have not been read, and what becomes of them: shown beside 通知, asked for once the first page stands.
import { ref } from "vue";
import { answer, api, Problem, type Schemas } from "./api";

type Notice = Schemas["NoticeShown"];
const MOST = 20;

/** The latest notices, as far as they were asked for. */
const latest = ref<Notice[]>([]);
/** How many of them are unread; "20+" where there may be more. */
export const unread = ref("");

function count() {
  const number = latest.value.filter((each) => !each.read_at).length;
  unread.value = number >= MOST ? `${MOST}+` : number ? String(number) : "";
}

/** Nobody misses a page for them: where they cannot be asked for, nothing is said. */
async function quietly(ask: () => Promise<void>) {
  try {
    await ask();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
  }
}

let asking: Promise<void> | undefined;
export const askUnread = (): Promise<void> =>
  (asking = quietly(async () => {
    latest.value = (await answer(api.GET("/v1/me/notices", { params: { query: { limit: MOST } } }))).items;
    count();
  }));

/** A notice as it is known by now. */
export const asKnown = (notice: Notice): Notice => latest.value.find((each) => each.id === notice.id) ?? notice;

/** Mark as read; what was marked is there at once, and counted no more. */
export async function read(notice: Notice): Promise<Notice> {
  if (notice.read_at) return notice;
  const seen = await answer(api.POST("/v1/me/notices/{id}/read", { params: { path: { id: notice.id } } }));
  latest.value = latest.value.map((each) => (each.id === seen.id ? seen : each));
  count();
  return seen;
}

/** What a page shows has been read with it: its notices are told no more. */
export async function readOf(isAbout: (notice: Notice) => boolean): Promise<void> {
  await asking;
  const wanted = latest.value.filter((each) => !each.read_at && isAbout(each));
  await quietly(async () => void (await Promise.all(wanted.map(read))));
}
