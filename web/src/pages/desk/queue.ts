// What waits for the bureau, page by page; it keeps its filters and its place in this tab.
import { reactive, ref, watch } from "vue";
import { answer, api, Problem, type Schemas } from "../../api";
import { onlyLatest } from "../../use";

export type Entry = Schemas["Record"];
type Filters = { state: string; form: string; year: string; territory: string };
const NAME = "desk:filters";

export function useQueue(territory: string) {
  const first: Filters = { state: "submitted", form: "", year: "", territory };
  const filters = reactive<Filters>({ ...first, ...JSON.parse(sessionStorage.getItem(NAME) ?? "{}") });
  const items = ref<Entry[]>([]);
  const next = ref<string | null>(null);
  const loading = ref(false);
  const problem = ref<Problem>();
  const ask = onlyLatest();

  async function load(cursor: string | null = null): Promise<void> {
    const isLatest = ask();
    loading.value = true;
    problem.value = undefined;
    const asked = Object.fromEntries(Object.entries({ ...filters, cursor }).filter((each) => each[1]));
    try {
      const query = { limit: 50, ...asked } as never;
      const page = await answer(api.GET("/v1/review/records", { params: { query } }));
      if (!isLatest()) return;
      items.value = cursor ? [...items.value, ...page.items] : page.items;
      next.value = page.next;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (isLatest()) problem.value = error;
    } finally {
      if (isLatest()) loading.value = false;
    }
  }

  watch(filters, () => {
    sessionStorage.setItem(NAME, JSON.stringify(filters));
    void load();
  });

  /** Take what was decided out of the list; the place in it stays. */
  function remove(ids: Iterable<string>): void {
    const gone = new Set(ids);
    items.value = items.value.filter((each) => !gone.has(each.id));
    if (items.value.length < 10 && next.value) void load(next.value);
  }

  return { filters, items, next, loading, problem, load, remove };
}
