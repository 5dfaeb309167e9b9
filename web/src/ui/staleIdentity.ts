// Two officers correct one person: what the other one stored and what was typed here stand side by side (412).
import { type Sending, useStale } from "../stale";
import { DOCUMENTS } from "../words";

export interface IdentityTyped {
  name: string;
  type: string;
  /** The number that it is to be; "" where it stays. */
  number: string;
  /** The number that is stored, as far as it is shown. */
  masked: string;
  version: number;
  from: string;
}

/** What a form begins with that corrects an identity. */
export const untyped = (): IdentityTyped => ({ name: "", type: "resident_id", number: "", masked: "", version: 0, from: "" });

/** An identity as it is stored, with the version of what it belongs to. */
export type StoredIdentity = Pick<IdentityTyped, "name" | "type" | "masked" | "version">;

export function useStaleIdentity(values: IdentityTyped, { form, read, send }: Sending<StoredIdentity>) {
  function taken(stored: StoredIdentity) {
    values.version = stored.version;
    return { ...stored, number: "" };
  }
  const readTaken = async () => {
    const stored = await read();
    return stored && taken(stored);
  };
  const stale = useStale(values, { name: "姓名", type: "证件类型", masked: "现有证件号码", number: "要改成的证件号码" }, (field, value) => (field === "type" ? (DOCUMENTS[String(value)] ?? "") : String(value)), { form, read: readTaken, send });
  return {
    ...stale,
    /** Show what is stored, or both; says whether somebody has to choose. */
    meet: (stored: StoredIdentity) => stale.meet(taken(stored)),
  };
}
