// What the facts of a study give, asked of the server while they are typed.
import { ref, watch, type Ref } from "vue";
import { answer, api, Problem, type Schemas } from "../api";

const WAIT = 250;

/** The credits of a form and its facts in a year; `why` says what is wrong with them, where something is and it is not that one is still typing. */
export function useCredits(year: number, form: () => string, facts: Ref<Record<string, unknown>>) {
  const preview = ref<Schemas["CreditsShown"]>();
  const why = ref("");
  let turn = 0;
  watch(
    [form, facts],
    async () => {
      const mine = (turn += 1);
      await new Promise((resume) => setTimeout(resume, WAIT));
      if (mine !== turn || !form()) return;
      try {
        const body = { form: form(), facts: facts.value } as Schemas["FactsSent"];
        const found = await answer(api.POST("/v1/policies/{year}/credits", { params: { path: { year } }, body }));
        if (mine !== turn) return;
        preview.value = found;
        why.value = "";
      } catch (error) {
        if (mine !== turn) return;
        preview.value = undefined;
        const waits = error instanceof Problem && error.code === "fact_missing";
        why.value = waits ? "" : error instanceof Problem ? error.detail : "";
      }
    },
    { immediate: true, deep: true },
  );
  return { preview, why };
}
