// Signing in: OIDC authorization code with PKCE, by oidc-client-ts, which comes when somebody signs in or is signed in: whoever
// only looks needs none of it. Tokens stay in this tab.
import type { User, UserManager } from "oidc-client-ts";
import { shallowRef } from "vue";
import type { Schemas } from "./api";
import { base } from "./place";

interface Asked {
  to: string;
}

/** Why nobody is signed in who wanted to be; what a page says of it is in words.ts. */
export type Failure = "cancelled" | "refused" | "unfinished" | "unreachable" | "closed_to_us" | "left" | "not_taken";

/** Somebody who comes back from the issuer: where to, and what went wrong if anything did. */
export interface Arrival {
  to: string;
  failure: Failure | null;
}

/** What became of renewing a token: `over` where the issuer will not, `unreachable` where nobody knows. */
type Renewal = "done" | "over" | "unreachable";

/** A session that has ended while a page is open: why it has, what went wrong since, and who waits to hear. */
export interface Ended {
  detail: string;
  failure: Failure | null;
  answer: (again: boolean) => void;
}

const OWNER = "owner";
/** A token is renewed this long (seconds) before it ends; the server takes it for half a minute longer. */
const BEFORE_END = 10;
/** How long (seconds) the issuer may take to answer where nobody sees it being asked. */
const SILENT = 10;
/** How long (milliseconds) a window of this page's own is given to be closed by the page that opened it. */
const HANDED_ON = 3000;
/** What the issuer answers when it is at fault itself (RFC 6749 §4.1.2.1). */
const PASSING = new Set(["server_error", "temporarily_unavailable"]);

type Oidc = typeof import("oidc-client-ts");
let oidc: Oidc | undefined;
let manager: UserManager | undefined;
let client: Schemas["Client"] | undefined;
let user: User | null = null;
/** Whether who was signed in on this page has signed out of it. */
let hasLeft = false;
let signOutHow: Schemas["Client"]["sign_out"] = "return";
let renewing: Promise<Renewal> | null = null;
let returning: Promise<boolean> | null = null;
let canAsk = false;
let frameAnswers = true;

/** Set while whoever sits here has to sign in again; what they were about waits (ui/SignInAgain.vue). */
export const ended = shallowRef<Ended | null>(null);

/** Prepare with the settings that the server gives; completes a sign-in that is under way. */
export async function prepare(settings: Schemas["Client"]): Promise<Arrival | null> {
  client = settings;
  signOutHow = settings.sign_out;
  const query = new URLSearchParams(location.search);
  if (query.has("state") && (query.has("code") || query.has("error"))) return await arrive(query);
  if (!isKept()) return null;
  user = await (await managed()).getUser();
  // Who comes back to a tab whose token has ended is signed in as long as the issuer still says so.
  if (user && isEnding(user) && (await renewed()) !== "done") user = null;
  return null;
}

/** Whether this tab keeps somebody's tokens. */
const isKept = () => Object.keys(sessionStorage).some((name) => name.startsWith("oidc.user:"));

/** What signs in did not come: the network is gone, or a newer release has other files. */
class Unloaded extends Error {}

/** What signs in, brought when it is needed first. */
async function managed(): Promise<UserManager> {
  if (!client) throw new Unloaded();
  if (!oidc) {
    oidc = await import("oidc-client-ts").catch(() => {
      throw new Unloaded();
    });
  }
  return (manager ??= managerOf(oidc, client));
}

function managerOf({ UserManager, WebStorageStateStore }: Oidc, settings: Schemas["Client"]): UserManager {
  const { prompt, ...parameters } = settings.parameters;
  const resource = settings.resource ?? undefined;
  return new UserManager({
    authority: settings.issuer,
    client_id: settings.client_id,
    scope: settings.scope,
    redirect_uri: base,
    popup_redirect_uri: base,
    silent_redirect_uri: base,
    post_logout_redirect_uri: settings.sign_out === "return" ? base : undefined,
    response_type: "code",
    userStore: new WebStorageStateStore({ store: sessionStorage }),
    stateStore: new WebStorageStateStore({ store: sessionStorage }),
    prompt,
    resource,
    extraQueryParams: parameters,
    // A code is redeemed for the same resource as it was asked for: without it, the token is for none.
    extraTokenParams: resource ? { resource } : {},
    silentRequestTimeoutInSeconds: SILENT,
    validateSubOnSilentRenew: true,
    loadUserInfo: false,
    automaticSilentRenew: false,
    monitorSession: false,
  });
}

