// What waits for the bureau, page by page; it keeps its filters and its place in this tab.
import { nextTick, reactive, watch } from "vue";
import { answer, api, type Schemas } from "../../api";
import { usePages } from "../../use";
import { WAITING } from "../../words";

export type Entry = Schemas["Record"];
type Filters = { state: string; form: string; year: string; territory: string };
const NAME = "desk:filters";

export function useQueue(territory: string) {
  const first: Filters = { state: Object.keys(WAITING)[0] ?? "", form: "", year: "", territory };
  const filters = reactive<Filters>({ ...first, ...JSON.parse(sessionStorage.getItem(NAME) ?? "{}") });
  const pages = usePages<Entry>((cursor) => {
    const asked = Object.fromEntries(Object.entries({ ...filters, cursor }).filter((each) => each[1]));
    const query = { limit: 50, ...asked } as never;
    return answer(api.GET("/v1/review/records", { params: { query } }));
  });

  watch(filters, () => {
    sessionStorage.setItem(NAME, JSON.stringify(filters));
    void pages.again();
  });

  /** Take what was decided out of the list; the place in it stays. */
  function remove(ids: Iterable<string>): void {
    const gone = new Set(ids);
    pages.items.value = pages.items.value.filter((each) => !gone.has(each.id));
    if (pages.items.value.length < 10 && pages.next.value) void pages.more();
  }

  return { ...pages, filters, remove };
}

/** On a narrow screen what was chosen lies below the list: it is brought into view, once it is there. */
export async function bringIntoView() {
  await nextTick();
  if (matchMedia("(max-width: 48rem)").matches) document.querySelector(".record")?.scrollIntoView({ block: "start" });
}
