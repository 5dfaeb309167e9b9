/**
 * The signed statement behind `#` of a certificate's QR code: read and verified in the browser, nothing
 * of it is sent anywhere. The form is that of chalicelib/certificates/rules/statement.py and
 * signed_statement.py; tests/certificates/test_page_script.py holds both against each other.
 */

export interface Address {
  number: string;
  version: number;
  digits: string;
}

/** Credits as text; `public` is null where the subject is waived, `general` where none is stated. */
export interface Statement {
  key: number;
  name: string;
  isShortened: boolean;
  document: string;
  year: number;
  public: string | null;
  professional: string;
  general: string | null;
  issuedOn: string;
}

/** What the code of a transcript says: how each year stood, without credits. */
export interface Transcript {
  key: number;
  name: string;
  isShortened: boolean;
  document: string;
  years: { year: number; state: string; certificate: string; isWaived: boolean }[];
  issuedOn: string;
}

export interface PublicKey {
  number: number;
  purpose: string;
  x: string;
  y: string;
  revoked_at: string | null;
}

export type Checked =
  | { is: "unreadable" }
  | { is: "key_unknown" }
  | { is: "forged" }
  | { is: "revoked"; since: string; statement: Statement | Transcript }
  | { is: "signed"; statement: Statement | Transcript };

const DOMAIN = "xuefen certificate statement";
const [CERTIFICATE, TRANSCRIPT] = [1, 2];
const SIGNATURE = 64;
/** Half the order of P-256: of the two forms of a signature the one with the lower s is ours, and no other. */
const HIGHEST_S = 0x7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a8n;
const HEADER = 15;
const TRANSCRIPT_HEADER = 7;
const COUNTS = 3;
const [WAIVED, GENERAL, SHORTENED] = [1, 2, 4];
/** Of a year of a transcript; the order is that of its bytes. */
const STATES = ["in_progress", "closed", "not_open", "exempt", "complete"];
const CERTIFICATES = ["none", "pending", "held", "issued", "revoked", "certified_by_hr"];
const YEAR_WAIVED = 8;

/** What a QR code says, or a number somebody typed with nothing else: then there is no version. */
export function readAddress(text: string): Address | null {
  let url: URL;
  try {
    url = new URL(text.trim());
  } catch {
    return null;
  }
  const typed = /\/verify\/([^/]+)\/?$/.exec(url.pathname)?.[1];
  const versions = url.searchParams.getAll("v");
  if (!typed || versions.length !== 1 || !/^[1-9][0-9]{0,3}$/.test(versions[0]!)) return null;
  const number = printedNumber(typed);
  // A messenger may add to the query, or put the same at the end of the whole address.
  return number ? { number, version: Number(versions[0]), digits: url.hash.slice(1).split(/[?&]/, 1)[0]! } : null;
}

/** A number in its printed form, however it was typed. */
export function printedNumber(typed: string): string | null {
  let text: string;
  try {
    text = decodeURIComponent(typed);
  } catch {
    return null;
  }
  const compact = text.normalize("NFKC").replace(/[\p{Zs}\p{Pd}]/gu, "").toUpperCase();
  const groups = /^([A-Z2-7]{5})([A-Z2-7]{5})([A-Z2-7]{4}[0-9A-Z])$/.exec(compact);
  return groups ? groups.slice(1).join("-") : null;
}

/** Verify a statement with the published keys: nothing is believed that none of them signed. */
export async function check(address: Address, keys: PublicKey[]): Promise<Checked> {
  const whole = bytesOf(address.digits);
  const content = whole?.slice(0, -SIGNATURE);
  const statement = content && readStatement(content);
  if (!whole || !content || !statement) return { is: "unreadable" };
  const key = keys.find((each) => each.number === statement.key && each.purpose === "certificates");
  if (!key) return { is: "key_unknown" };
  const signed = await isSigned(address, content, whole.slice(-SIGNATURE), key);
  if (!signed) return { is: "forged" };
  return key.revoked_at ? { is: "revoked", since: key.revoked_at, statement } : { is: "signed", statement };
}

