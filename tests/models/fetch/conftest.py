"""A real server on this machine that drops, lies, refuses and resumes, and a tiny model to pull from it."""

from __future__ import annotations

import hashlib
import os
import random
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from models.catalogue import Catalogue, Model, Place
from models.fetch import pull
from models.shelf import Shelf

BODY = b"GGUF" + random.Random(7).randbytes(3_000_000)
SHA256 = hashlib.sha256(BODY).hexdigest()
QUIET = {"PIP_CONFIG_FILE": os.devnull, "PIP_NO_INDEX": "1"}


@dataclass
class Behaviour:
    """How the server treats one path."""

    body: bytes = BODY
    status: int = 200
    drop_after: list[int] = field(default_factory=list)
    ranges: bool = True
    etag: str = '"one"'
    declared: int | None = None
    gate: threading.Event | None = None


class Server:
    """An HTTP server on localhost; `asked` is every (path, Range, bytes sent)."""

    def __init__(self) -> None:
        self.files: dict[str, Behaviour] = {}
        self.asked: list[tuple[str, str, int]] = []
        self.http = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (Handler,), {"server_state": self}))
        self.http.daemon_threads = True
        self.thread = threading.Thread(target=self.http.serve_forever, args=(0.02,), daemon=True)
        self.thread.start()

    def serve(self, body: bytes = BODY, *, path: str = "/tiny.gguf", **how: Any) -> None:
        """Has this body at a path from now on. how: the other fields of `Behaviour`."""
        self.files[path] = Behaviour(body, **how)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.http.server_port}"

    def sent(self) -> int:
        return sum(count for _, _, count in self.asked)

    def stop(self) -> None:
        self.http.shutdown()
        self.http.server_close()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_state: Server

    def do_GET(self) -> None:
        wanted = self.server_state.files.get(self.path, Behaviour(b"not here", status=404))
        wish = self.headers.get("Range", "")
        start = self._start(wanted, wish)
        body = wanted.body[start:]
        gated = body[:600_000] if wanted.gate is not None else b""
        rest = body[len(gated) :]
        cut = wanted.drop_after.pop(0) if wanted.drop_after else len(rest)
        # Noted before a byte is sent: whoever has the answer may look at once.
        self.server_state.asked.append((self.path, wish, min(cut, len(rest))))
        self._head(wanted, start, body)
        if wanted.gate is not None:
            self.wfile.write(gated)
            wanted.gate.wait(20)
            body = rest
        self.wfile.write(body[:cut])
        if cut < len(body):
            self.wfile.flush()
            self.close_connection = True
            self.connection.shutdown(2)

    def _start(self, wanted: Behaviour, wish: str) -> int:
        same = self.headers.get("If-Range", wanted.etag) == wanted.etag
        if not wish or not wanted.ranges or not same or wanted.status != 200:
            return 0
        return int(wish.removeprefix("bytes=").rstrip("-"))

    def _head(self, wanted: Behaviour, start: int, body: bytes) -> None:
        whole = len(wanted.body)
        if start and start >= whole:
            self.send_response(416)
            self.send_header("Content-Range", f"bytes */{whole}")
        else:
            self.send_response(206 if start else wanted.status)
            if start:
                self.send_header("Content-Range", f"bytes {start}-{whole - 1}/{whole}")
        self.send_header("Content-Length", str(len(body) if wanted.declared is None else wanted.declared))
        if wanted.etag:
            self.send_header("ETag", wanted.etag)
        self.send_header(
            "Content-Type", "text/html" if self.path.endswith("/") else "application/octet-stream"
        )
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


class Tiny:
    """A model of three megabytes on the server, and shelves of the test's own that it is pulled to."""

    body, sha256, quiet = BODY, SHA256, QUIET

    def __init__(self, server: Server, folder: Path) -> None:
        self._server, self._folder = server, folder

    def web(self, path: str = "/tiny.gguf") -> Place:
        return Place("url", url=self._server.url + path)

    def model(self, *places: Place, sha256: str = SHA256, size: int = len(BODY), name: str = "tiny") -> Model:
        """The model at these places; without any, on the server."""
        return Model(
            name=name,
            role="generator",
            title="Tiny",
            licence="Apache-2.0",
            filename=f"{name}.gguf",
            size=size,
            sha256=sha256,
            context_length=512,
            languages=("en",),
            min_ram_gb=1,
            places=places or (self.web(),),
            default=True,
        )

    def shelf(self, *models: Model, below: str = "") -> Shelf:
        return Shelf(self._folder / below / "models", Catalogue(models))

    def fetch(self, model: Model, shelf: Shelf, **options: object) -> Path:
        """Pulls without an index of packages, and without waiting between tries."""
        settings: dict[str, object] = {"environment": QUIET, "pause": lambda seconds: None, **options}
        return pull(model, shelf, **settings)  # type: ignore[arg-type]

    def nothing_is_installed(self, shelf: Shelf) -> bool:
        return shelf.installed() == [] and list(shelf.folder.glob("*.gguf")) == []

    def kept_bytes(self, shelf: Shelf) -> int:
        return sum(file.stat().st_size for file in (shelf.folder / "partial").rglob("joined"))


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    yield server
    server.stop()


@pytest.fixture
def tiny(server: Server, tmp_path: Path) -> Tiny:
    return Tiny(server, tmp_path)
