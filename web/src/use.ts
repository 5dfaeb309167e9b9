// What pages have in common: loading, forms that lose nothing, errors at their fields.
import { nextTick, onMounted, onUnmounted, reactive, ref, shallowRef, watch, type Ref } from "vue";
import { Problem } from "./api";

function problemFrom(error: unknown): Problem {
  if (error instanceof Problem) return error;
  throw error;
}

/** Of several askings only the last one's answer is shown, whichever comes first. */
export function onlyLatest() {
  let asks = 0;
  return () => {
    const ask = (asks += 1);
    return () => ask === asks;
  };
}

/** Load something when the page opens; `again` after a problem, or when it may have changed. */
export function useLoad<T>(load: () => Promise<T>) {
  const data = shallowRef<T>();
  const problem = shallowRef<Problem>();
  const loading = ref(false);
  const ask = onlyLatest();
  const again = async () => {
    const isLatest = ask();
    loading.value = true;
    problem.value = undefined;
    try {
      const loaded = await load();
      if (isLatest()) data.value = loaded;
    } catch (error) {
      if (isLatest()) problem.value = problemFrom(error);
    } finally {
      if (isLatest()) loading.value = false;
    }
  };
  onMounted(again);
  return { data, problem, loading, again };
}

export interface FieldError {
  field: string;
  text: string;
}

/** A form: its values are kept in this tab until it was sent, its errors stand at their fields. */
export function useForm<V extends object>(name: string, initial: V) {
  const kept = sessionStorage.getItem(`form:${name}`);
  const values = reactive({ ...initial, ...(kept ? (JSON.parse(kept) as Partial<V>) : {}) }) as V;
  const errors = ref<FieldError[]>([]);
  const pending = ref(false);
  const refused = shallowRef<Problem>();
  watch(values, () => sessionStorage.setItem(`form:${name}`, JSON.stringify(values)), { deep: true });

  async function show(found: FieldError[]) {
    errors.value = found;
    await nextTick();
    document.getElementById("error-summary")?.focus();
  }

  async function submit<T>(send: () => Promise<T>): Promise<T | undefined> {
    if (pending.value) return undefined;
    pending.value = true;
    errors.value = [];
    refused.value = undefined;
    try {
      return await send();
    } catch (error) {
      const problem = problemFrom(error);
      refused.value = problem;
      await show([{ field: problem.field ?? "", text: problem.detail }]);
      return undefined;
    } finally {
      pending.value = false;
    }
  }

  return {
    values,
    errors: errors as Ref<FieldError[]>,
    pending,
    refused,
    submit,
    show,
    error: (field: string) => errors.value.find((each) => each.field === field)?.text,
    clear: (field: string) => (errors.value = errors.value.filter((each) => each.field !== field)),
    done: () => sessionStorage.removeItem(`form:${name}`),
  };
}

/** A field's id in the page: `document.number` is reached as `#f-document-number`. */
export const idOf = (field: string) => `f-${field.replaceAll(".", "-")}`;

interface Page<T> {
  items: T[];
  next: string | null;
}

/** A list page by page: `more` goes on where the last one ended, `again` begins anew. */
export function usePages<T>(load: (cursor: string | null) => Promise<Page<T>>, atOnce = true) {
  const items = shallowRef<T[]>([]);
  const next = ref<string | null>(null);
  const loading = ref(false);
  const asked = ref(false);
  const problem = shallowRef<Problem>();
  const ask = onlyLatest();
  async function read(cursor: string | null) {
    const isLatest = ask();
    loading.value = true;
    problem.value = undefined;
    try {
      const page = await load(cursor);
      if (!isLatest()) return;
      items.value = cursor ? [...items.value, ...page.items] : page.items;
      next.value = page.next;
      asked.value = true;
    } catch (error) {
      if (isLatest()) problem.value = problemFrom(error);
    } finally {
      if (isLatest()) loading.value = false;
    }
  }
  if (atOnce) onMounted(() => read(null));
  return { items, next, loading, asked, problem, again: () => read(null), more: () => read(next.value) };
}

/** While something of a list is open it is asked for again by itself, so that its numbers grow. */
export function useGrowing<T extends { id: string }>(
  items: Ref<T[]>,
  isOpen: (each: T) => boolean,
  load: (id: string) => Promise<T>,
) {
  const watching = setInterval(async () => {
    const open = items.value.filter(isOpen);
    const fresh = await Promise.all(open.map((each) => load(each.id).catch(() => each)));
    const byId = new Map(fresh.map((each) => [each.id, each]));
    if (fresh.length) items.value = items.value.map((each) => byId.get(each.id) ?? each);
  }, 2000);
  onUnmounted(() => clearInterval(watching));
}
