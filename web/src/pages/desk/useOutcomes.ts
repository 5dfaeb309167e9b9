// What becomes of decisions that were made at a desk: told where something is wrong, read anew where the list is not true any more.
import { onMounted, onUnmounted, ref } from "vue";
import type { Schemas } from "../../api";
import { isWaiting, onOutcome, resume, type Outcome } from "./later";

export interface Trouble {
  id: string;
  text: string;
}

/** The records that one decision was not made for, and why. */
function troublesOf({ later, answered, problem }: Outcome): Trouble[] {
  if (problem?.isOpen) return [{ id: "", text: `${later.text}还没有送出：${problem.detail}系统会自动重试。` }];
  if (problem) return later.ids.map((id) => ({ id, text: `${later.text}没有办成：${problem.detail}` }));
  const results = (answered as Partial<Schemas["VerdictResults"]> | undefined)?.results ?? [];
  return results.filter((each) => each.status === "refused").map((each) => ({ id: each.record, text: `没有认定：${each.detail ?? ""}` }));
}

/** Forget what was typed for records that are decided now. */
function forget(ids: string[]) {
  for (const name of Object.keys(sessionStorage)) if (ids.some((id) => name.startsWith(`form:decide:${id}:`))) sessionStorage.removeItem(name);
}

/**
 * @param again reads the list anew, where what it shows is not true.
 * @param counted reads how much was decided.
 */
export function useOutcomes(again: () => unknown, counted: () => unknown) {
  const troubles = ref<Trouble[]>([]);
  function heard(outcome: Outcome) {
    const found = troublesOf(outcome);
    const open = found.filter((each) => each.id && !isWaiting(each.id));
    troubles.value = [...troubles.value.filter((each) => each.id), ...found];
    if (!outcome.problem?.isOpen) forget(outcome.later.ids.filter((id) => !found.some((each) => each.id === id)));
    if (open.length) void again();
    void counted();
  }
  const stop = onOutcome(heard);
  onMounted(resume);
  onUnmounted(stop);
  return troubles;
}
