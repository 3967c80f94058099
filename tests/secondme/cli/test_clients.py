"""What the person says of other programs on the command line, and what they are told of them."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import secondme
from secondme.errors import NotAllowedError
from secondme.store.clients import token_hashes

Run = Callable[..., Any]


@pytest.fixture
def told(run: Run, home: Path, tmp_path: Path) -> Run:
    """A memory of one folder and one thing told, of which one program was denied a thing."""
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "mull.md").write_text("# Mull\n\nThe puffin boat leaves at nine.\n")
    run("add", folder)
    run("remember", "The puffin key is with Beathag.")
    with secondme.open() as memory, pytest.raises(NotAllowedError, match="clients allow editor --read"):
        memory.serve_client("editor", "recall", {"query": "puffin"})
    return run


def ask(client: str, tool: str, **arguments: Any) -> Any:
    with secondme.open() as memory:
        return memory.serve_client(client, tool, arguments)


def test_before_anything_asked_there_is_nobody(run: Run, home: Path) -> None:
    assert "No program has asked yet" in run("clients").err
    assert run("clients", "--json").json == []
    assert "No program has read" in run("clients", "log").err
    assert run("clients", "log", "--json").json == []


def test_who_came_is_listed_with_what_it_may_do(told: Run) -> None:
    listed = told("clients")
    assert listed.code == 0 and "editor" in listed.out and "nothing" in listed.out
    [one] = told("clients", "--json").json
    assert (one["name"], one["read"], one["write"], one["denied"]) == ("editor", False, False, 1)
    assert one["first_seen"] == one["last_seen"] and one["decided_at"] is None


def test_allowing_is_all_of_what_is_allowed(told: Run) -> None:
    assert "read all and write" in told("clients", "allow", "editor", "--read", "--write").out
    assert "read s1, markdown" in " ".join(
        told("clients", "allow", "editor", "--read", "--source", "s1", "--kind", "markdown").out.split()
    )
    assert [one["title"] for one in ask("editor", "recall", query="puffin").structured["passages"]] == [
        "Mull"
    ]
    with pytest.raises(NotAllowedError, match="--write"):
        ask("editor", "remember", text="Something.")
    told("clients", "deny", "editor")
    with pytest.raises(NotAllowedError):
        ask("editor", "recall", query="puffin")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("allow", "editor"), 2),
        (("allow", "editor", "--write", "--source", "s1"), 2),
        (("allow", "editor", "--read", "--source", "s99"), 2),
        (("allow", "editor", "--read", "--kind", "poem"), 2),
        (("allow", "my editor", "--read"), 2),
        (("allow", "x" * 65, "--read"), 2),
        (("deny", "nobody"), 3),
        (("log", "nobody"), 3),
    ],
)
def test_what_makes_no_sense_changes_nothing(told: Run, words: tuple[str, ...], code: int) -> None:
    before = told("clients", "--json").json
    ended = told("clients", *words)
    assert (ended.code == code and "Nothing was changed" in ended.err) or "Nothing was done" in ended.err
    assert told("clients", "--json").json == before


def test_a_kind_is_named_as_in_a_question(told: Run) -> None:
    told("clients", "allow", "editor", "--read", "--kind", "told")
    [one] = ask("editor", "recall", query="puffin").structured["passages"]
    assert "Beathag" in one["text"]
    told("clients", "allow", "editor", "--read", "--kind", "md")
    [one] = ask("editor", "recall", query="puffin").structured["passages"]
    assert one["title"] == "Mull"


def test_a_client_whose_only_source_was_forgotten_sees_nothing(told: Run) -> None:
    told("clients", "allow", "editor", "--read", "--source", "notes")
    assert told("forget", "s1", "--yes").code == 0
    assert ask("editor", "recall", query="puffin").structured == {"passages": []}
    assert "nothing that is left" in " ".join(told("clients").out.split())


def test_the_log_tells_what_was_asked_and_given(told: Run) -> None:
    told("clients", "allow", "editor", "--read", "--write")
    ask("editor", "recall", query="puffin\x1b[2J boat", limit=1)
    written = ask("editor", "remember", text="The xylophone is in the loft.").ids
    shown = told("clients", "log", "editor")
    assert shown.code == 0 and "denied" in shown.out and "\x1b[2J" not in shown.out
    log = told("clients", "log", "--json").json
    assert [(one["tool"], one["way"], one["outcome"]) for one in log] == [
        ("recall", "read", "denied"),
        ("recall", "read", "given"),
        ("remember", "write", "given"),
    ]
    assert log[1]["asked"] == "query: puffin[2J boat, limit: 1" and len(log[1]["given"]) == 1
    assert log[2]["given"] == list(written) and log[2]["asked"] == ""
    assert told("forget", written[0], "--yes").code == 0
    assert told("clients", "log", "--json").json[2] == log[2]
    assert "xylophone" not in json.dumps(told("clients", "log", "--json").json)


def test_what_clients_ask_is_not_in_the_persons_own_log(told: Run) -> None:
    told("clients", "allow", "editor", "--read")
    ask("editor", "recall", query="puffin")
    with secondme.open() as memory:
        [(count,)] = memory.store.connection().execute("SELECT count(*) FROM recalls").fetchall()
    assert count == 0


def test_a_name_that_is_none_starts_nothing(run: Run, home: Path) -> None:
    ended = run("mcp", "--client", "two words")
    assert (ended.code, ended.out) == (2, "") and "no name for a client" in ended.err
    assert run("mcp").code == 2


def test_without_the_package_it_says_what_to_install(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    ended = run("mcp", "--client", "editor")
    assert (ended.code, ended.out) == (2, "") and "secondme[mcp]" in ended.err
    ended = run("serve")
    assert (ended.code, ended.out) == (2, "") and "secondme[serve]" in ended.err


def test_a_server_asks_either_one_client_or_all_that_have_a_token(run: Run, home: Path) -> None:
    for words in (("mcp",), ("mcp", "--http", "--client", "editor")):
        ended = run(*words)
        assert (ended.code, ended.out) == (2, "") and "Nothing was started" in ended.err


def test_a_token_is_shown_once_and_kept_nowhere(told: Run, home: Path) -> None:
    made = told("clients", "token", "editor")
    token = made.out.strip()
    assert made.code == 0 and token.startswith("secondme_") and len(token) > 40 and token not in made.err
    [one] = told("clients", "--json").json
    assert one["token"] is True and token not in json.dumps(one)
    with secondme.open() as memory:
        assert memory.client_of_token(token) == "editor"
        kept = b"".join(bytes(digest) for _, digest in token_hashes(memory.store.connection()))
        assert len(kept) == 32 and token.encode() not in kept
        assert memory.client_of_token(told("clients", "token", "editor").out.strip()) == "editor"
        assert memory.client_of_token(token) is None
    assert told("clients", "token", "editor", "--revoke").code == 0
    assert told("clients", "--json").json[0]["token"] is False
    assert told("clients", "token", "nobody", "--revoke").code == 3
    assert told("clients", "token", "two words").code == 2


def test_what_is_masked_is_said_in_words(told: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    shown = told("clients", "allow", "editor", "--read", "--mask", "names,numbers", "--write").out
    assert "read all (names and numbers masked) and write" in shown
    assert told("clients", "--json").json[0]["masks"] == ["secrets", "names", "numbers"]
    assert "secrets too" in told("clients", "allow", "editor", "--read", "--secrets").out
    assert told("clients", "allow", "editor", "--read", "--mask", "all").code == 2


def test_only_the_server_loads_the_protocol(home: Path) -> None:
    code = (
        "import sys; from secondme.cli import run; run(['clients']); run(['mcp', '--help']);"
        "run(['serve', '--help']);"
        "print([one for one in ('mcp', 'mcp_types', 'pydantic', 'anyio', 'uvicorn') if one in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-P", "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
