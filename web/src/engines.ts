/**
 * What the oldest engines that are supported (web/README.md) lack and this client uses: filled in, once,
 * before anything else runs. `engines.mjs` fails a build that uses what is neither there nor here.
 */
type Fill = (this: { length: number; [place: number]: unknown }, place: number) => unknown;

const at: Fill = function (place) {
  const whole = Math.trunc(place) || 0;
  return this[whole < 0 ? whole + this.length : whole];
};

/** A version 4 UUID (RFC 9562) of the browser's own dice. */
function randomUUID(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const text = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return text.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** Of a text, every one; a pattern that may stand here says itself that it means all of them (`g`). */
function replaceAll(this: string, what: string | RegExp, by: string): string {
  return typeof what === "string" ? this.split(what).join(by) : this.replace(what, by);
}

function replaceChildren(this: Element, ...by: (Node | string)[]): void {
  this.textContent = "";
  this.append(...by);
}

function fill(place: object, name: string, value: unknown): void {
  if (!(name in place)) Object.defineProperty(place, name, { value, writable: true, configurable: true });
}

fill(Array.prototype, "at", at);
fill(Object.getPrototypeOf(Uint8Array.prototype) as object, "at", at);
fill(String.prototype, "replaceAll", replaceAll);
// A worker has no elements.
if (typeof Element === "function") fill(Element.prototype, "replaceChildren", replaceChildren);
fill(Object, "hasOwn", (held: object, name: PropertyKey) => Object.prototype.hasOwnProperty.call(held, name));
// A page that came by plain HTTP from elsewhere has no subtle dice, but these.
fill(crypto, "randomUUID", randomUUID);
