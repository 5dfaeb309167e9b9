// An OIDC issuer that nobody here wrote (oidc-provider), as an operator would set it up for Xuefen.
//
// It listens on a port of its own choosing and prints its address. `PUT /control` changes how it behaves:
// the provider is made anew with its sessions, grants and tokens as they were. `GET /control` tells what
// it granted and was asked.
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { generateKeyPairSync, randomUUID } from "node:crypto";
import { pathToFileURL } from "node:url";

const required = createRequire(`${process.argv[2]}/`);
const { default: Provider } = await import(pathToFileURL(required.resolve("oidc-provider")).href);

const KINDS = {
  RS: () => generateKeyPairSync("rsa", { modulusLength: 2048 }),
  PS: () => generateKeyPairSync("rsa", { modulusLength: 2048 }),
  ES256: () => generateKeyPairSync("ec", { namedCurve: "P-256" }),
  ES384: () => generateKeyPairSync("ec", { namedCurve: "P-384" }),
  ES512: () => generateKeyPairSync("ec", { namedCurve: "P-521" }),
  Ed: () => generateKeyPairSync("ed25519"),
};

const ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519"];

const settings = {
  client: "xuefen-web",
  redirect: "http://127.0.0.1:1/",
  signOut: true,
  algorithm: "RS256",
  lifetime: 300,
  refresh: "asked",
  cors: true,
  rotate: false,
  resource: "https://api.xuefen.example",
  audience: "xuefen",
};
const keys = [];
const seen = { granted: [], asked: [] };
let stored = new Map();
let answering;

function takeIntoUse(algorithm) {
  const make = KINDS[algorithm] ?? KINDS[algorithm.slice(0, 2)];
  const key = make().privateKey.export({ format: "jwk" });
  // A key is its issuer's first one of its kind: those of before verify what they have signed.
  keys.unshift({ ...key, kid: randomUUID(), use: "sig", ...(algorithm.startsWith("Ed") ? {} : { alg: algorithm }) });
}

/** What is kept in memory, whichever provider asks: by its model and id. */
class Kept {
  constructor(model) {
    this.model = model;
  }
  key(id) {
    return `${this.model}:${id}`;
  }
  async upsert(id, payload) {
    stored.set(this.key(id), payload);
  }
  async find(id) {
    return stored.get(this.key(id));
  }
  async findByUid(uid) {
    return [...stored].find(([key, each]) => key.startsWith(`${this.model}:`) && each.uid === uid)?.[1];
  }
  async findByUserCode() {
    return undefined;
  }
  async consume(id) {
    stored.get(this.key(id)).consumed = Math.floor(Date.now() / 1000);
  }
  async destroy(id) {
    stored.delete(this.key(id));
  }
  async revokeByGrantId(grant) {
    for (const [key, each] of stored) if (each.grantId === grant) stored.delete(key);
  }
}

function made() {
  const { client, redirect, signOut, algorithm, lifetime, refresh, cors, resource, audience } = settings;
  const provider = new Provider(address, {
    adapter: Kept,
    jwks: { keys },
    cookies: { keys: ["kept through all of it"] },
    clients: [
      {
        client_id: client,
        token_endpoint_auth_method: "none",
        grant_types: ["authorization_code", "refresh_token"],
        redirect_uris: [redirect],
        post_logout_redirect_uris: signOut ? [redirect] : [],
        id_token_signed_response_alg: "RS256",
        application_type: "web",
      },
    ],
    enabledJWA: { idTokenSigningAlgValues: ALGORITHMS },
    clientBasedCORS: () => cors,
    extraParams: { audience: () => undefined },
    features: {
      revocation: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: (ctx, _client, oneOf) => oneOf ?? (ctx.oidc.params?.audience ? resource : []),
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({
          scope: "",
          audience,
          accessTokenTTL: lifetime,
          accessTokenFormat: "jwt",
          jwt: { sign: { alg: algorithm } },
        }),
      },
    },
    findAccount: (_ctx, sub) => ({ accountId: sub, claims: () => ({ sub }) }),
    issueRefreshToken: (_ctx, _client, source) => refresh === "always" || (refresh === "asked" && source.scopes.has("offline_access")),
    rotateRefreshToken: true,
    ttl: { AccessToken: lifetime, IdToken: lifetime, RefreshToken: 86_400, Session: 86_400, Grant: 86_400, Interaction: 600 },
  });
  provider.on("grant.success", (ctx) => seen.granted.push({ grant: ctx.oidc.params.grant_type, resource: ctx.oidc.params.resource ?? null }));
  provider.on("authorization.accepted", (ctx) => seen.asked.push({ ...ctx.oidc.params }));
  return provider.callback();
}

async function control(request, response) {
  if (request.method === "PUT") {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const { rotate, forget, ...changed } = JSON.parse(Buffer.concat(chunks).toString());
    Object.assign(settings, changed);
    if (rotate) takeIntoUse(settings.algorithm);
    if (forget) stored = new Map();
    answering = made();
  }
  response.setHeader("Content-Type", "application/json");
  response.end(JSON.stringify({ ...seen, kids: keys.map((each) => each.kid) }));
}

const server = createServer((request, response) => (request.url === "/control" ? control(request, response) : answering(request, response)));
await new Promise((resume) => server.listen(0, "127.0.0.1", resume));
const address = `http://127.0.0.1:${server.address().port}`;
for (const algorithm of ["EdDSA", "ES512", "ES384", "ES256", "PS256", "RS256"]) takeIntoUse(algorithm);
answering = made();
console.log(`issuer: ${address}`);
