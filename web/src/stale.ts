// Two devices change one thing: what the other one stored and what was typed here stand side by side, nothing is lost.
import { computed, type Ref, shallowRef } from "vue";
import type { Problem } from "./api";
import type { FieldError } from "./use";

/** A tag of what was seen, for If-Match: the server holds its version against what is there. */
export const tagOf = (version: number) => `"${version}"`;

/** Whether a "no" says that the thing is not as it was seen: what is true now has to be shown. */
export const isOvertaken = (status: number | undefined) => status === 409 || status === 412;

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
const UNTOUCHED = "没有改动";
const NOTHING = "（空）";

export interface Beside {
  label: string;
  stored: string;
  typed: string;
}

/** What the server says of a change whose thing is no longer as it was seen. */
const MEANWHILE = ["stale", "course_changed"];

/** How a form is sent that changes what is stored, and how that is read anew. */
export interface Sending<Stored> {
  form: { errors: Ref<FieldError[]>; refused: Ref<Problem | undefined> };
  /** What is stored now, as the form shows it; nothing where it cannot be read, or is gone: then that is said already. */
  read: () => Promise<Stored | undefined>;
  send: () => Promise<unknown>;
}

/**
 * Watch over a form that changes what is stored. `values.from` keeps what it was filled from, so that what nobody
 * touched here follows what is stored, and what both changed is shown (`ui/Stale.vue`).
 */
export function useStale<V extends { from: string }>(values: V, labels: Partial<Record<keyof V, string>>, text: (field: keyof V, value: unknown) => string, { form, read, send }: Sending<Omit<V, "from">>) {
  type Stored = Omit<V, "from">;
  const stored = shallowRef<Stored>();
  const fields = Object.keys(labels) as (keyof Stored & keyof V)[];
  const first = () => (values.from ? (JSON.parse(values.from) as Stored) : undefined);
  const isTouched = (field: keyof Stored & keyof V) => !same(values[field], first()?.[field]);

  function take(fresh: Stored, chosen: (field: keyof Stored & keyof V) => boolean) {
    for (const field of fields) if (chosen(field)) Object.assign(values, { [field]: fresh[field] });
    values.from = JSON.stringify(fresh);
    stored.value = undefined;
  }

  /** What is stored has been read: fill the form from it, or show both. Says whether somebody has to choose. */
  function meet(fresh: Stored): boolean {
    const before = first();
    const isWanted = fields.every((field) => same(values[field], fresh[field]));
    if (!before || isWanted || !fields.some(isTouched)) take(fresh, () => true);
    else if (fields.some((field) => !same(before[field], fresh[field]))) stored.value = fresh;
    else take(fresh, () => false);
    return !!stored.value;
  }

  let isAgain = false;
  return {
    stored,
    meet,
    /**
     * After sending: whether it was refused because somebody else has changed it meanwhile. Then both stand side by
     * side, or it is sent once more where nothing shown differs.
     */
    async meetStored(): Promise<boolean> {
      if (!MEANWHILE.includes(form.refused.value?.code ?? "")) return false;
      if (isAgain) return true;
      const fresh = await read();
      if (!fresh) return true;
      form.errors.value = [];
      if (meet(fresh)) return true;
      isAgain = true;
      await send().finally(() => (isAgain = false));
      return true;
    },
    /** What was typed stays, and is sent; what was not touched follows what is stored. */
    async keepTyped() {
      if (stored.value) take(stored.value, (field) => !isTouched(field));
      await send();
    },
    /** What is stored takes the place of what was typed. */
    takeStored() {
      if (stored.value) take(stored.value, () => true);
    },
    /** Each field that either side changed. */
    rows: computed<Beside[]>(() => {
      const fresh = stored.value;
      const before = first();
      if (!fresh || !before) return [];
      const told = (field: keyof Stored & keyof V, value: unknown) => text(field, value) || NOTHING;
      return fields
        .filter((field) => isTouched(field) || !same(before[field], fresh[field]))
        .map((field) => ({
          label: labels[field] ?? "",
          stored: told(field, fresh[field]),
          typed: isTouched(field) ? told(field, values[field]) : UNTOUCHED,
        }));
    }),
  };
}
