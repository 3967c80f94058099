"""secondme import: the kind is seen from the content, and whose words are whose is asked once."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ingest import READERS
from secondme.cli import import_chat

Run = Callable[..., Any]

GARDEN = (
    "14/03/2025, 21:41 - Merrin: the hens are in the loft\n"
    "14/03/2025, 21:42 - Piran: which loft\n"
    "14/03/2025, 21:43 - Beathag: the shed\n"
    "14/03/2025, 21:44 - Merrin: hers\n"
)


@pytest.fixture
def garden(tmp_path: Path) -> Path:
    path = tmp_path / "WhatsApp Chat with Garden group.txt"
    path.write_text(GARDEN)
    return path


@pytest.fixture
def at_terminal(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Has the command think that someone sits there, who types this."""

    def type_in(answer: str) -> None:
        monkeypatch.setattr(import_chat, "_is_at_terminal", lambda: True)
        monkeypatch.setattr("click.prompt", lambda *_, **__: answer)

    return type_in


def trust_of(run: Run, words: str) -> str:
    hits = run("recall", words, "--json").json
    return str(hits[0].get("trust", "")) if hits else ""


def test_the_kinds_in_the_help_are_those_that_can_be_read(run: Run) -> None:
    listed = import_chat.EPILOG.split("Kinds\n")[1].split("\n\n")[0]
    assert [line.split(maxsplit=1) for line in listed.splitlines()] == [
        [kind.name, kind.what] for kind in READERS.values()
    ]


def test_the_kind_is_seen_from_the_content_and_told(run: Run, garden: Path) -> None:
    ended = run("import", garden)
    assert ended.code == 0
    assert "Taken for an export of kind whatsapp." in ended.err
    assert "Remembered 1 document" in ended.out
    assert run("import", "whatsapp", garden, "--json").json["documents"] == 0


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["import"], 2, "PATH"),
        (["import", "whatsapp"], 2, "Name the export too"),
        (["import", "/nowhere/at/all"], 2, "nothing at"),
        (["import", "pigeon", "."], 2, "no kind of chat"),
        (["import", "a", "b", "c"], 2, "one export at a time"),
    ],
)
def test_what_is_not_understood_is_said(
    run: Run, home: Path, arguments: list[str], code: int, told: str
) -> None:
    ended = run(*arguments)
    assert (ended.code, told in ended.err) == (code, True), ended.err


def test_a_file_that_is_no_export_leaves_no_source(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear Merrin, the hens are in the loft.\n")
    ended = run("import", path)
    assert ended.code == 2 and "no chat export known here" in ended.err
    assert run("sources", "--json").json == []


def test_in_a_script_it_says_how_to_tell_whose_words_are_whose(run: Run, garden: Path) -> None:
    ended = run("import", garden, "--json")
    assert "--me" in ended.err and "Merrin, Beathag, Piran" in ended.err
    assert ended.json["documents"] == 1
    assert trust_of(run, "hens") == "known"


def test_at_a_terminal_it_asks_once_and_keeps_the_answer(
    run: Run, garden: Path, at_terminal: Callable[[str], None]
) -> None:
    at_terminal("1")
    asked = run("import", garden)
    assert "Who of them are you?" in asked.err and "1  Merrin, 2 messages" in asked.err
    assert (trust_of(run, "hens"), trust_of(run, "which")) == ("self", "known")
    assert run("sources", "--json").json[0]["me"] == "Merrin"
    assert "Who of them" not in run("import", garden).err


@pytest.mark.parametrize(("typed", "own"), [("", None), ("piran, 1", "Piran\nMerrin"), ("nobody, 9", None)])
def test_the_answer_may_be_names_or_numbers_or_none(
    run: Run, garden: Path, at_terminal: Callable[[str], None], typed: str, own: str | None
) -> None:
    at_terminal(typed)
    run("import", garden)
    assert run("sources", "--json").json[0]["me"] == own


def test_several_names_may_be_one_s_own(run: Run, garden: Path) -> None:
    assert run("import", garden, "--me", "merrin, Piran", "--me", "Nobody").code == 0
    assert [trust_of(run, words) for words in ("hens", "which", "shed")] == ["self", "self", "known"]


def test_a_name_that_nobody_in_it_has_is_told_until_one_is_given_that_somebody_has(
    run: Run, garden: Path
) -> None:
    ended = run("import", garden, "--me", "Marin")
    assert "Nobody in it is called Marin" in ended.err and "Merrin, Beathag, Piran" in ended.err
    assert "Nobody in it is called" not in run("import", garden, "--me", "Merrin").err
    assert trust_of(run, "hens") == "self"


def test_whoever_speaks_in_a_chat_is_known_by_their_name_there(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "club.jsonl"
    said = [("Merrin", "the hens are in the loft"), ("Piran Nance", "which loft")]
    path.write_text("".join(json.dumps({"speaker": who, "text": text}) + "\n" for who, text in said))
    run("import", path, "--me", "Merrin")
    found = [(one["name"], one["is_self"]) for one in run("people", "--json").json]
    assert found == [("Merrin", True), ("Piran Nance", False)]


def test_an_export_that_tells_whose_it_is_is_not_asked_about(
    run: Run, tmp_path: Path, at_terminal: Callable[[str], None]
) -> None:
    at_terminal("1")
    said = {"date_unixtime": "1741953600", "type": "message"}
    messages = [
        {"id": 1, **said, "from": "Merrin", "from_id": "user1", "text": "the hens are in the loft"},
        {"id": 2, **said, "from": "Piran", "from_id": "user2", "text": "which loft"},
    ]
    path = tmp_path / "result.json"
    path.write_text(json.dumps({"name": "Piran", "type": "personal_chat", "id": 2, "messages": messages}))
    ended = run("import", path)
    assert ended.code == 0 and "Who of them" not in ended.err
    assert (trust_of(run, "hens"), trust_of(run, "which")) == ("self", "known")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("WhatsApp Chat with Piran.txt", GARDEN.replace("Beathag", "Piran")),
        (
            "sms.xml",
            '<smses><sms address="+447700900124" date="1741953600000" type="2" body="the hens are in" />'
            '<sms address="+447700900124" date="1741953600000" type="1" body="which loft" /></smses>',
        ),
    ],
)
def test_what_the_phone_itself_sent_is_the_person_s(
    run: Run, tmp_path: Path, name: str, content: str
) -> None:
    path = tmp_path / name
    path.write_text(content)
    assert run("import", path).code == 0
    assert (trust_of(run, "hens"), trust_of(run, "which")) == ("self", "known")


def test_a_later_export_in_another_zip_adds_only_what_is_new(run: Run, tmp_path: Path) -> None:
    import zipfile

    for number, text in enumerate([GARDEN, GARDEN + "16/03/2025, 08:00 - Piran: found them\n"], start=1):
        with zipfile.ZipFile(tmp_path / f"WhatsApp Chat - Garden ({number}).zip", "w") as archive:
            archive.writestr("_chat.txt", text)
    assert run("import", tmp_path / "WhatsApp Chat - Garden (1).zip", "--json").json["documents"] == 1
    assert run("import", tmp_path / "WhatsApp Chat - Garden (2).zip", "--json").json["documents"] == 1
    assert run("status", "--json").json["documents"] == 2
    assert len(run("sources", "--json").json) == 1
