#!/usr/bin/env bash
# PyJWT 2.15.1 (PyPI), jwt.PyJWKClient, its cache of the issuer's key set (`lifespan`, 300 s unless said).
# A good guess: a failed fetch leaves the keys of before in use (the code says so of its cache: a
# transient outage must not break sign-in), and the pause between fetches (`cooldown_duration`) spares
# an issuer that is away.
# Seen: the keys of before stay in memory, but once they are as old as `lifespan` nobody is served from
# them: every token fails while the issuer is away. And the pause counts from the last fetch that came
# through, so each of those tokens, with a known key or an unknown one, asks the issuer again at once.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check pyjwt==2.15.1 cryptography==50.0.2
no_proxy=127.0.0.1 venv/bin/python - <<'P'
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer

import jwt
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from jwt.algorithms import ECAlgorithm

KEY = json.loads(ECAlgorithm.to_jwk(generate_private_key(SECP256R1()).public_key())) | {"kid": "a"}


class Issuer(BaseHTTPRequestHandler):
    is_away = False
    asked = 0

    def do_GET(self):
        Issuer.asked += 1
        self.send_response(503 if Issuer.is_away else 200)
        self.end_headers()
        if not Issuer.is_away:
            self.wfile.write(json.dumps({"keys": [KEY]}).encode())

    def log_message(self, *_):
        pass


server = HTTPServer(("127.0.0.1", 0), Issuer)
threading.Thread(target=server.serve_forever, daemon=True).start()
client = jwt.PyJWKClient(
    f"http://127.0.0.1:{server.server_port}/keys", lifespan=1, cooldown_duration=60
)
print("there:", client.get_signing_key("a").key_id, "after", Issuer.asked, "fetch")
Issuer.is_away = True
time.sleep(1.2)
for kid in ("a", "a", "unknown"):
    try:
        print("away:", client.get_signing_key(kid).key_id)
        raise SystemExit("the keys of before are served")
    except jwt.PyJWKClientConnectionError as fault:
        print("away:", kid, type(fault).__name__, "after", Issuer.asked, "fetches")
assert Issuer.asked == 4
server.shutdown()
P
