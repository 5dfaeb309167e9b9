// One's own certificate, by an address that lasts minutes.
import { answer, api } from "../../api";
import { useForm } from "../../use";

/** Ask for it and let the browser take it. */
export function useDownload(year: number) {
  const form = useForm(`download:${year}`, {});
  async function download() {
    const signed = await form.submit(() => answer(api.POST("/v1/me/years/{year}/certificate/download", { params: { path: { year } } })));
    if (signed) location.assign(signed.url);
  }
  return { form, download };
}
