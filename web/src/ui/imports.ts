// Files that come in, whoever brings them: announced, sent to the bucket, and what becomes of their rows.
import { ref } from "vue";
import { Problem, type Schemas } from "../api";
import { saveTemplate } from "../save";
import { postFile } from "../upload";
import { useForm, type FieldError } from "../use";

export type Verb = "confirm" | "discard";
type Import = Schemas["Import"];

/** The calls of one door: the province's, an employer's, a provider's. */
export interface ImportCalls {
  list: (cursor: string | null) => Promise<{ items: Import[]; next: string | null }>;
  show: (id: string) => Promise<Import>;
  refused: (id: string, cursor: string | null) => Promise<Schemas["RefusedRows"]>;
  decide: (id: string, verb: Verb) => Promise<Import>;
}

/** Whether more will be known of an import by itself. */
export const isMoving = ({ state, foretold, counted }: Import) =>
  state === "running" || state === "waiting" || (state === "preview" && (counted === false || foretold?.whole === false));

/** A file to be chosen and sent; `offer` announces it. */
export function useImportFile(name: string, offer: (file: File) => Promise<Schemas["Upload"]>) {
  const form = useForm(name, {});
  const file = ref<File>();
  const percent = ref<number | null>(null);

  /** Send what was chosen, unless something is wrong with it or `besides`; whether it has arrived. */
  async function send(besides: FieldError[] = []): Promise<boolean> {
    const chosen = file.value;
    const fault = !chosen ? "请选择CSV或XLSX文件" : chosen.size ? "" : "文件为空，请选择有内容的文件";
    if (!chosen || fault || besides.length) {
      await form.show([...(fault ? [{ field: "file", text: fault }] : []), ...besides]);
      return false;
    }
    const offered = await form.submit(async () => {
      const upload = await offer(chosen);
      percent.value = 0;
      await postFile(upload, chosen, (gone) => (percent.value = gone));
      return upload;
    });
    percent.value = null;
    if (!offered) return false;
    file.value = undefined;
    return true;
  }

  /** Let the workbook of a table be kept, to be filled in; what goes wrong stands at the file's field. */
  async function template(table: string) {
    try {
      await saveTemplate(table);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      await form.show([{ field: "file", text: error.detail }]);
    }
  }

  return { form, file, percent, send, template };
}
