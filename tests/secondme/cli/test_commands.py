"""The commands: each answers on stdout, talks on stderr, and ends with a fitting code."""

from __future__ import annotations

import io
import json
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from secondme.store.database import PAGE_BYTES

from .conftest import NOTES

WriteTree = Callable[[Mapping[str, str | bytes | None]], Path]
WriteChat = Callable[[Sequence[Mapping[str, Any]]], Path]
Run = Callable[..., Any]


def test_remembering_recalling_and_forgetting_from_end_to_end(run: Run, home: Path) -> None:
    told = run("remember", "The spare key is with Beathag.")
    assert told.code == 0 and "m1" in told.out
    assert str(home / "key") in told.err
    found = run("recall", "spare key")
    assert found.code == 0 and "Beathag" in found.out and "m1" in found.out
    assert "Beathag" not in found.err
    assert run("forget", "m1", "--yes").code == 0
    gone = run("recall", "spare key")
    assert (gone.code, gone.out) == (3, "")
    assert "Nothing found" in gone.err


def test_json_is_one_value_on_stdout_and_all_else_is_on_stderr(
    run: Run, tree: WriteTree, chat: WriteChat
) -> None:
    folder = tree({**NOTES, "broken.pdf": b"%PDF-1.4\nno"})
    talk = chat([{"speaker": "Ana", "text": "The puffin boat!"}])
    added = run("add", folder, "--json")
    assert (added.code, added.json["documents"], len(added.json["unreadable"])) == (0, 2, 1)
    assert added.err
    assert run("import", "jsonl", talk, "--me", "Ana", "--json").json["documents"] == 1
    assert run("index", "--json").json["removed"] == 0
    told = {"id": "m1", "text": "Bring a coat.", "instruction": None}
    assert run("remember", "Bring a coat.", "--json").json == told
    hits = run("recall", "puffin boat", "--json").json
    assert {hit["title"] for hit in hits} >= {"Mull"}
    assert len(run("recall", "puffin boat", "--json", "-n", "1").json) == 1
    assert [source["id"] for source in run("sources", "--json").json] == ["s1", "s2", "s3"]
    assert run("status", "--json").json["documents"] == 4
    receipt = run("forget", "m1", "--json").json
    assert (receipt["id"], receipt["memories"]) == ("m1", 1)
    assert {model["name"] for model in run("models", "list", "--json").json} >= {"minilm", "smollm2"}
    nothing = run("recall", "xylophone", "--json")
    assert (nothing.code, nothing.json) == (3, [])


def test_json_keeps_every_letter(run: Run) -> None:
    text = 'é 🐧 "quoted" \\ \u2028 line\nbreak'
    run("remember", text)
    ended = run("recall", "quoted", "--json")
    assert ended.json[0]["text"] == text
    assert "é 🐧" in ended.out


def test_the_memory_can_be_named_by_an_option(run: Run, tmp_path: Path, home: Path) -> None:
    assert run("--home", tmp_path / "other", "remember", "A secret.").code == 0
    assert run("--home", tmp_path / "other", "recall", "secret").code == 0
    assert run("recall", "secret").code == 3
    assert (tmp_path / "other" / "memory.db").exists()


def test_escape_sequences_in_notes_never_reach_the_terminal(run: Run, tree: WriteTree) -> None:
    run("add", tree({"\x1b[31mred.md": "puffin \x1b]0;owned\x07 \x9b31m \u202e evil"}))
    run("remember", "puffin \x1b[2J\u202e")
    for ended in (run("recall", "puffin", "--explain"), run("sources"), run("status", "--unread")):
        assert not set(ended.out) & {"\x1b", "\x07", "\x9b", "\u202e"}


def test_unreadable_files_are_listed_with_the_reason(run: Run, tree: WriteTree) -> None:
    added = run("add", tree({"broken.pdf": b"%PDF-1.4\nno"}))
    assert added.code == 0 and "broken.pdf" in added.err
    listed = run("status", "--unread")
    assert "/broken.pdf\n" in listed.out and "it is damaged" in listed.out
    [one] = run("status", "--unread", "--json").json
    assert (one["source"], one["path"].endswith("/notes/broken.pdf")) == ("s1", True)
    assert "not readable" in run("status").out


def test_files_with_nothing_worth_reading_are_listed_apart_from_faults(run: Run, tree: WriteTree) -> None:
    minified = "function a(b){return b};" * 4_000
    run("add", tree({"note.md": "The puffin.", "app.min.js": minified}))
    assert run("status", "--unread").out == ""
    assert "app.min.js" in run("status", "--skipped").out
    assert "skipped" in run("status").out


