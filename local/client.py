"""A client of the HTTP contract, as any other could be: what the demonstration is played with."""

import hashlib
import json
import urllib.error
import urllib.request
import uuid
from typing import Any

TIMEOUT_SECONDS = 30
WORK_SECONDS = 300
"""How long an address of `/dev` may take: it answers when what it waits for is worked off."""
Answer = dict[str, Any]


class Client:
    """One login: JSON in and out."""

    def __init__(self, base: str, subject: str) -> None:
        self.base = base
        self.token = self.post("/dev/token", {"sub": subject})["access_token"]

    def send(self, method: str, path: str, body: object = None) -> Answer:
        """Send one request; a problem is raised with its code and message."""
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.base + path, data, method=method)  # noqa: S310 - our own address
        request.add_header("Content-Type", "application/json")
        if method == "POST":
            request.add_header("Idempotency-Key", str(uuid.uuid4()))
        if token := getattr(self, "token", None):
            request.add_header("Authorization", f"Bearer {token}")
        patience = WORK_SECONDS if path.startswith("/dev/") else TIMEOUT_SECONDS
        try:
            with urllib.request.urlopen(request, timeout=patience) as answer:  # noqa: S310 - our own address
                return dict(json.load(answer))
        except urllib.error.HTTPError as refused:
            problem = refused.read().decode()
            raise RuntimeError(f"{method} {path}: {refused.code} {problem}") from refused

    def get(self, path: str) -> Answer:
        """Read."""
        return self.send("GET", path)

    def post(self, path: str, body: object = None) -> Answer:
        """Create or decide."""
        return self.send("POST", path, body)

    def put(self, path: str, body: object) -> Answer:
        """Set."""
        return self.send("PUT", path, body)

    def upload(self, filename: str, pdf: bytes) -> str:
        """Bring a PDF as evidence; its id."""
        digest = hashlib.sha256(pdf).hexdigest()
        about = {"filename": filename, "content_type": "application/pdf"}
        offer = self.post("/v1/me/uploads", {**about, "size": len(pdf), "sha256": digest})
        post_file(offer, pdf)
        return str(offer["id"])


def post_file(offer: Answer, content: bytes) -> None:
    """Post a file as a browser would, to the signed address."""
    boundary = uuid.uuid4().hex
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in offer["fields"].items()
    ]
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="file"\r\n\r\n'
    body = b"".join([*parts, head.encode(), content, f"\r\n--{boundary}--\r\n".encode()])
    request = urllib.request.Request(offer["url"], body, method="POST")  # noqa: S310 - signed by our own cloud
    request.add_header("Content-Type", f"multipart/form-data; boundary={boundary}")
    with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS):  # noqa: S310 - signed by our own cloud
        pass
