#!/usr/bin/env bash
# openapi-typescript-codegen 0.31.0 (npm), typescript 5.9.3.
# A good guess: an enum of three Chinese words (已认定, 退回, 不予认定) gives an enum of three members, under whatever
# names, or an error; TypeScript takes the words themselves as names of members.
# Seen: each name is made of what is left in ASCII, "_" for all of them, and of members with one name the first is
# kept: the client has the first state alone, and the compiler says that there is no other. No warning. A program that
# asks whether a record was returned does not compile, or is written around the types.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-fund --no-audit --ignore-scripts openapi-typescript-codegen@0.31.0 typescript@5.9.3 > /dev/null
cat > api.json <<'J'
{"openapi": "3.1.0", "info": {"title": "t", "version": "1"},
 "paths": {"/record": {"get": {"operationId": "record", "responses": {"200": {"description": "ok", "content":
   {"application/json": {"schema": {"$ref": "#/components/schemas/State"}}}}}}}},
 "components": {"schemas": {
   "State": {"type": "string", "enum": ["已认定", "退回", "不予认定"]},
   "Code": {"type": "string", "enum": ["accredited", "returned", "rejected"]}}}}
J
npx openapi-typescript-codegen --input api.json --output client > said.txt 2>&1
members() { grep -c " = '" "client/models/$1.ts"; }
cat client/models/State.ts said.txt
echo "members of three: Chinese $(members State), English $(members Code)"
printf 'import { State } from "./client/models/State";\nexport const returned = (state: State) => state === "退回";\n' > use.ts
told=$(npx tsc --noEmit --strict --moduleResolution bundler --module esnext use.ts) || true
echo "$told"
test "$(members State)" = 1 && test "$(members Code)" = 3 && grep -q "no overlap" <<< "$told"
