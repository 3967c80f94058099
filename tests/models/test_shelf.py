"""The shelf says what is there, keeps choices, and survives damage."""

from __future__ import annotations

import hashlib
import json
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from models.catalogue import Model, load_catalogue
from models.errors import HashMismatchError, ModelMissingError, ShelfError, UnknownModelError
from models.shelf import Shelf


def put(shelf: Shelf, name: str, body: bytes = b"GGUF and more") -> Path:
    model: Model = shelf.catalogue.model(name)
    shelf.make_folder(shelf.folder)
    built = shelf.folder / "built"
    built.write_bytes(body)
    return shelf.install(model, built, hashlib.sha256(body).hexdigest())


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "models")


def test_looking_at_an_empty_shelf_writes_nothing(shelf: Shelf) -> None:
    assert shelf.installed() == [] and shelf.chosen("embedder") is None
    assert not shelf.folder.exists()


def test_a_missing_model_says_how_to_get_it(shelf: Shelf) -> None:
    with pytest.raises(ModelMissingError, match="secondme models pull minilm") as fault:
        shelf.path("minilm")
    assert fault.value.exit_code == 5
    with pytest.raises(UnknownModelError):
        shelf.path("no-such-model")


def test_an_installed_model_is_listed_with_its_hash_and_kept_private(shelf: Shelf) -> None:
    path = put(shelf, "minilm")
    [one] = shelf.installed()
    assert (one.name, one.role, one.path, one.size) == ("minilm", "embedder", path, 13)
    assert shelf.verify("minilm") == one.sha256
    assert path.stat().st_mode & 0o777 == 0o600
    assert (shelf.folder / "shelf.json").stat().st_mode & 0o777 == 0o600


def test_the_default_is_used_until_the_person_chooses(shelf: Shelf) -> None:
    put(shelf, "smollm2")
    assert shelf.chosen("generator") == "smollm2"
    put(shelf, "qwen-coder-1.5b")
    assert shelf.chosen("generator") == "qwen-coder-1.5b"
    shelf.use("smollm2")
    assert Shelf(shelf.folder).chosen("generator") == "smollm2"
    assert shelf.chosen("embedder") is None


def test_only_what_is_there_can_be_chosen(shelf: Shelf) -> None:
    with pytest.raises(ModelMissingError):
        shelf.use("multilingual")
    assert not (shelf.folder / "shelf.json").exists()


def test_removing_frees_the_file_and_the_choice_but_remembers_the_hash(shelf: Shelf) -> None:
    path = put(shelf, "smollm2")
    put(shelf, "qwen-coder-1.5b")
    shelf.use("smollm2")
    known = shelf.installed()[1].sha256
    assert shelf.remove("smollm2") == 13
    assert not path.exists() and shelf.chosen("generator") == "qwen-coder-1.5b"
    assert json.loads((shelf.folder / "shelf.json").read_text())["hashes"]["smollm2"] == known
    with pytest.raises(ModelMissingError):
        shelf.remove("smollm2")


def test_a_published_hash_outranks_one_seen_before(shelf: Shelf) -> None:
    put(shelf, "smollm2")
    shelf.remove("smollm2")
    assert shelf.known_hash("smollm2") == load_catalogue().model("smollm2").sha256


def test_one_flipped_bit_is_found(shelf: Shelf) -> None:
    path = put(shelf, "minilm")
    path.write_bytes(b"GGUF and mord")
    with pytest.raises(HashMismatchError, match="secondme models pull minilm"):
        shelf.verify("minilm")
    assert path.exists()


def test_a_file_that_vanished_is_no_longer_listed(shelf: Shelf) -> None:
    put(shelf, "minilm").unlink()
    assert shelf.installed() == [] and shelf.chosen("embedder") is None


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"version": 2}', '{"version": 1, "installed": {"a": 1}}'])
def test_a_damaged_record_is_said_and_not_overwritten(shelf: Shelf, damage: str) -> None:
    put(shelf, "minilm")
    record = shelf.folder / "shelf.json"
    record.write_text(damage)
    with pytest.raises(ShelfError, match="kept"):
        shelf.use("minilm")
    assert record.read_text() == damage


def test_choices_made_at_the_same_time_are_all_kept(shelf: Shelf) -> None:
    names = [model.name for model in shelf.catalogue.models]
    for name in names:
        put(shelf, name)
    writers = [threading.Thread(target=Shelf(shelf.folder).use, args=(name,)) for name in names * 4]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert shelf.chosen("embedder") in names and shelf.chosen("generator") in names
    assert len(shelf.installed()) == len(names)
    assert [file.name for file in shelf.folder.glob(".shelf*")] == []


def test_the_persons_own_models_are_on_the_shelf_too(shelf: Shelf, tmp_path: Path) -> None:
    shelf.make_folder(shelf.folder)
    mine = replace(load_catalogue().model("smollm2"), name="mine", filename="mine.gguf")
    (shelf.folder / "catalogue.toml").write_text(
        f'[[models]]\nname = "{mine.name}"\nrole = "generator"\ntitle = "Mine"\nlicence = ""\n'
        f'filename = "{mine.filename}"\nsize = 0\nsha256 = ""\ncontext_length = 512\nlanguages = ["en"]\n'
        'min_ram_gb = 1\n[[models.places]]\nkind = "file"\npath = "~/mine.gguf"\n'
    )
    put(shelf, "mine")
    shelf.use("mine")
    assert shelf.chosen("generator") == "mine"


@pytest.mark.parametrize("name", ["../../outside", "a/b", "..", ""])
def test_removing_what_is_no_model_is_refused_and_writes_nothing(shelf: Shelf, name: str) -> None:
    with pytest.raises(UnknownModelError):
        shelf.remove(name)
    assert not shelf.folder.exists() and not (shelf.folder.parent / "outside.lock").exists()
