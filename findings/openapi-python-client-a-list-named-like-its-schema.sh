#!/usr/bin/env bash
# openapi-python-client 0.29.1, mypy 2.4.1 (PyPI).
# A good guess: a schema `Results` whose member `results` is an array of objects, as batch answers have it, gives a
# class that is sound by its types; the same document with the schema called `Outcome` does.
# Seen: `from_dict` calls the instance by the schema's name in snake case, which is the variable of the member as well:
# "Incompatible return value type (got list[Result], expected T)" from mypy --strict, without a word of the generator.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check openapi-python-client==0.29.1 mypy==2.4.1
printf 'post_hooks: []\n' > client.yaml
cat > make.py <<'P'
import json
import sys

name = sys.argv[1]
reference = {"$ref": f"#/components/schemas/{name}"}
answer = {"description": "ok", "content": {"application/json": {"schema": reference}}}
item = {"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}}}
many = {"type": "array", "items": {"$ref": "#/components/schemas/Result"}}
whole = {"type": "object", "required": ["results"], "properties": {"results": many}}
print(json.dumps({
    "openapi": "3.1.0",
    "info": {"title": "t", "version": "1"},
    "paths": {"/decisions": {"get": {"operationId": "list_decisions", "responses": {"200": answer}}}},
    "components": {"schemas": {"Result": item, name: whole}},
}))
P
faults() {
    venv/bin/python make.py "$1" > "$1.json"
    venv/bin/openapi-python-client generate --path "$1.json" --config client.yaml --meta none --output-path "client_$2" >/dev/null
    venv/bin/mypy --strict "client_$2" 2>&1 | grep -c "expected \"T\"" || true
}
clashing=$(faults Results results) other=$(faults Outcome outcome)
echo "Results: $clashing returned values of another type; Outcome: $other"
test "$clashing" -gt 0 && test "$other" -eq 0 || { echo "the behaviour has changed"; exit 1; }
