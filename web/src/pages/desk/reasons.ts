// The reasons that the bureau keeps: read once for all records, and again after they were edited.
import { computed, shallowRef } from "vue";
import { answer, api, Problem, type Schemas } from "../../api";

export const kept = shallowRef<Schemas["ReasonsShown"]>();

/** Read them; without them a reason is typed. */
export async function readReasons(): Promise<void> {
  try {
    kept.value = await answer(api.GET("/v1/review/reasons"));
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
  }
}
/** As many as there are keys for. */
const MOST = 9;
export const reasonsFor = (use: string) => computed(() => (kept.value?.reasons ?? []).filter((each) => each.use === use).slice(0, MOST));
