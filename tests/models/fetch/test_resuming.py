"""A pull that broke off, over the line, the server, the disk or a kill, goes on where it stopped."""

from __future__ import annotations

import os
import random
import resource
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from models.errors import NetworkError, NoSpaceError


def test_a_dropped_connection_goes_on_where_it_stopped(tiny: Any, server: Any) -> None:
    server.serve(drop_after=[1_200_000, 900_000])
    model = tiny.model()
    assert tiny.fetch(model, tiny.shelf(model)).read_bytes() == tiny.body
    starts = [wish for _, wish, _ in server.asked]
    assert starts[0] == "" and all(wish.startswith("bytes=") for wish in starts[1:])
    assert server.sent() < len(tiny.body) + 500_000


def test_a_line_that_stays_dead_keeps_what_arrived_and_the_next_pull_goes_on(tiny: Any, server: Any) -> None:
    server.serve(drop_after=[1_500_000, 0, 0, 0, 0, 0])
    model = tiny.model()
    shelf = tiny.shelf(model)
    with pytest.raises(NetworkError, match="kept") as fault:
        tiny.fetch(model, shelf)
    assert fault.value.exit_code == 8
    assert tiny.nothing_is_installed(shelf) and tiny.kept_bytes(shelf) > 1_000_000
    sent = server.sent()
    server.files["/tiny.gguf"].drop_after.clear()
    assert tiny.fetch(model, shelf).read_bytes() == tiny.body
    assert server.sent() - sent < len(tiny.body) - 1_000_000


def test_a_server_without_ranges_is_asked_from_the_start(tiny: Any, server: Any) -> None:
    server.serve(drop_after=[2_000_000], ranges=False)
    model = tiny.model()
    assert tiny.fetch(model, tiny.shelf(model)).read_bytes() == tiny.body


def test_a_file_that_changed_in_between_is_not_glued_to_its_old_half(tiny: Any, server: Any) -> None:
    other = b"GGUF" + random.Random(8).randbytes(3_000_000)
    server.serve(other, etag='"old"', drop_after=[1_500_000, 0, 0, 0, 0, 0])
    model = tiny.model()
    shelf = tiny.shelf(model)
    with pytest.raises(NetworkError):
        tiny.fetch(model, shelf)
    server.serve(etag='"new"')
    assert tiny.fetch(model, shelf).read_bytes() == tiny.body


def test_a_resumed_file_that_turns_out_wrong_is_fetched_once_more_from_the_start(
    tiny: Any, server: Any
) -> None:
    server.serve(etag="", drop_after=[1_500_000, 0, 0, 0, 0, 0])
    model = tiny.model()
    shelf = tiny.shelf(model)
    with pytest.raises(NetworkError):
        tiny.fetch(model, shelf)
    [half] = (shelf.folder / "partial").rglob("joined")
    half.write_bytes(b"\0" * half.stat().st_size)
    server.files["/tiny.gguf"].drop_after.clear()
    assert tiny.fetch(model, shelf).read_bytes() == tiny.body


def test_a_full_disk_says_so_keeps_what_arrived_and_goes_on_later(tiny: Any, server: Any) -> None:
    server.serve()
    model = tiny.model()
    shelf = tiny.shelf(model)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, before[1]))
    try:
        with pytest.raises(NoSpaceError, match="kept") as fault:
            tiny.fetch(model, shelf)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert fault.value.exit_code == 7
    assert tiny.nothing_is_installed(shelf) and tiny.kept_bytes(shelf) > 0
    assert tiny.fetch(model, shelf).read_bytes() == tiny.body
    assert server.asked[-1][1].startswith("bytes=")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a small disk")
def test_too_little_room_is_noticed_before_anything_is_fetched(
    tiny: Any, tmp_path: Path, server: Any
) -> None:
    small = tmp_path / "models"
    small.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(small)], check=False).returncode:
        pytest.skip("this sandbox cannot mount")
    try:
        server.serve()
        model = tiny.model()
        with pytest.raises(NoSpaceError, match="not enough room"):
            tiny.fetch(model, tiny.shelf(model))
        assert server.asked == []
    finally:
        subprocess.run(["umount", str(small)], check=True)


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


def test_a_killed_pull_leaves_no_model_and_the_next_one_goes_on(tiny: Any, server: Any) -> None:
    gate = threading.Event()
    server.serve(gate=gate)
    model = tiny.model()
    shelf = tiny.shelf(model)
    arguments = [tiny.web().url, str(shelf.folder), tiny.sha256, str(len(tiny.body))]
    command = [sys.executable, "-c", KILLED, *arguments]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ | tiny.quiet)
    assert child.stdout is not None
    first = child.stdout.readline()
    child.kill()
    child.wait()
    child.stdout.close()
    gate.set()
    assert first.strip() == "0" and tiny.nothing_is_installed(shelf)
    server.serve()
    assert tiny.fetch(model, shelf).read_bytes() == tiny.body
