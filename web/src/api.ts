// Every call of the contract goes through here: types from openapi.json, problems as errors.
import createClient from "openapi-fetch";
import { token, tokenInstead } from "./auth";
import type { components, paths } from "./contract";
import { base } from "./place";

export type Schemas = components["schemas"];
/** A type of document as it is chosen: the choices are those that the server knows. */
export type DocumentKind = Schemas["DocumentSent"]["type"];

/** A "no" of the server (RFC 9457), or of the network (`code` offline). */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly title: string,
    readonly detail: string,
    readonly field: string | null = null,
    /** What the field may be made instead. */
    readonly suggestion: string | null = null,
    /** Every field at fault, where there are several. */
    readonly faults: { field: string; detail: string }[] = [],
    /** After how many seconds it may be tried again, where the server says so. */
    readonly retryAfter: number | null = null,
  ) {
    super(detail);
  }

  /** Whether nobody knows if the request arrived: it may be sent again under the same key. */
  get isOpen(): boolean {
    return this.status === 0 || this.status >= 500;
  }
}

const offline = () =>
  new Problem(
    0,
    "offline",
    "网络不通",
    "没有连上服务器。您填写的内容已保留在本页，请检查网络后重试；重复提交不会产生两条记录。",
  );
const RETRIES = [800, 2500];

async function reach(request: Request): Promise<Response> {
  const repeatable = request.method === "GET" || request.headers.has("Idempotency-Key");
  for (let turn = 0; ; turn += 1) {
    try {
      return await fetch(request.clone());
    } catch {
      const wait = RETRIES[turn];
      if (!repeatable || wait === undefined || !navigator.onLine) throw offline();
      await new Promise((resume) => setTimeout(resume, wait));
    }
  }
}

const BEARER = "Bearer ";

/** Ask; where the token is not taken any more, once again with another one: nothing was done without it. */
async function reachSignedIn(request: Request): Promise<Response> {
  const sent = request.headers.get("Authorization");
  const response = await reach(request);
  if (response.status !== 401 || !sent) return response;
  const { detail } = await problemOf(response.clone());
  const instead = await tokenInstead(sent.slice(BEARER.length), detail);
  if (!instead) return response;
  const again = request.clone();
  again.headers.set("Authorization", BEARER + instead);
  return await reach(again);
}

const client = createClient<paths>({ baseUrl: base.replace(/\/$/, ""), fetch: reachSignedIn });
client.use({
  async onRequest({ request }) {
    const held = await token();
    if (held) request.headers.set("Authorization", BEARER + held);
    return request;
  },
  async onResponse({ response }) {
    if (response.ok) return undefined;
    throw await problemOf(response);
  },
});

/** Seconds; a header that is missing or says a date says nothing here. */
const retryAfterOf = (response: Response) => Number.parseInt(response.headers.get("Retry-After") ?? "", 10) || null;

async function problemOf(response: Response): Promise<Problem> {
  try {
    const told = (await response.json()) as Schemas["Problem"];
    const { code, title, detail, field, suggestion, faults } = told;
    return new Problem(response.status, code, title, detail, field ?? null, suggestion ?? null, faults, retryAfterOf(response));
  } catch {
    const detail = "服务器暂时没有给出可读的答复，请稍后重试；您填写的内容已保留在本页。";
    return new Problem(response.status, "unreadable", "暂时无法处理", detail, null, null, [], retryAfterOf(response));
  }
}

/** The typed client: `api.GET("/v1/me")` and so on; a refusal is thrown as a `Problem`. */
export const api = client;

/** What a call answered. openapi-fetch's `data` is only missing where a `Problem` was thrown. */
export async function answer<T>(called: Promise<{ data?: T }>): Promise<T> {
  return (await called).data as T;
}

interface Kept {
  key: string;
  digest: string;
}

/** SHA-256 in hexadecimal: of a file as evidence is named, of what was sent as a repeat is known. */
export async function digestOf(content: unknown): Promise<string> {
  const bytes =
    content instanceof ArrayBuffer
      ? content
      : new TextEncoder().encode(JSON.stringify(content ?? null));
  const digest = await crypto.subtle.digest("SHA-256", bytes);
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

const keptOf = (intent: string) =>
  JSON.parse(sessionStorage.getItem(`intent:${intent}`) ?? "null") as Kept | null;

/** Whether this very content was sent before and its answer was lost: it may have arrived. */
export const isUnanswered = async (intent: string, content: unknown) =>
  keptOf(intent)?.digest === (await digestOf(content));

/**
 * Send something once, however often it is tried: the same content keeps its key until the server
 * has answered, also after the page was loaded anew.
 */
export async function once<T>(
  intent: string,
  content: unknown,
  call: (key: string) => Promise<{ data?: T }>,
): Promise<T> {
  const name = `intent:${intent}`;
  const digest = await digestOf(content);
  const kept = keptOf(intent);
  const key = kept?.digest === digest ? kept.key : crypto.randomUUID();
  sessionStorage.setItem(name, JSON.stringify({ key, digest } satisfies Kept));
  try {
    const answered = await answer(call(key));
    sessionStorage.removeItem(name);
    return answered;
  } catch (error) {
    if (!(error instanceof Problem && error.isOpen)) sessionStorage.removeItem(name);
    throw error;
  }
}
