// What of one's own looks like a study that is about to be registered.
import { answer, api, Problem, type Schemas } from "../api";

type Stated = Omit<Schemas["RecordSent"], "facts" | "evidence" | "submit"> & Pick<Schemas["AlikeSent"], "subject" | "record">;

/** The likest first; where that cannot be found out, nothing, and it is sent all the same. */
export async function alikesOf(year: number, { form, title, issuer, reference, started_on, ended_on, subject, record }: Stated): Promise<Schemas["Alike"][]> {
  const body = { form, title, issuer, reference, started_on, ended_on, subject, record } as Schemas["AlikeSent"];
  try {
    return (await answer(api.POST("/v1/me/years/{year}/likenesses", { params: { path: { year } }, body }))).items;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return [];
  }
}
