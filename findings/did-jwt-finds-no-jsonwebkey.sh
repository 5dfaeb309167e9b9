#!/usr/bin/env bash
# did-jwt 8.0.18 with did-resolver 6.0.0, keys by jose 6.2.18 (npm).
# A good guess: a key of a DID document whose type is `JsonWebKey`, as W3C's Controlled Identifiers 1.0 (a
# Recommendation of May 2025, used by Verifiable Credentials 2.0) calls a key with `publicKeyJwk`, verifies a JWT.
# Seen: it is passed over because of that name: "does not have public keys for ES256". Under `JsonWebKey2020`, the name
# in a draft that never became a standard, the very same key verifies. A wallet built upon this library refuses the
# credentials of an issuer that does as the standard says, and blames the issuer.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-fund --no-audit --ignore-scripts did-jwt@8.0.18 did-resolver@6.0.0 jose@6.2.18 > /dev/null
cat > see.mjs <<'J'
import { verifyJWT } from "did-jwt";
import { Resolver } from "did-resolver";
import { SignJWT, exportJWK, generateKeyPair } from "jose";
const did = "did:web:credits.example", kid = `${did}#now`;
const { publicKey, privateKey } = await generateKeyPair("ES256", { extractable: true });
const publicKeyJwk = await exportJWK(publicKey);
const jwt = await new SignJWT({ iss: did }).setProtectedHeader({ alg: "ES256", kid }).sign(privateKey);
const seen = [];
for (const type of ["JsonWebKey", "JsonWebKey2020"]) {
  const didDocument = {
    "@context": ["https://www.w3.org/ns/did/v1"], id: did, assertionMethod: [kid],
    verificationMethod: [{ id: kid, type, controller: did, publicKeyJwk }],
  };
  const web = async () => ({ didDocument, didDocumentMetadata: {}, didResolutionMetadata: {} });
  try {
    seen.push((await verifyJWT(jwt, { resolver: new Resolver({ web }) })).verified);
  } catch (refusal) {
    seen.push(refusal.message.split(":")[0]);
  }
  console.log(type, seen.at(-1));
}
process.exit(JSON.stringify(seen) === '["no_suitable_keys",true]' ? 0 : 1);
J
node see.mjs
