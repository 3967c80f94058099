"""The place of the models: got in the background, held to their hash, chosen, measured, let go."""

from __future__ import annotations

import hashlib
import random
import re
import shutil
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from models.measured import Measured, guess_writing, keep_measured, read_measured
from models.shelf import Shelf
from tui.dialogs.confirm import Confirm
from tui.ledger.ledger import Ledger

BODY = b"GGUF" + random.Random(7).randbytes(2_000_000)
ENTRY = """
[[models]]
name = "tiny"
role = "generator"
title = "Tiny [red]model"
licence = "MIT"
filename = "tiny.gguf"
size = {size}
sha256 = "{sha256}"
context_length = 2048
languages = ["en"]
min_ram_gb = 1

[[models.places]]
kind = "url"
url = "{url}"

[[models]]
name = "giant"
role = "generator"
title = "Giant"
licence = "MIT"
filename = "giant.gguf"
size = 900_000_000_000
sha256 = ""
context_length = 2048
languages = ["en"]
min_ram_gb = 100_000

[[models.places]]
kind = "url"
url = "{url}"
"""


class Server(ThreadingHTTPServer):
    """Serves the tiny model; its second half only once the gate is open."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.gate = threading.Event()
        self.ranges = []


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        wish = self.headers.get("Range", "")
        self.server.ranges.append(wish)
        start = int(wish.removeprefix("bytes=").rstrip("-")) if wish else 0
        body = BODY[start:]
        self.send_response(206 if wish else 200)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("ETag", '"one"')
        if wish:
            self.send_header("Content-Range", f"bytes {start}-{len(BODY) - 1}/{len(BODY)}")
        self.end_headers()
        half = max(0, len(BODY) // 2 - start)
        self.wfile.write(body[:half])
        while not self.server.gate.wait(0.02):
            self.wfile.write(body[half : half + 1000])
            half += 1000
        self.wfile.write(body[half:])

    def log_message(self, *_):
        pass


@pytest.fixture
def server():
    served = Server()
    thread = threading.Thread(target=served.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield served
    served.gate.set()
    served.shutdown()
    served.server_close()
    thread.join()


@pytest.fixture
def offered(home, server):
    """A home whose catalogue knows the tiny model and a giant."""
    folder = home / "models"
    folder.mkdir(parents=True)
    entry = ENTRY.format(
        size=len(BODY),
        sha256=hashlib.sha256(BODY).hexdigest(),
        url=f"http://127.0.0.1:{server.server_address[1]}/tiny.gguf",
    )
    (folder / "catalogue.toml").write_text(entry, encoding="utf-8")
    return home


async def go(pilot, until, seen, model="minilm"):
    await pilot.press("ctrl+g", "o")
    await until(pilot, lambda: "models are here" in seen(pilot))
    pilot.app.screen.query_one(Ledger).choose(model)
    await pilot.pause()


async def test_a_download_is_called_off_gone_on_with_and_held_to_its_hash(
    offered, server, app_on, seen, until
):
    async with app_on(offered) as pilot:
        await go(pilot, until, seen, "tiny")
        await until(pilot, lambda: "Tiny [red]model" in seen(pilot))
        await pilot.press("d")
        await until(pilot, lambda: "%" in seen(pilot))
        await pilot.press("ctrl+g", "s", "ctrl+g", "o")  # It goes on while the person is elsewhere.
        await until(pilot, lambda: re.search(r"[5-9]\d%", seen(pilot)))
        await pilot.press("d")
        await until(pilot, lambda: "so far" in seen(pilot))
        assert Shelf(offered / "models").find("tiny") is None
        server.gate.set()
        await pilot.press("d")
        await until(pilot, lambda: "tiny is here, its hash checked" in seen(pilot))
        assert server.ranges[0] == "" and server.ranges[-1].startswith("bytes=")
        assert Shelf(offered / "models").verify("tiny")
        await until(pilot, lambda: "in use" in seen(pilot))


async def test_what_arrives_wrong_is_not_installed_and_the_place_goes_on(
    offered, server, app_on, seen, until
):
    catalogue = offered / "models" / "catalogue.toml"
    text = catalogue.read_text(encoding="utf-8")
    catalogue.write_text(text.replace(hashlib.sha256(BODY).hexdigest(), "0" * 64), encoding="utf-8")
    server.gate.set()
    async with app_on(offered, (80, 24)) as pilot:
        await go(pilot, until, seen, "tiny")
        await pilot.press("d")
        await until(pilot, lambda: any("not the file" in one.message for one in pilot.app._notifications))
        assert Shelf(offered / "models").find("tiny") is None
        await until(pilot, lambda: "%" not in seen(pilot) and "so far" not in seen(pilot))


async def test_what_this_machine_cannot_run_is_said_before(offered, app_on, seen, until):
    async with app_on(offered) as pilot:
        await go(pilot, until, seen, "giant")
        await until(pilot, lambda: "too large here" in seen(pilot) and "more than the" in seen(pilot))


async def test_another_model_is_used_and_that_taken_back(stocked_home, model_file, app_on, seen, until):
    shelf = Shelf(stocked_home / "models")
    shelf.install(
        shelf.catalogue.model("bge-small"),
        shutil.copy(model_file("minilm"), shelf.folder / "copy"),
        hashlib.sha256(model_file("minilm").read_bytes()).hexdigest(),
    )
    async with app_on(stocked_home) as pilot:
        await go(pilot, until, seen, "bge-small")
        await pilot.press("u")
        await until(pilot, lambda: shelf.chosen("embedder") == "bge-small")
        await until(pilot, lambda: "bge-small is now the embedder" in seen(pilot))
        await pilot.press("ctrl+z")
        await until(pilot, lambda: shelf.chosen("embedder") == "minilm")


async def test_a_model_is_measured_and_its_speed_kept_and_drawn(stocked_home, app_on, seen, until):
    shelf = Shelf(stocked_home / "models")
    async with app_on(stocked_home) as pilot:
        await go(pilot, until, seen, "minilm")
        await until(pilot, lambda: "b measures" in seen(pilot))
        await pilot.press("b")
        await until(pilot, lambda: "minilm is measured" in seen(pilot))
        await until(pilot, lambda: "texts a second" in seen(pilot) and "█" in seen(pilot))
    assert read_measured(shelf.folder)[shelf.known_hash("minilm")].texts > 0


async def test_a_file_is_deleted_only_when_that_is_meant(stocked_home, app_on, seen, until):
    shelf = Shelf(stocked_home / "models")
    async with app_on(stocked_home) as pilot:
        await go(pilot, until, seen, "smollm2")
        for key, is_there in (("escape", True), ("y", False)):
            await pilot.press("x")
            await until(pilot, lambda: isinstance(pilot.app.screen, Confirm))
            await pilot.press(key)
            await until(pilot, lambda: not isinstance(pilot.app.screen, Confirm))
            await until(pilot, lambda there=is_there: (shelf.find("smollm2") is not None) == there)


def test_a_speed_is_guessed_by_the_size_nearest_to_it_or_not_at_all():
    assert guess_writing(1000, []) is None
    assert guess_writing(2000, [(1000, 20.0), (9000, 1.0)]) == 10.0


def test_what_was_measured_on_another_machine_or_is_broken_counts_as_never_measured(tmp_path, monkeypatch):
    keep_measured(tmp_path, "ab", Measured(1.0, reads=100.0, writes=10.0))
    assert read_measured(tmp_path)["ab"].writes == 10.0
    monkeypatch.setattr("models.measured.this_machine", lambda: "another one")
    assert read_measured(tmp_path) == {}
    (tmp_path / "measured.json").write_text("[")
    assert read_measured(tmp_path) == {}
