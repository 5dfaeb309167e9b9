// Signing in: OIDC authorization code with PKCE, by oidc-client-ts. Tokens stay in this tab.
import { UserManager, WebStorageStateStore, type User } from "oidc-client-ts";
import type { Schemas } from "./api";
import { base } from "./place";

interface Asked {
  to: string;
}

const OWNER = "owner";
let manager: UserManager | undefined;
let user: User | null = null;
/** Whether who was signed in on this page has signed out of it. */
let hasLeft = false;

/** Prepare with the settings that the server gives; completes a sign-in that is under way. */
export async function prepare(settings: Schemas["Client"]): Promise<string | null> {
  manager = new UserManager({
    authority: settings.issuer,
    client_id: settings.client_id,
    scope: settings.scope,
    redirect_uri: base,
    post_logout_redirect_uri: base,
    response_type: "code",
    userStore: new WebStorageStateStore({ store: sessionStorage }),
    stateStore: new WebStorageStateStore({ store: sessionStorage }),
    loadUserInfo: false,
    automaticSilentRenew: false,
    monitorSession: false,
  });
  const query = new URLSearchParams(location.search);
  if (query.has("state") && (query.has("code") || query.has("error"))) {
    try {
      user = await manager.signinRedirectCallback();
      keepFor(user.profile.sub);
      return (user.state as Asked | undefined)?.to ?? "/";
    } finally {
      // The code is used up: it must not stay in the address, nor be sent again by a reload.
      history.replaceState(null, "", base + location.hash);
    }
  }
  user = await manager.getUser();
  return null;
}

/** The access token, if somebody is signed in and it is still good. */
export function token(): string | null {
  return user && !user.expired ? user.access_token : null;
}

/** Whose login it is, as the issuer names it; empty when nobody is signed in. */
export function owner(): string {
  return user?.profile.sub ?? "";
}

/** Go to the issuer; afterwards the browser is back at `to`. */
export async function signIn(to: string): Promise<void> {
  await manager?.signinRedirect({ state: { to } satisfies Asked });
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
  user = null;
  hasLeft = true;
  keepFor("");
  const ended = await manager?.metadataService.getEndSessionEndpoint();
  if (ended) await manager?.signoutRedirect();
  else {
    await manager?.removeUser();
    location.assign(base);
  }
}
