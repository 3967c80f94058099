"""The commands: each explains itself, answers on stdout, talks on stderr, and ends with a fitting code."""

from __future__ import annotations

import io
import json
import re
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import click
import pytest

from secondme.cli import COMMANDS, cli, load_command
from secondme.store.database import PAGE_BYTES

WriteTree = Callable[[Mapping[str, str | bytes | None]], Path]
WriteChat = Callable[[Sequence[Mapping[str, Any]]], Path]
Run = Callable[..., Any]

NOTES = {
    "mull.md": "# Mull\n\nThe puffin boat leaves at nine.\n",
    "key.md": "# Spare key\n\nThe spare key is with Beathag next door.\n",
}
JSON_COMMANDS = [
    "add",
    "import",
    "remember",
    "recall",
    "ask",
    "forget",
    "index",
    "sources",
    "clients",
    "status",
]


def every_command() -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    for name in COMMANDS:
        command = load_command(name)
        found.append((name,))
        if isinstance(command, click.Group):
            found += [(name, inner) for inner in command.commands]
    return found


@pytest.fixture
def noted(run: Run, tree: WriteTree, home: Path) -> Path:
    """A memory of two notes, without models; the folder of the notes."""
    folder = tree(NOTES)
    assert run("add", folder).code == 0
    return folder


@pytest.mark.parametrize("words", every_command(), ids=" ".join)
def test_every_command_explains_itself_with_an_example(run: Run, words: tuple[str, ...]) -> None:
    ended = run(*words, "--help")
    assert (ended.code, ended.err) == (0, "")
    assert "Example" in ended.out
    assert f"secondme {' '.join(words)}" in ended.out
    if len(words) == 1:
        assert "Exit codes: 0 " in " ".join(ended.out.split())


@pytest.mark.parametrize("words", every_command(), ids=" ".join)
def test_every_command_says_what_it_does_in_one_line(words: tuple[str, ...]) -> None:
    command: click.Command = cli
    for word in words:
        assert isinstance(command, click.Group)
        found = command.get_command(click.Context(command), word)
        assert found is not None
        command = found
    first = (command.help or "").split("\n\n")[0]
    assert first.endswith(".") and len(first) < 200


@pytest.mark.parametrize("words", every_command(), ids=" ".join)
def test_lists_below_a_command_are_not_run_together(words: tuple[str, ...]) -> None:
    command: Any = load_command(words[0])
    for inner in words[1:]:
        command = command.commands[inner]
    paragraphs = re.split(r"\n\s*\n", command.epilog or "")
    assert not [each for each in paragraphs if "\b" not in each and re.search(r"\n {2}\S", each)]
    assert not [each for each in paragraphs if "Exit codes:" in each[1:]]


def test_the_overview_names_every_command_and_every_exit_code(run: Run) -> None:
    for arguments in (["--help"], ["-h"]):
        out = run(*arguments).out
        for name, line in COMMANDS.items():
            assert name in out and line in out
        for code in (0, 1, 2, 3, 4, 5, 6, 7, 8, 130):
            assert f"\n    {code} " in out or f"\n  {code} " in out, code


def test_a_name_that_was_mistyped_is_answered_with_the_one_that_was_meant(run: Run) -> None:
    for typed, meant in {"reca": "recall", "statsu": "status"}.items():
        ended = run(typed)
        assert ended.code == 2 and f"Did you mean {meant}?" in ended.err
    assert "secondme --help" in run("frobnicate").err


def test_the_version_is_told(run: Run) -> None:
    import secondme

    assert secondme.__version__ in run("--version").out


@pytest.mark.parametrize("name", JSON_COMMANDS)
def test_what_shows_something_has_json(name: str) -> None:
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    assert "--json" in [option for parameter in command.params for option in parameter.opts]


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


def test_explaining_shows_every_signal_and_the_sum(run: Run, noted: Path) -> None:
    out = run("recall", "puffin", "--explain").out
    hit = run("recall", "puffin", "--json").json[0]
    for name in hit["signals"]:
        assert name in out
    assert f"{hit['score']:5.2f}" in out


