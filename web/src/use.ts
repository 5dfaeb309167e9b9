// What pages have in common: loading, forms that lose nothing, errors at their fields.
import { nextTick, onMounted, onScopeDispose, onUnmounted, reactive, ref, shallowRef, watch, type Ref } from "vue";
import { Problem } from "./api";

function problemFrom(error: unknown): Problem {
  if (error instanceof Problem) return error;
  throw error;
}

/** Ask for something; of several askings only the last one's answer is shown, whichever comes first. */
function useAsking() {
  const problem = shallowRef<Problem>();
  const loading = ref(false);
  let asks = 0;
  async function ask<T>(load: () => Promise<T>, show: (loaded: T) => void): Promise<T | undefined> {
    const mine = (asks += 1);
    loading.value = true;
    problem.value = undefined;
    try {
      const loaded = await load();
      if (mine !== asks) return undefined;
      show(loaded);
      return loaded;
    } catch (error) {
      if (mine === asks) problem.value = problemFrom(error);
      return undefined;
    } finally {
      if (mine === asks) loading.value = false;
    }
  }
  return { problem, loading, ask };
}

/**
 * Load something when the page opens, unless it is given already; `again` after a problem, or when it
 * may have changed: it gives what was read, nothing where that failed.
 */
export function useLoad<T>(load: () => Promise<T>, given?: T) {
  const data = shallowRef(given);
  const { problem, loading, ask } = useAsking();
  const again = () => ask(load, (loaded) => (data.value = loaded));
  if (given === undefined) onMounted(again);
  return { data, problem, loading, again };
}

export interface FieldError {
  field: string;
  text: string;
  /** What the field may be made with one click. */
  instead?: string;
}

function errorsOf(problem: Problem): FieldError[] {
  if (problem.faults.length) return problem.faults.map((each) => ({ field: each.field, text: each.detail }));
  return [{ field: problem.field ?? "", text: problem.detail, instead: problem.suggestion ?? undefined }];
}

const open = new Set<(field: string, text?: string) => void>();
/** A field is being mended: what was wrong there is said no more, whichever form said it. */
export const mended = (field: string, text?: string) => open.forEach((forget) => forget(field, text));

/** What is empty of the fields that need words, each with what to do. */
export const emptyOf = (needed: Record<string, [value: unknown, text: string]>): FieldError[] =>
  Object.entries(needed)
    .filter(([, [value]]) => !(Array.isArray(value) ? value.length : String(value ?? "").trim()))
    .map(([field, [, text]]) => ({ field, text }));

const coming = new Map<object, string>();
/** A file is on its way until it has come, failed or was given up: what is sent meanwhile would lack it. */
export function fileComes(file: object, filename: string): () => void {
  coming.set(file, filename);
  return () => {
    coming.delete(file);
    mended("evidence");
  };
}

/** What is wrong with a form, with the files that are still to come; while one comes, it is not called missing. */
function withComing(found: FieldError[]): FieldError[] {
  if (!coming.size) return found;
  const text = `${[...coming.values()].join("、")}还在上传，请等它传完再继续，或取消它`;
  return [...found.filter((each) => each.field !== "evidence"), { field: "evidence", text }];
}

/**
 * A form: its values are kept in this tab until it was sent, its errors stand at their fields. Where a page has
 * several of a kind, `within` tells their fields apart: `at` says how each is called there.
 */
export function useForm<V extends object>(name: string, initial: V, within = "") {
  const at = (field: string) => (within && field ? `${within}.${field}` : field);
  const kept = sessionStorage.getItem(`form:${name}`);
  const values = reactive({ ...initial, ...(kept ? (JSON.parse(kept) as Partial<V>) : {}) }) as V;
  const errors = ref<FieldError[]>([]);
  const pending = ref(false);
  const refused = shallowRef<Problem>();
  watch(values, () => sessionStorage.setItem(`form:${name}`, JSON.stringify(values)), { deep: true });

  async function show(found: FieldError[]) {
    errors.value = found.map((each) => ({ ...each, field: at(each.field) }));
    await nextTick();
    document.getElementById("error-summary")?.focus();
  }

  /** Whether none of the fields that need words is empty; each that is says what to do. */
  function isFilled(needed: Partial<Record<keyof V & string, string>>): boolean {
    const said = Object.entries(needed) as [keyof V & string, string][];
    const empty = said.filter(([field]) => !String(values[field]).trim()).map(([field, text]) => ({ field, text }));
    if (empty.length) void show(empty);
    return !empty.length;
  }

  /** Whether nothing is wrong with the form and every file has come; what is wrong is shown, all of it. */
  function isRight(found: FieldError[]): boolean {
    const all = withComing(found);
    if (all.length) void show(all);
    else errors.value = [];
    return !all.length;
  }

  async function submit<T>(send: () => Promise<T>): Promise<T | undefined> {
    if (pending.value || !isRight([])) return undefined;
    pending.value = true;
    refused.value = undefined;
    try {
      return await send();
    } catch (error) {
      const problem = problemFrom(error);
      refused.value = problem;
      await show(errorsOf(problem));
      return undefined;
    } finally {
      pending.value = false;
    }
  }

  const clear = (field: string, text?: string) => {
    if (errors.value.length) errors.value = errors.value.filter((each) => each.field && each.field !== field && each.text !== text);
  };
  open.add(clear);
  onScopeDispose(() => open.delete(clear));

  const doubted = new Set<string>();
  /** Whether something odd is meant: it is shown once, and whoever sends the same again means it. */
  function isMeant(doubt: FieldError): boolean {
    if (doubted.has(doubt.text)) return true;
    doubted.add(doubt.text);
    void show([doubt]);
    return false;
  }

  return {
    values,
    errors: errors as Ref<FieldError[]>,
    pending,
    refused,
    submit,
    show,
    isFilled,
    isRight,
    isMeant,
    at,
    error: (field: string) => errors.value.find((each) => each.field === at(field))?.text,
    instead: (field: string) => errors.value.find((each) => each.field === at(field))?.instead,
    clear,
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
  const asked = ref(false);
  const { problem, loading, ask } = useAsking();
  const read = (cursor: string | null) =>
    ask(
      () => load(cursor),
      (page) => {
        items.value = cursor ? [...items.value, ...page.items] : page.items;
        next.value = page.next;
        asked.value = true;
      },
    );
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
