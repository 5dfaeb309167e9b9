#!/usr/bin/env bash
# oidc-client-ts 3.5.0 (npm), `resource` in its settings (RFC 8707).
# A good guess: whoever names a resource gets a token for it, so the code is redeemed for that resource too,
# as it is asked for; an issuer may otherwise give a token of the default resource, or of none.
# Seen: the authorization address is sent `resource`, the token address is not, unless it is given once more
# among `extraTokenParams`.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-fund --no-audit --ignore-scripts oidc-client-ts@3.5.0 > /dev/null
cat > seen.mjs <<'J'
import { OidcClient, InMemoryWebStorage, WebStorageStateStore } from "oidc-client-ts";
const issuer = "https://issuer.example", resource = "https://api.example";
const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
for (const extraTokenParams of [{}, { resource }]) {
  let sent;
  let nonce;
  globalThis.fetch = async (_address, { body }) => {
    sent = new URLSearchParams(body);
    const id_token = `${part({ alg: "none" })}.${part({ sub: "li", nonce })}.x`;
    const told = { access_token: "a", id_token, token_type: "Bearer", expires_in: 300 };
    return new Response(JSON.stringify(told), { headers: { "Content-Type": "application/json" } });
  };
  const client = new OidcClient({
    authority: issuer, client_id: "c", redirect_uri: "https://app.example/", scope: "openid", resource, extraTokenParams,
    metadata: { issuer, authorization_endpoint: `${issuer}/auth`, token_endpoint: `${issuer}/token` },
    stateStore: new WebStorageStateStore({ store: new InMemoryWebStorage() }),
  });
  const asked = new URL((await client.createSigninRequest({})).url).searchParams;
  nonce = asked.get("nonce") ?? undefined;
  await client.processSigninResponse(`https://app.example/?code=1&state=${asked.get("state")}`);
  console.log(JSON.stringify({ given: extraTokenParams, authorization: asked.get("resource"), token: sent.get("resource") }));
}
J
node seen.mjs | tee said
test "$(sed -n 1p said)" = '{"given":{},"authorization":"https://api.example","token":null}'
test "$(sed -n 2p said)" = '{"given":{"resource":"https://api.example"},"authorization":"https://api.example","token":"https://api.example"}'