def test_removed_and_missing_are_told(run: Run, noted: Path) -> None:
    (noted / "mull.md").unlink()
    assert "retired 1 document" in run("index").out
    noted.rename(noted.with_name("away"))
    assert "is not there now" in run("index").err


def test_an_empty_memory_says_what_to_do(run: Run) -> None:
    assert "secondme add" in run("recall", "puffin").err
    assert "secondme add" in run("sources").err
    assert "secondme models pull" in run("status").out


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["nonsense"], 2),
        (["recall"], 2),
        (["recall", "x", "--limit", "0"], 2),
        (["recall", "x", "--limit", "many"], 2),
        (["recall", "x", "--as-of", "someday"], 2),
        (["recall", "x", "--unknown"], 2),
        (["add"], 2),
        (["add", "/nowhere/at/all"], 2),
        (["add", ""], 2),
        (["import", "whatsapp", ""], 2),
        (["import", ""], 2),
        (["sync", ""], 2),
        (["export", ""], 2),
        (["--home", "", "status"], 2),
        (["add", ".", "--trust", "assistant"], 2),
        (["import", "jsonl", "/nowhere/at/all"], 2),
        (["import", "pigeon", "."], 2),
        (["remember", "  "], 2),
        (["forget", "everything", "--yes"], 2),
        (["forget", "p99", "--yes"], 3),
        (["recall", "xylophone"], 3),
        (["recall", ""], 2),
        (["ask", " "], 2),
        (["recall", "kayak", "from:ana"], 3),
        (["ask", "Who?"], 3),
        (["models", "path", "minilm"], 5),
        (["models", "use", "nonsense"], 2),
        (["models", "pull", "nonsense"], 2),
        (["models", "remove", "minilm"], 5),
        (["key"], 2),
        (["key", "--show", "--restore"], 2),
        (["key", "--restore"], 2),
        (["status"], 0),
        (["sources"], 0),
        (["index"], 0),
        (["models", "list"], 0),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else str(value),
)
def test_it_ends_with_the_exit_code_that_fits(run: Run, home: Path, arguments: list[str], code: int) -> None:
    ended = run(*arguments)
    assert ended.code == code, ended.err
    assert "Traceback" not in ended.err
    assert bool(ended.err) or code == 0


