// A desk that is one list: what is asked for, what is open of it, what becomes of decisions, and the keys that each of them has.
import { ref, watch, type Ref } from "vue";
import { useKeys } from "../../keys";
import { usePages } from "../../use";
import { isWaiting, undo } from "./later";
import { useDeskList } from "./useDeskList";
import { useOutcomes } from "./useOutcomes";

/** What is open at a desk, as its keys know it. */
export interface Opened {
  /** Whether something is written there: one does not go on by a slip. */
  isBusy: boolean;
  leave: () => unknown;
  pressed: (event: KeyboardEvent) => unknown;
}
export type Bench<T extends { id: string }> = ReturnType<typeof useBench<T>>;

/**
 * @param filters what is asked for, at first what waits; empty ones are not asked.
 * @param load reads a page of what is asked for.
 * @param detail what is open.
 * @param keys what the letters do here, besides going on, undoing, asking for help and leaving.
 * @param counted reads how much waits or was decided, once something was sent.
 */
export function useBench<T extends { id: string }>(
  base: string,
  filters: { state: string },
  load: (asked: never) => Promise<{ items: T[]; next: string | null }>,
  detail: Ref<Opened | undefined>,
  keys: Record<string, () => unknown>,
  counted: () => unknown = () => undefined,
) {
  const pages = usePages<T>(async (cursor) => {
    const asked = Object.fromEntries(Object.entries({ limit: 50, ...filters, cursor }).filter((each) => each[1]));
    const page = await load(asked as never);
    return { ...page, items: page.items.filter((each) => !isWaiting(each.id)) };
  });
  const list = useDeskList(base, pages);
  const waits = filters.state;
  /** What was decided just now belongs to a list of what is decided, once it was sent. */
  const troubles = useOutcomes(pages.again, () => {
    void counted();
    if (filters.state !== waits) void pages.again();
  });
  const helped = ref(false);
  watch(filters, () => {
    troubles.value = [];
    void list.open("");
    void pages.again();
  });
  /** Somebody else was there first, or it could not be: what is true is read anew. */
  function refused(text: string) {
    troubles.value = [{ id: list.id.value, text }];
    void pages.again();
  }
  const acts = {
    next: () => detail.value?.isBusy || list.step(1),
    previous: () => detail.value?.isBusy || list.step(-1),
    ...keys,
    undo: () => void undo(),
    help: () => (helped.value = true),
  };
  useKeys({ ...acts, leave: () => void detail.value?.leave() }, (event) => void detail.value?.pressed(event));
  return { pages, ...list, troubles, helped, refused, acts: Object.keys(acts) };
}