/** Take what the issuer sent along; a frame or a window that this page opened hands it on, and is done. */
async function arrive(query: URLSearchParams): Promise<Arrival> {
  const state = query.get("state") ?? "";
  const to = askedBy(state)?.to ?? "/";
  try {
    const here = await managed();
    if (window.parent !== window) return await handedOn(here.signinSilentCallback());
    if (!sessionStorage.getItem(`oidc.${state}`)) return await handedOn(here.signinPopupCallback());
    user = (await here.signinRedirectCallback()) ?? null;
    keepFor(owner());
    return { to, failure: null };
  } catch (error) {
    return { to, failure: await failureOf(error) };
  } finally {
    // The code is used up: it must not stay in the address, nor be sent again by a reload.
    history.replaceState(null, "", base + location.hash);
  }
}

/** Whoever opened this window takes what it says and closes it; if nobody does, it came from nowhere. */
async function handedOn(telling?: Promise<void>): Promise<Arrival> {
  await telling;
  await new Promise((resume) => setTimeout(resume, HANDED_ON));
  return { to: "/", failure: "unfinished" };
}

/** What was wanted by whoever went to the issuer, as kept beside the state. */
function askedBy(state: string): Asked | null {
  const kept = sessionStorage.getItem(`oidc.${state}`);
  return kept ? ((JSON.parse(kept) as { data?: Asked }).data ?? null) : null;
}

async function failureOf(error: unknown): Promise<Failure> {
  if (error instanceof Unloaded) return "unreachable";
  if (isAnswer(error)) return error.error === "access_denied" ? "cancelled" : "refused";
  if (error instanceof TypeError) return await unreached();
  return "unfinished";
}

/** Whether the issuer has said what is wrong. */
const isAnswer = (error: unknown): error is InstanceType<Oidc["ErrorResponse"]> => !!oidc && error instanceof oidc.ErrorResponse;

