// The one thing that pdf.js calls and the oldest engines lack, and its own build for old engines does not bring: it
// copies a picture that several pages show.
type Held = Record<string, unknown>;

function copied(value: unknown): unknown {
  if (ArrayBuffer.isView(value)) return (value as Uint8Array).slice();
  if (Array.isArray(value)) return value.map(copied);
  if (Object.prototype.toString.call(value) !== "[object Object]") return value;
  return Object.fromEntries(Object.entries(value as Held).map(([name, each]) => [name, copied(each)]));
}

if (!("structuredClone" in globalThis)) Object.assign(globalThis, { structuredClone: copied });
export {};
