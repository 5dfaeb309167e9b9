// A list at a desk, and what is open of it: by keys from one to the next; what is decided leaves it, and comes back where it is undone.
import { computed, nextTick, watch, type Ref } from "vue";
import { useRoute, useRouter } from "vue-router";
import { later, type Decision } from "./later";
import { bringIntoView, isNarrow } from "./view";

interface Listed<T> {
  items: Ref<T[]>;
  next: Ref<string | null>;
  loading: Ref<boolean>;
  more: () => unknown;
}
/** With fewer than these more are read. */
const FEW = 15;

export function useDeskList<T extends { id: string }>(base: string, pages: Listed<T>) {
  const route = useRoute();
  const router = useRouter();
  const { items } = pages;
  const id = computed(() => String(route.params.id ?? ""));
  const at = computed(() => items.value.findIndex((each) => each.id === id.value));
  /** On a phone what is opened takes the list's place, and the browser's own button leads back to the list. */
  function open(to: string): Promise<unknown> {
    if (isNarrow() && to && !id.value) return router.push(`${base}/${to}`);
    if (isNarrow() && !to && (history.state as { back?: string } | null)?.back === base) return back();
    return router.replace(to ? `${base}/${to}` : base);
  }
  const back = () =>
    new Promise<void>((done) => {
      const stop = router.afterEach(() => (stop(), done()));
      router.back();
    });
  watch(id, (now) => now && bringIntoView());
  watch(items, (found) => {
    if (!id.value && found[0] && !isNarrow()) void open(found[0].id);
  });

  function step(by: number) {
    const to = items.value[at.value < 0 ? 0 : Math.min(items.value.length - 1, Math.max(0, at.value + by))];
    if (to) void open(to.id);
  }

  /** Decide in ten seconds: at once out of the list and on to the next one; undone, all of it is as before. */
  function decided(decision: Decision) {
    const { ids } = decision;
    const was = id.value;
    const before = items.value.map((each, place) => [each, place] as const).filter(([each]) => ids.includes(each.id));
    const rest = items.value.filter((each) => !ids.includes(each.id));
    const following = items.value.slice(at.value + 1).find((each) => !ids.includes(each.id)) ?? rest[rest.length - 1];
    later(decision, () => {
      const back = [...items.value];
      for (const [each, place] of before) if (!back.some((one) => one.id === each.id)) back.splice(place, 0, each);
      items.value = back;
      void open(was);
    });
    items.value = rest;
    if (rest.length < FEW && pages.next.value && !pages.loading.value) void pages.more();
    if (ids.includes(was)) void open(isNarrow() ? "" : (following?.id ?? ""));
  }
  /** Back from what is open, with the focus on the list. */
  async function toList(list: HTMLElement | undefined) {
    await open("");
    await nextTick();
    list?.focus();
  }
  return { id, at, open, toList, step, decided };
}
