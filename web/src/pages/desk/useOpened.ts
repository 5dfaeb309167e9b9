// What is open at a desk: what is being done with it, which of its files is shown, and the focus, which is never lost.
import { computed, nextTick, onMounted, ref, useTemplateRef, watch } from "vue";
import { waitingOf } from "./later";

/**
 * For a page that calls what is open `place`, and its files `proof`.
 *
 * @param files how many files there are to look at.
 */
export function useOpened(id: string, files: () => number) {
  /** The move that is begun and needs something besides; "" for none. */
  const act = ref("");
  const place = useTemplateRef<HTMLElement>("place");
  const proof = useTemplateRef<{ pressed: (event: KeyboardEvent) => void }>("proof");
  const shown = ref(0);
  const take = () => place.value?.focus({ preventScroll: true });
  onMounted(async () => {
    await nextTick();
    if (document.activeElement === document.body || !document.activeElement) take();
  });
  watch(act, async (now) => {
    await nextTick();
    if (!now) take();
  });
  return {
    act,
    shown,
    take,
    /** Whether it is decided, and the decision can still be undone. */
    isOver: computed(() => !!waitingOf(id)),
    nextFile: () => (shown.value = files() ? (shown.value + 1) % files() : 0),
    pressed: (event: KeyboardEvent) => proof.value?.pressed(event),
  };
}
