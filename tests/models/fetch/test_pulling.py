"""Pulling a model: once, from the places that have it, with a clear word where none does."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest

from models.catalogue import Place
from models.errors import ModelError, NetworkError, PullBusyError, SourceMissingError
from models.fetch import Progress


def test_a_pulled_model_is_whole_private_and_in_use(tiny: Any, server: Any) -> None:
    server.serve()
    model = tiny.model()
    shelf = tiny.shelf(model)
    seen: list[Progress] = []
    path = tiny.fetch(model, shelf, progress=seen.append)
    assert path.read_bytes() == tiny.body
    assert path.stat().st_mode & 0o777 == 0o600
    assert shelf.folder.stat().st_mode & 0o777 == 0o700
    assert shelf.chosen("generator") == "tiny"
    assert {one.stage for one in seen} >= {"finding", "downloading", "verifying"}
    downloaded = [one.done for one in seen if one.stage == "downloading"]
    assert downloaded == sorted(downloaded) and downloaded[-1] == len(tiny.body)
    assert all(one.done <= (one.total or one.done) for one in seen)


def test_a_second_pull_asks_nobody(tiny: Any, server: Any) -> None:
    server.serve()
    model = tiny.model()
    shelf = tiny.shelf(model)
    tiny.fetch(model, shelf)
    asked = len(server.asked)
    assert tiny.fetch(model, shelf).read_bytes() == tiny.body
    assert len(server.asked) == asked


def test_a_right_file_without_a_record_is_adopted_not_fetched(tiny: Any, server: Any) -> None:
    model = tiny.model()
    shelf = tiny.shelf(model)
    shelf.folder.mkdir()
    (shelf.folder / model.filename).write_bytes(tiny.body)
    tiny.fetch(model, shelf)
    assert shelf.installed()[0].sha256 == tiny.sha256
    assert server.asked == []


def test_two_pulls_of_one_model_fetch_it_once(tiny: Any, server: Any) -> None:
    gate = threading.Event()
    server.serve(gate=gate)
    model = tiny.model()
    shelf = tiny.shelf(model)
    started = threading.Event()

    def note(progress: Progress) -> None:
        if progress.done:
            started.set()

    pulls = [threading.Thread(target=tiny.fetch, args=(model, shelf), kwargs={"progress": note})]
    pulls[0].start()
    assert started.wait(20)
    with pytest.raises(PullBusyError):
        tiny.fetch(model, shelf, wait=False)
    pulls.append(threading.Thread(target=tiny.fetch, args=(model, shelf)))
    pulls[1].start()
    gate.set()
    for one in pulls:
        one.join(20)
    assert len(server.asked) == 1 and shelf.path("tiny").read_bytes() == tiny.body


def test_the_next_place_is_tried_and_a_password_never_appears(tiny: Any, tmp_path: Path, server: Any) -> None:
    server.serve(path="/mirror")
    secret = Place("url", url=f"http://me:hunter2@127.0.0.1:{server.http.server_port}/gone")
    model = tiny.model(secret, tiny.web("/mirror"))
    shelf = tiny.shelf(model)
    assert tiny.fetch(model, shelf).read_bytes() == tiny.body
    alone = tiny.model(secret, name="alone")
    with pytest.raises(ModelError) as fault:
        tiny.fetch(alone, tiny.shelf(alone))
    assert "hunter2" not in str(fault.value)
    assert not any(b"hunter2" in file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())


def test_a_hub_and_a_file_are_places_too(tiny: Any, tmp_path: Path, server: Any) -> None:
    server.serve(path="/me/tiny-GGUF/resolve/main/tiny.gguf")
    hub = tiny.model(Place("hub", repository="me/tiny-GGUF", file="tiny.gguf"))
    shelf = tiny.shelf(hub, below="hub")
    there = tiny.quiet | {"HF_ENDPOINT": server.url}
    assert tiny.fetch(hub, shelf, environment=there).read_bytes() == tiny.body
    local = tmp_path / "my own.gguf"
    local.write_bytes(tiny.body)
    own = tiny.model(Place("file", path=str(local)))
    assert tiny.fetch(own, tiny.shelf(own, below="file")).read_bytes() == tiny.body
    assert local.read_bytes() == tiny.body


@pytest.mark.parametrize("status", [401, 404, 410])
def test_a_refusal_is_said_at_once(tiny: Any, server: Any, status: int) -> None:
    server.serve(b"no", status=status)
    model = tiny.model()
    shelf = tiny.shelf(model)
    with pytest.raises(SourceMissingError, match=str(status)):
        tiny.fetch(model, shelf)
    assert len(server.asked) == 1 and tiny.nothing_is_installed(shelf)


def test_a_server_that_is_not_well_is_asked_again(tiny: Any, server: Any) -> None:
    server.serve(b"later", status=503)
    model = tiny.model()
    shelf = tiny.shelf(model)
    pauses: list[float] = []

    def heal(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 2:
            server.serve()

    assert tiny.fetch(model, shelf, pause=heal).read_bytes() == tiny.body
    assert pauses == sorted(pauses)


def test_no_network_says_so_with_its_own_exit_code(tiny: Any, server: Any) -> None:
    model = tiny.model()
    server.stop()
    shelf = tiny.shelf(model)
    with pytest.raises(NetworkError, match="Check the network") as fault:
        tiny.fetch(model, shelf)
    assert fault.value.exit_code == 8 and tiny.nothing_is_installed(shelf)