def test_explaining_shows_how_the_question_was_understood(run: Run, noted: Path) -> None:
    out = run("recall", 'puffin "the puffin" -cat on 03/04/2023 before:2099', "--explain").out
    assert "kind      what" in out
    assert "words     puffin" in out
    assert 'phrase    "the puffin" must stand in it' in out
    assert "left out  cat" in out
    assert "filter    before:2099 (2099-01-01 to 2099-12-31)" in out
    assert "03/04/2023: 2023-03-04 or 2023-04-03; widened" in out


def test_a_filter_that_makes_no_sense_is_told_and_nothing_is_searched(run: Run, noted: Path) -> None:
    ended = run("recall", "puffin before:banana")
    assert (ended.code, ended.out) == (2, "")
    assert "nothing was searched" in ended.err


def test_recorded_before_finds_what_was_known(run: Run, noted: Path) -> None:
    assert run("recall", "puffin", "--recorded-before", "2020-01-01").code == 3
    assert run("recall", "puffin", "--recorded-before", "2999-01-01").code == 0
    assert run("recall", "puffin", "--recorded-before", "0001-01-01").code == 3


def test_what_stands_around_a_hit_is_shown_and_hits_are_gathered(run: Run, chat: WriteChat) -> None:
    texts = ["Good morning!", "The puffin boat leaves at nine.", "See you there.", "Bring the puffin book."]
    talk = [
        {
            "conversation": "c",
            "session": "2025-06-01",
            "time": f"2025-06-01T10:0{n}:00Z",
            "speaker": "Ana",
            "text": text,
        }
        for n, text in enumerate(texts)
    ]
    run("import", "jsonl", chat(talk))
    assert "Good morning" not in run("recall", "puffin", "-n", "1").out
    out = run("recall", "puffin boat", "-n", "1", "--context", "1").out
    assert (
        out.index("Good morning") < out.index("leaves at nine") < out.index("See you") and "book" not in out
    )
    [hit] = run("recall", "puffin boat", "-n", "1", "-C", "1", "--json").json
    assert [[one["text"] for one in hit[side]] for side in ("before", "after")] == [texts[:1], texts[2:3]]
    grouped = run("recall", "puffin book", "--group", "-C", "2").out
    assert grouped.startswith("c, 1 June 2025\n")
    assert [grouped.count(text) for text in texts] == [1, 1, 1, 1]
    [event] = run("recall", "puffin", "--group", "--json").json
    assert (event["event"], event["document"]) == ("c, 1 June 2025", "d1")
    assert [hit["text"] for hit in event["hits"]] == texts


def test_what_came_first_is_told_without_a_model(run: Run, tree: WriteTree) -> None:
    run("add", tree({"2025-05-01 roof.md": "The roof leaks.", "2025-06-01 cat.md": "The cat had kittens."}))
    ended = run("ask", "What happened first, the kittens or the roof?")
    assert ended.code == 0 and ended.out.startswith("“the roof” came first: ")
    assert "roof" in run("recall", "What happened first, the kittens or the roof?", "-n", "1").out
    shown = run("recall", "What happened first, the kittens or the roof?", "--explain").out
    assert "order " in shown and "20.00" in shown


def test_as_of_leaves_out_what_came_later(run: Run, tree: WriteTree) -> None:
    run("add", tree({"2024-05-01 job.md": "My job is gardener.", "2025-05-01 job.md": "My job is sailor."}))
    assert "sailor" not in run("recall", "--as-of", "2024-05-01", "my job").out
    assert "gardener" in run("recall", "--as-of", "2024-05-01", "my job").out
    assert run("recall", "--as-of", "2024-04-30", "my job").code == 3


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
        (["add", ".", "--trust", "assistant"], 2),
        (["import", "jsonl", "/nowhere/at/all"], 2),
        (["import", "pigeon", "."], 2),
        (["remember", "  "], 2),
        (["forget", "everything", "--yes"], 2),
        (["forget", "p99", "--yes"], 3),
        (["recall", "xylophone"], 3),
        (["recall", ""], 3),
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
