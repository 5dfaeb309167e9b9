// A form, and what it says once more before it is sent: a step of its own in the browser's history, so that going back is going back.
import { computed, watch } from "vue";
import { useRoute, useRouter } from "vue-router";
import { idOf, type FieldError } from "./use";

/**
 * Whether what is about to be sent is being looked at (`?check=1`). `isReady` says whether there is something to look at:
 * an address that was kept, of a form that is empty by now, shows the form.
 */
export function useChecking(isReady: () => boolean) {
  const route = useRoute();
  const router = useRouter();
  const checking = computed(() => route.query.check === "1" && isReady());
  let wanted = "";
  watch(checking, async (now) => {
    // After the router has had its turn, which gives the focus to the page's heading.
    await new Promise((resume) => setTimeout(resume));
    if (now) window.scrollTo(0, 0);
    const found = now ? document.getElementById("check") : document.getElementById(idOf(wanted));
    found?.focus();
    wanted = "";
  });
  function change(field: string) {
    wanted = field;
    router.back();
  }
  return {
    checking,
    look: () => router.push({ query: { ...route.query, check: "1" } }),
    /** Back to the form, to a field of it. */
    change,
    /** What was refused of a field, as it was sent, is mended at that field. */
    mendRefused([first]: FieldError[]) {
      if (checking.value && first?.field) change(first.field);
    },
  };
}
