// What waits for the bureau, page by page, or what is found there; it keeps its filters and its place in this tab.
import { reactive, ref, watch } from "vue";
import { answer, api, type Schemas } from "../../api";
import { usePages } from "../../use";
import { WAITING } from "../../words";
import { isWaiting } from "./later";

export type Entry = Schemas["Record"];
type Filters = { state: string; form: string; year: string; territory: string };
const NAME = "desk:filters";

export function useQueue(territory: string) {
  const first: Filters = { state: Object.keys(WAITING)[0] ?? "", form: "", year: "", territory };
  const filters = reactive<Filters>({ ...first, ...JSON.parse(sessionStorage.getItem(NAME) ?? "{}") });
  /** What is looked for instead; it may be somebody's number, and so is kept nowhere and in no address. */
  const sought = ref("");
  const pages = usePages<Entry>(async (cursor) => {
    const page = await (sought.value ? search(cursor) : list(cursor));
    return { ...page, items: page.items.filter((each) => !isWaiting(each.id)) };
  });

  function list(cursor: string | null) {
    const asked = Object.fromEntries(Object.entries({ ...filters, cursor }).filter((each) => each[1]));
    const query = { limit: 50, ...asked } as never;
    return answer(api.GET("/v1/review/records", { params: { query } }));
  }
  function search(cursor: string | null) {
    const body = { sought: sought.value, territory: filters.territory || null, limit: 50, ...(cursor ? { cursor } : {}) };
    return answer(api.POST("/v1/review/records/search", { body }));
  }

  watch(filters, () => {
    sessionStorage.setItem(NAME, JSON.stringify(filters));
    sought.value = "";
    void pages.again();
  });
  return { ...pages, filters, sought };
}