def test_an_export_that_cannot_be_read_ends_with_six_and_leaves_no_source(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "chat.jsonl"
    path.write_text("this is not a chat\n")
    ended = run("import", "jsonl", path)
    assert ended.code == 6
    assert "was not read" in ended.err
    assert run("sources", "--json").json == []


def test_a_memory_without_its_key_ends_with_four_and_stays_as_it_is(run: Run, home: Path) -> None:
    run("remember", "The spare key is with Beathag.")
    written = run("key", "--show").out.strip()
    before = (home / "memory.db").read_bytes()
    (home / "key").unlink()
    ended = run("recall", "key")
    assert ended.code == 4 and "secondme key --restore" in ended.err
    (home / "key").write_text("00" * 32)
    assert run("recall", "key").code == 4
    assert (home / "memory.db").read_bytes() == before
    (home / "key").write_text(written)
    assert run("recall", "key").code == 0


@pytest.mark.parametrize("place", ["a file", "in a file"])
def test_a_home_that_cannot_be_made_ends_with_four(run: Run, tmp_path: Path, place: str) -> None:
    file = tmp_path / "file"
    file.write_text("mine")
    ended = run("--home", file if place == "a file" else file / "home", "status")
    assert ended.code in {2, 4}
    assert file.read_text() == "mine"
    assert "Traceback" not in ended.err


def test_a_key_on_paper_opens_the_memory_again(run: Run, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("remember", "The spare key is with Beathag.")
    written = run("key", "--show").out.strip()
    (home / "key").unlink()
    typed = io.StringIO("\n".join(["11" * 32, "not a key", written]))
    monkeypatch.setattr("sys.stdin", typed)
    assert run("key", "--restore").code == 4
    assert not (home / "key").exists()
    assert run("key", "--restore").code == 2
    assert run("key", "--restore").code == 0
    assert run("recall", "spare key").code == 0


@pytest.mark.model
def test_models_are_listed_used_and_removed(run: Run, stocked_home: Path) -> None:
    here = {model["name"] for model in run("models", "list", "--json").json if model["installed"]}
    assert here == {"minilm", "smollm2"}
    path = Path(run("models", "path", "smollm2").out.strip())
    assert path.is_file() and path.is_relative_to(stocked_home)
    assert run("models", "verify", "minilm").code == 0
    assert run("models", "use", "smollm2").code == 0
    assert run("models", "remove", "smollm2").code == 0
    run("remember", "The spare key is with Beathag next door.")
    assert run("ask", "Who has the spare key?").code == 5
    assert run("models", "verify", "smollm2").code == 5


@pytest.mark.model
def test_asking_ends_with_nought_or_three_and_its_json_is_whole(run: Run, stocked_home: Path) -> None:
    run("remember", "The puffin boat leaves from Ulva Ferry at nine.")
    ended = run("ask", "When does the puffin boat leave from Ulva Ferry?", "--json")
    assert ended.code == (3 if ended.json["abstained"] else 0)
    unknown = run("ask", "What colour is my grandmother's bicycle?")
    assert unknown.code == 3
    assert "I don't know" in unknown.out


@pytest.mark.model
def test_choosing_another_embedder_embeds_everything_anew(run: Run, stocked_home: Path) -> None:
    run("remember", "The puffin boat leaves at nine.")
    models = stocked_home / "models"
    known = next(model for model in run("models", "list", "--json").json if model["name"] == "minilm")
    entry = {
        "name": "again",
        "role": "embedder",
        "title": "MiniLM again",
        "licence": "Apache-2.0",
        "filename": "again.gguf",
        "size": known["size"],
        "sha256": known["sha256"],
        "context_length": 512,
        "dimensions": 384,
        "languages": ["en"],
        "min_ram_gb": 1,
        "query_prefix": "asked: ",
    }
    lines = [f"{name} = {json.dumps(value)}" for name, value in entry.items()]
    place = json.dumps(str((models / "all-MiniLM-L6-v2.Q8_0.gguf").resolve()))
    own = "\n".join(["[[models]]", *lines, "[[models.places]]", 'kind = "file"', f"path = {place}"])
    (models / "catalogue.toml").write_text(own)
    used = run("models", "use", "again")
    assert used.code == 0 and "1 passage" in used.out
    status = run("status", "--json").json
    assert (status["embedder"], status["serving"], status["vectors"]) == ("again", "again", 1)


@pytest.mark.parametrize("name", ["notes [work]", "a[/b]", "[bold]x[/bold]"])
def test_brackets_in_the_name_of_a_folder_are_shown_and_obeyed_by_nobody(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("COLUMNS", "500")
    place = tmp_path / name
    place.mkdir(parents=True)
    (place / "note.md").write_text("The puffin boat.")
    run("--home", place / "memory", "add", place)
    for words in ("sources", "status"):
        ended = run("--home", place / "memory", words)
        assert ended.code == 0 and str(place) in ended.out


def test_escape_sequences_in_names_that_are_skipped_never_reach_the_terminal(
    run: Run, tree: WriteTree
) -> None:
    folder = tree({"note.md": "The puffin boat.", "\x1b]0;owned\x07.pdf": b"%PDF-1.4\nno"})
    (folder / "\x1b[31mred.md").symlink_to(folder / "nowhere")
    ended = run("add", folder)
    assert "Skipped" in ended.err and "Could not read" in ended.err
    assert not set(ended.err) & {"\x1b", "\x07"}


@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Tokyo", "UTC"])
@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_first_and_the_last_day_of_the_calendar_can_be_named(
    run: Run, monkeypatch: pytest.MonkeyPatch, zone: str, day: str
) -> None:
    run("remember", "The puffin boat.")
    with monkeypatch.context() as elsewhere:
        elsewhere.setenv("TZ", zone)
        time.tzset()
        code = run("recall", "--as-of", day, "puffin").code
    time.tzset()
    assert code == (0 if day > "2" else 3)


def test_a_damaged_memory_ends_with_four_also_where_it_is_only_read(
    run: Run, home: Path, tree: WriteTree
) -> None:
    run("add", tree({f"{number}.md": f"puffin {number} " * 2_000 for number in range(30)}))
    store = home / "memory.db"
    whole = bytearray(store.read_bytes())
    for page in range(len(whole) // PAGE_BYTES // 2, len(whole) // PAGE_BYTES):
        whole[page * PAGE_BYTES + 700] ^= 1
    store.write_bytes(whole)
    ended = run("recall", "puffin")
    assert ended.code == 4 and "damaged" in ended.err and "Traceback" not in ended.err