/** Whether the issuer is out of reach, or answers but lets no page of ours read it (CORS). */
async function unreached(): Promise<Failure> {
  const address = `${client?.issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
  try {
    await fetch(address, { mode: "no-cors" });
    return "closed_to_us";
  } catch {
    return "unreachable";
  }
}

const isEnding = (each: User) => (each.expires_in ?? Number.POSITIVE_INFINITY) <= BEFORE_END;

/** Whether somebody is signed in, as far as this tab knows. */
export const isSignedIn = (): boolean => user !== null;

/** The access token as it is held, for what is sent while the page goes: there is no time to renew it. */
export const heldToken = (): string | null => user?.access_token ?? null;

/** What has to be sent before somebody is signed out. */
export const beforeSignOut = new Set<() => Promise<unknown>>();

/** The access token, renewed where it ends; null when nobody is signed in. */
export async function token(): Promise<string | null> {
  if (user && isEnding(user)) await renewed();
  return user?.access_token ?? null;
}

/**
 * Another token than the one that the server has refused, with what it said: renewed, or after whoever sits
 * here has signed in again. Null where they did not.
 */
export async function tokenInstead(refused: string, detail: string): Promise<string | null> {
  if (!user) return null;
  if (user.access_token === refused && (await renewed()) !== "done" && !(await again(detail))) return null;
  return user.access_token === refused ? null : user.access_token;
}

/** Renew the token without anybody seeing it, once for all who ask meanwhile. */
function renewed(): Promise<Renewal> {
  renewing ??= renew().finally(() => (renewing = null));
  return renewing;
}

/** By a refresh token, else in a frame that nobody sees, where the page is open already. */
async function renew(): Promise<Renewal> {
  const byToken = user?.refresh_token ? await renewBy({ resource: manager?.settings.resource }) : "over";
  if (byToken !== "over" || !canAsk || !frameAnswers) return byToken;
  const byFrame = await renewBy({ forceIframeAuth: true });
  // An issuer that lets itself not be framed says nothing at all; it is not waited for twice.
  frameAnswers = byFrame === "done";
  return byFrame === "done" ? "done" : "over";
}

async function renewBy(way: Parameters<UserManager["signinSilent"]>[0]): Promise<Renewal> {
  try {
    user = (await manager?.signinSilent(way)) ?? user;
    return "done";
  } catch (error) {
    if (isAnswer(error)) return PASSING.has(error.error ?? "") ? "unreachable" : "over";
    const isOfNetwork = error instanceof TypeError || (oidc && error instanceof oidc.ErrorTimeout) || /\(5\d\d\)/.test(String(error));
    return isOfNetwork ? "unreachable" : "over";
  }
}

/** From now on whoever sits here can be asked to sign in again. */
export const canBeAsked = () => void (canAsk = true);

/** Ask them; all that waits for it goes on then. False where they would rather not. */
async function again(detail: string): Promise<boolean> {
  if (!canAsk) return false;
  returning ??= new Promise<boolean>((answer) => {
    ended.value = { detail, failure: null, answer };
  }).finally(() => {
    ended.value = returning = null;
  });
  return await returning;
}

/**
 * Sign in again from the page that is open: in a window of its own, which leaves the page as it is. Where
 * fingers point a browser may have one window alone, which then leads there and back; forms are kept.
 */
export async function signInAgain(): Promise<void> {
  const asked = ended.value;
  if (!asked) return;
  if (!matchMedia("(hover: hover) and (pointer: fine)").matches) return await signIn(here());
  const before = owner();
  try {
    user = (await manager?.signinPopup({ popupAbortOnClose: true })) ?? user;
  } catch (error) {
    const isSaid = isAnswer(error) || error instanceof TypeError;
    ended.value = { ...asked, failure: isSaid ? await failureOf(error) : "left" };
    return;
  }
  frameAnswers = true;
  if (owner() === before) return asked.answer(true);
  // Nobody is shown the page of whoever was here before.
  keepFor(owner());
  location.assign(base);
}

/** Where the browser is, as the router has it. */
export const here = () => location.hash.slice(1) || "/";

/** Whose login it is, as the issuer names it; empty when nobody is signed in. */
export function owner(): string {
  return user?.profile.sub ?? "";
}

/** Go to the issuer; afterwards the browser is back at `to`. */
export async function signIn(to: string): Promise<void> {
  try {
    await (await managed()).signinRedirect({ state: { to } satisfies Asked });
  } catch (error) {
    location.hash = signInPage({ to, failure: await failureOf(error) });
  }
}

/** The page that says what went wrong and leads on. */
export function signInPage({ to, failure }: Arrival): string {
  return `/sign-in?${new URLSearchParams({ to, ...(failure ? { why: failure } : {}) })}`;
}

/** What was typed or filtered in this tab stays for its owner; whoever else signs in finds none of it. */
function keepFor(owner: string): void {
  if (sessionStorage.getItem(OWNER) === owner) return;
  for (const name of Object.keys(sessionStorage)) {
    if (!name.startsWith("oidc.")) sessionStorage.removeItem(name);
  }
  sessionStorage.setItem(OWNER, owner);
}

/** Whether this tab still belongs to whom this page was shown: pages are kept while somebody signs out, or another one in. */
export const isStillMine = () => !hasLeft && (sessionStorage.getItem(OWNER) ?? "") === owner();

/** Forget the tokens and what was typed here, and the session at the issuer where it has an address for that. */
export async function signOut(): Promise<void> {
  await Promise.all([...beforeSignOut].map((each) => each()));
  const refresh = user?.refresh_token;
  user = null;
  hasLeft = true;
  keepFor("");
  const known = await manager?.metadataService.getMetadata().catch(() => undefined);
  if (refresh && known?.revocation_endpoint) await manager?.revokeTokens(["refresh_token"]).catch(() => undefined);
  if (signOutHow !== "here" && known?.end_session_endpoint) {
    await manager?.signoutRedirect({ extraQueryParams: {} });
    return;
  }
  await manager?.removeUser();
  location.assign(base);
}
