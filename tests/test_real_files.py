"""Real files that nobody here wrote: most are read, none ends its reader, and every place holds its text.

The files come from source packages of other projects, 45 MB in all (benchmarks/real_files.toml). They are
kept in the platform's cache folder; where they are not there, they are fetched only with SECONDME_TEST_ALL=1.
"""

from __future__ import annotations

import importlib.util
import os
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from ingest import Document, Options, Outcome, Passage, read_one, text_at
from ingest.formats import FORMATS
from ingest.formats.ocr import tools

pytestmark = pytest.mark.slow

LEAST_FILES = 300
LEAST_FORMATS = 20
LEAST_SHARE = 0.94
"""Of the files in which there may be something to read; what remains is encrypted, damaged or a recording."""
PLACES_A_DOCUMENT = 6
"""So many passages of each document are looked up, from the first to the last."""
WITHOUT_OCR = Options(ocr=False)


def load_benchmark() -> ModuleType:
    """Loaded before any test redirects the surroundings: it tells where the files are kept."""
    file = Path(__file__).parent.parent / "benchmarks" / "real_files.py"
    spec = importlib.util.spec_from_file_location("real_files", file)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["real_files"] = module
    spec.loader.exec_module(module)
    return module


real_files = load_benchmark()


@pytest.fixture(scope="module")
def folder() -> Path:
    """The folder with the files."""
    if not os.environ.get("SECONDME_TEST_ALL") and not real_files.is_gathered(real_files.FOLDER):
        pytest.skip("the real files (45 MB) are not here; set SECONDME_TEST_ALL=1 to fetch them")
    files: Path = real_files.gather(real_files.FOLDER)
    return files


@pytest.fixture(scope="module")
def outcomes(folder: Path) -> list[Outcome]:
    """What came of each file, in reading processes, as in a first index; pictures of text are left out."""
    found: list[Outcome] = real_files.read_all(folder, WITHOUT_OCR)[0]
    return found


@pytest.fixture(scope="module")
def final(outcomes: list[Outcome]) -> list[Outcome]:
    """The last outcome of each file."""
    return [outcome for outcome in outcomes if outcome.last]


def test_hundreds_of_real_files_of_twenty_formats_are_read(final: list[Outcome]):
    read = Counter(real_files.format_of(outcome) for outcome in final if outcome.verdict == "read")
    assert read.total() >= LEAST_FILES
    assert len(read) >= LEAST_FORMATS
    assert read.keys() <= FORMATS.keys()


def test_no_real_file_ends_its_reader_or_makes_it_stumble(final: list[Outcome], folder: Path):
    assert len(final) == len(list(real_files.found(folder)))
    assert [(outcome.file.key, outcome.reason) for outcome in final if real_files.is_fault(outcome)] == []


def test_nearly_all_real_files_with_something_in_them_are_read(final: list[Outcome]):
    figures = real_files.summary(final, 0.0, set())
    assert figures["share_of_worthy"] >= LEAST_SHARE


def test_every_real_file_that_is_not_read_says_why(final: list[Outcome]):
    assert all(outcome.reason for outcome in final if outcome.verdict != "read")


def test_real_mails_are_mails_whatever_they_are_called(final: list[Outcome]):
    kinds = {
        outcome.file.key: real_files.format_of(outcome)
        for outcome in final
        if "mail_parser" in outcome.file.key and "tests/mails/" in outcome.file.key
    }
    assert len(kinds) > 20
    assert set(kinds.values()) <= {"mail", "outlook"}


def test_the_articles_on_newspaper_pages_are_found_without_the_menus(final: list[Outcome], folder: Path):
    figures = real_files.page_figures(final, folder)
    assert figures["pages"] >= 15
    assert figures["page_recall"] >= 0.98
    assert figures["page_precision"] >= 0.85


def test_no_passage_of_a_real_file_is_what_is_left_of_binary_data(outcomes: list[Outcome]):
    garbled = [document.key for document in documents(outcomes) if share_of_damage(document) > 0.05]
    assert all("utf8-wrong" in key for key in garbled)  # A mail with a PNG in its text.


def share_of_damage(document: Document) -> float:
    text = "".join(passage.text for passage in document.passages)
    return sum(character == "\ufffd" or character < "\t" for character in text) / max(1, len(text))


def test_the_text_at_each_place_in_a_real_file_holds_its_passage(outcomes: list[Outcome], folder: Path):
    looked_up: Counter[str] = Counter()
    elsewhere = []
    for outcome in outcomes:
        for document in outcome.documents:
            for passage in some(document.passages):
                looked_up[real_files.format_of(outcome)] += 1
                if not stands_there(passage, document, folder / outcome.file.key):
                    elsewhere.append((document.key, str(passage.locator), passage.text))
    assert elsewhere == []
    assert len(looked_up) >= LEAST_FORMATS
    assert looked_up.total() > 4_000


def stands_there(passage: Passage, document: Document, path: Path) -> bool:
    return passage.text in text_at(path, document.key, passage.locator, WITHOUT_OCR)


def some(passages: tuple[Passage, ...]) -> Iterator[Passage]:
    """The first, the last, and some between them."""
    count = min(len(passages), PLACES_A_DOCUMENT)
    return (passages[number * (len(passages) - 1) // max(1, count - 1)] for number in range(count))


def documents(outcomes: list[Outcome]) -> Iterator[Document]:
    return (document for outcome in outcomes for document in outcome.documents)


@pytest.mark.skipif(not tools(), reason="Tesseract is not installed")
def test_a_real_scan_is_read_where_tesseract_is_installed(folder: Path):
    [scan] = [file for file in real_files.found(folder) if file.key.endswith("resources/congress.pdf")]
    [outcome] = read_one(scan)
    [document] = outcome.documents
    assert "CONGRESS" in document.passages[0].text.upper()
    assert document.passages[0].text in text_at(scan.path, scan.key, document.passages[0].locator)