/** The bytes of a number in decimal digits; the first is the format and never 0. */
export function bytesOf(digits: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[1-9][0-9]{170,599}$/.test(digits)) return null;
  const hex = BigInt(digits).toString(16);
  const pairs = hex.padStart(hex.length + (hex.length % 2), "0").match(/../g)!;
  return Uint8Array.from(pairs, (pair) => parseInt(pair, 16));
}

export function readStatement(content: Uint8Array<ArrayBuffer>): Statement | Transcript | null {
  if (content[0] === TRANSCRIPT) return readTranscript(content);
  if (content.length < HEADER || content[0] !== CERTIFICATE) return null;
  const credits = (from: number) => String(number(content, from, from + 3) / 100);
  const flags = content[3]!;
  const holder = readHolder(content.slice(HEADER));
  if (!holder || flags & ~(WAIVED! | GENERAL! | SHORTENED!)) return null;
  return {
    key: content[1]!,
    ...holder,
    isShortened: (flags & SHORTENED!) > 0,
    year: 2000 + content[2]!,
    public: flags & WAIVED! ? null : credits(6),
    professional: credits(9),
    general: flags & GENERAL! ? credits(12) : null,
    issuedOn: day(content),
  };
}

function readTranscript(content: Uint8Array<ArrayBuffer>): Transcript | null {
  if (content.length < TRANSCRIPT_HEADER || content[3]! & ~SHORTENED!) return null;
  const count = content[6]!;
  const stated = [...content.slice(TRANSCRIPT_HEADER, TRANSCRIPT_HEADER + count)];
  const holder = readHolder(content.slice(TRANSCRIPT_HEADER + count));
  const years = stated.map((each, at) => ({
    year: 2000 + content[2]! + at,
    state: STATES[each % YEAR_WAIVED] ?? "",
    certificate: CERTIFICATES[each >> 4] ?? "",
    isWaived: (each & YEAR_WAIVED) > 0,
  }));
  if (!holder || years.some((each) => !each.state || !each.certificate)) return null;
  return { key: content[1]!, ...holder, isShortened: content[3]! > 0, years, issuedOn: day(content) };
}

const number = (content: Uint8Array, from: number, to: number) => content.slice(from, to).reduce((sum, each) => sum * 256 + each, 0);
const day = (content: Uint8Array) => new Date(Date.UTC(2000, 0, 1 + number(content, 4, 6))).toISOString().slice(0, 10);

/** The masked number, and the name behind it to the end. */
function readHolder(content: Uint8Array<ArrayBuffer>): { document: string; name: string } | null {
  if (content.length < COUNTS) return null;
  const [before, masked, after] = [...content.slice(0, COUNTS)] as [number, number, number];
  const shown = content.slice(COUNTS, COUNTS + before + after);
  if (shown.length < before + after || shown.some((each) => each > 127)) return null;
  const document = String.fromCharCode(...shown);
  try {
    return {
      document: document.slice(0, before) + "*".repeat(masked) + document.slice(before),
      name: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(content.slice(COUNTS + shown.length)),
    };
  } catch {
    return null;
  }
}

async function isSigned(address: Address, content: Uint8Array, signature: Uint8Array<ArrayBuffer>, key: PublicKey): Promise<boolean> {
  const s = signature.slice(SIGNATURE / 2).reduce((sum, each) => sum * 256n + BigInt(each), 0n);
  if (s > HIGHEST_S) return false;
  const jwk = { kty: "EC", crv: "P-256", x: key.x, y: key.y };
  const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
  const head = new TextEncoder().encode(`${DOMAIN}\n${address.number}\n${address.version}\n`);
  const publicKey = await crypto.subtle.importKey("jwk", jwk, algorithm, false, ["verify"]);
  return crypto.subtle.verify(algorithm, publicKey, signature, Uint8Array.from([...head, ...content]));
}
