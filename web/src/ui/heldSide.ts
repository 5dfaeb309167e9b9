// A certificate that is held, from one of the two sides: both are shown, the own one is mended with a reason, the other one asked.
import { ref } from "vue";
import { type DocumentKind, once, type Schemas } from "../api";
import { day } from "../time";
import { useForm, useLoad } from "../use";
import { type StoredIdentity, untyped, useStaleIdentity } from "./staleIdentity";

type Answered<T> = Promise<{ data?: T }>;
export interface Mended {
  reason: string;
  name?: string;
  document?: { type: DocumentKind; number: string };
}
/** One side of it, and how it is asked. */
export interface HeldEnd {
  /** What its forms and requests are kept by. */
  name: string;
  load: () => Promise<Schemas["SidesShown"]>;
  mend: (body: Mended, version: number, key: string) => Answered<unknown>;
  handOn: (key: string) => Answered<Schemas["HeldHanded"]>;
  /** What is said once both sides agree, and while they do not. */
  agreed: string;
  differing: string;
}

const textOf = (parts: { text: string }[] | undefined) => (parts ?? []).map((part) => part.text).join("");

export function useHeldSide(end: HeldEnd) {
  const { data, problem, loading, again } = useLoad(end.load);
  const form = useForm(end.name, { ...untyped(), reason: "" });
  const v = form.values;
  const stale = useStaleIdentity(v, { form, send, read: async () => stored(await again()) });
  const mending = ref(false);
  const handing = ref(false);
  const message = ref("");
  const own = () => data.value?.[data.value.own];

  /** The side that is mended here, as it is stored. */
  function stored(shown?: Schemas["SidesShown"]): StoredIdentity | undefined {
    const side = shown?.[shown.own];
    if (!side) return undefined;
    return { name: textOf(side.name), type: side.document_type, masked: textOf(side.number), version: shown.version };
  }
  function begin() {
    const side = stored(data.value);
    if (side) stale.meet(side);
    mending.value = true;
    message.value = "";
  }

  async function send(): Promise<void> {
    const isNamed = v.name !== textOf(own()?.name);
    const faults = [
      ...(isNamed || v.number.trim() ? [] : [{ field: "name", text: "姓名和证件号码都没有改动" }]),
      ...(v.reason.trim() ? [] : [{ field: "reason", text: "请填写理由，写明核对了什么证件" }]),
    ];
    if (faults.length) return form.show(faults);
    const body: Mended = {
      reason: v.reason,
      ...(isNamed ? { name: v.name } : {}),
      ...(v.number.trim() ? { document: { type: v.type as DocumentKind, number: v.number } } : {}),
    };
    const done = await form.submit(() => once(end.name, { ...body, version: v.version }, (key) => end.mend(body, v.version, key)));
    if (await stale.meetStored()) return;
    if (!done) return;
    Object.assign(v, { ...untyped(), reason: "" });
    form.done();
    mending.value = false;
    await again();
    message.value = data.value?.agrees ? end.agreed : end.differing;
    document.querySelector<HTMLElement>("h1")?.focus();
  }

  /** One click puts it on the other side's list, and the person is told. */
  async function handOn() {
    if (handing.value) return;
    handing.value = true;
    const done = await form.submit(() => once(`${end.name}:hand-on`, "", end.handOn));
    handing.value = false;
    if (done) message.value = `已转${done.desk}，请于${day(done.due)}前答复；本人已收到通知。办理情况在“反映问题”中查看。`;
  }
  return { data, problem, loading, again, form, stale, mending, handing, message, begin, send, handOn };
}
