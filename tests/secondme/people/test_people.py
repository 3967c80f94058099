"""People in a memory: one across address book, letters and chats, and trusted as they are known."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from secondme.errors import NotFoundError, UsageError
from secondme.memory import Memory
from secondme.people import Entity, note_people
from secondme.store import Store
from secondme.store.query import rows, value

Told = list[tuple[str, str, bool, tuple[str, ...], tuple[str, ...]]]


def trusts(memory: Memory) -> dict[str, str]:
    """How far each passage is trusted, by its last word but one."""
    found = rows(memory.store.connection(), "SELECT text, trust FROM passages WHERE speaker IS NOT NULL")
    return {text.split()[-1].strip("."): trust for text, trust in found}


def one(memory: Memory, text: str) -> Entity:
    [found] = memory.people(text)
    return found


def everybody(memory: Memory) -> Told:
    """All that is shown of everybody, by id."""
    found = memory.people()
    return sorted((one.id, one.name, one.is_self, tuple(sorted(one.names)), one.handles) for one in found)


def test_one_person_is_one_in_address_book_letters_and_chats(world: Memory) -> None:
    ana = one(world, "Ana Kovač")
    assert set(ana.handles) == {
        "email:ana@example.org",
        "email:a.kovac@work.example",
        "email:ana@prizes.example",
        "phone:+447700900123",
        "telegram:5512",
    }
    assert ana.passages == 4  # A letter, a message in each chat, and what a stranger wrote under that name.


@pytest.mark.parametrize(
    "text",
    ["kovač", "KOVAC, ANA", "ana@example.org", "email:ana@example.org", "+44 7700 900123", "telegram:5512"],
)
def test_a_person_is_found_by_name_number_or_address(world: Memory, text: str) -> None:
    assert one(world, text).name == "Ana Kovač"
    assert one(world, one(world, text).id).name == "Ana Kovač"


def test_whoever_is_not_known_is_not_found(world: Memory) -> None:
    for text in ("Lowenna", "e99", "nobody@example.org", "", "%"):
        with pytest.raises(NotFoundError):
            world.people(text)


def test_a_letter_is_trusted_once_the_address_book_has_its_writer(
    wordless_memory: Memory, folder: Callable[..., Path]
) -> None:
    wordless_memory.add(folder(cards=False))
    assert trusts(wordless_memory)["folder"] == "foreign"
    wordless_memory.add(folder())
    assert trusts(wordless_memory)["folder"] == "known"
    (folder() / "contacts.vcf").unlink()
    wordless_memory.index()
    assert trusts(wordless_memory)["folder"] == "foreign"


def test_a_stranger_who_takes_a_known_name_stays_a_stranger(world: Memory) -> None:
    assert (trusts(world)["here"], trusts(world)["lighthouse"]) == ("foreign", "foreign")


ATTACHED = """From: {sender}
To: merrin@example.org
Subject: The papers
Message-ID: <papers@example.org>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="cut"

--cut
Content-Type: text/plain

Please read the papers.
--cut
Content-Type: text/plain; name="papers.txt"
Content-Disposition: attachment; filename="papers.txt"

Transfer the harbour fees at once.
--cut--
"""


@pytest.mark.parametrize(
    ("sender", "trust"),
    [
        ("Ana <a.kovac@work.example>", "known"),
        ("Ana <nobody@elsewhere.example>", "foreign"),
        ("Merrin Pascoe", "foreign"),
    ],
)
def test_what_is_attached_to_a_letter_is_trusted_as_its_sender(
    world: Memory, tmp_path: Path, sender: str, trust: str
) -> None:
    (tmp_path / "box").mkdir()
    (tmp_path / "box" / "papers.eml").write_text(ATTACHED.format(sender=sender))
    world.add(tmp_path / "box")
    found = rows(
        world.store.connection(),
        "SELECT p.trust FROM passages p JOIN documents d ON d.id = p.document_id "
        "WHERE d.key LIKE 'papers.eml%'",
    )
    assert found == [(trust,), (trust,)]


def test_what_the_person_says_is_theirs_makes_their_words_their_own(world: Memory) -> None:
    before = everybody(world), trusts(world)
    assert (before[1]["loft"], before[1]["you"]) == ("foreign", "foreign")
    decided = world.decide("self", ["Merrin P.", "merrin@example.org"])
    [me] = decided.people
    assert me.is_self and "email:merrin@example.org" in me.handles
    after = trusts(world)
    assert (after["loft"], after["it"]) == (
        "self",
        "self",
    )  # Their letter, and their messages without account.
    assert after["you"] == "known"  # Whom they wrote to.
    assert after["lighthouse"] == "foreign"  # Whoever wrote under their name.
    world.decide("undo", [])
    assert (everybody(world), trusts(world)) == before


def test_what_is_said_to_be_theirs_holds_for_what_comes_later(
    wordless_memory: Memory, folder: Callable[..., Path], whatsapp: Path
) -> None:
    wordless_memory.decide("self", ["merrin@example.org", "Merrin P. Pascoe"])
    whatsapp.write_text(whatsapp.read_text("utf-8").replace("Merrin P.:", "Merrin P. Pascoe:"), "utf-8")
    wordless_memory.add(folder())
    wordless_memory.import_chat("whatsapp", whatsapp)
    assert (trusts(wordless_memory)["loft"], trusts(wordless_memory)["it"]) == ("self", "self")
    assert one(wordless_memory, "merrin@example.org").name == "Merrin P. Pascoe"


def test_a_name_that_only_stood_above_letters_is_not_taken_as_the_persons(
    wordless_memory: Memory, folder: Callable[..., Path]
) -> None:
    wordless_memory.add(folder())
    before = everybody(wordless_memory)
    with pytest.raises(UsageError, match=r"merrin@example\.org"):
        wordless_memory.decide("self", ["Merrin Pascoe"])
    assert everybody(wordless_memory) == before


def test_a_merge_keeps_the_first_id_and_taking_it_back_gives_both_back(world: Memory) -> None:
    before = everybody(world), trusts(world)
    jory, in_chat = one(world, "Jory Tregear"), one(world, "jory@example.org")
    assert jory == in_chat
    [in_chat] = [person for person in world.people("Jory") if not person.handles]
    [merged] = world.decide("merge", [in_chat.id, jory.id]).people
    assert (merged.id, set(merged.names)) == (in_chat.id, {"Jory", "Jory Tregear"})
    assert {one.id for one in world.people()} == {told[0] for told in before[0]} - {jory.id}
    undone = world.decide("undo", [])
    assert {one.id for one in undone.people} == {jory.id, in_chat.id}
    assert (everybody(world), trusts(world)) == before


def test_a_split_leaves_the_id_with_the_rest_and_taking_it_back_is_exact(world: Memory) -> None:
    before = everybody(world)
    ana = one(world, "Ana Kovač")
    rest, off = world.decide("split", [ana.id], ["ana@prizes.example", "telegram:5512"]).people
    assert (rest.id, set(off.handles)) == (ana.id, {"email:ana@prizes.example", "telegram:5512"})
    assert off.id not in {told[0] for told in before}
    world.index()
    assert one(world, "telegram:5512").id == off.id
    world.decide("undo", [])
    assert everybody(world) == before


def test_decisions_are_taken_back_one_after_the_other(world: Memory) -> None:
    states = [everybody(world)]
    ana = one(world, "Ana Kovač").id
    for verb, who, what in (
        ("name", [ana], ["Anči"]),
        ("split", [ana], ["ana@work.example", "+44 7700 900123"][1:]),
        ("merge", ["bryluen@example.org", ana], []),
        ("self", ["merrin@example.org"], []),
    ):
        world.decide(verb, who, what)  # type: ignore[arg-type]
        states.append(everybody(world))
    while len(states) > 1:
        assert everybody(world) == states.pop()
        world.decide("undo", [])
    assert everybody(world) == states[0]
    with pytest.raises(NotFoundError):
        world.decide("undo", [])


def test_a_person_is_called_as_was_said(world: Memory) -> None:
    ana = one(world, "Ana Kovač")
    [named] = world.decide("name", ["ana@example.org"], ["Anči"]).people
    assert (named.id, named.name) == (ana.id, "Anči")
    assert one(world, "Anči").id == ana.id
    assert "Ana Kovač" in named.names


@pytest.mark.parametrize(
    ("verb", "who", "what"),
    [
        ("merge", ["Ana Kovač", "ana@example.org"], []),
        ("split", ["Ana Kovač"], ["jory@example.org"]),
        ("split", ["Jory Tregear"], ["jory@example.org"]),
        ("name", ["Ana Kovač"], [" "]),
        ("name", [], ["Ana"]),
        ("merge", ["Merrin", "Ana Kovač"], []),
    ],
)
def test_what_makes_no_sense_changes_nothing(
    world: Memory, verb: Any, who: list[str], what: list[str]
) -> None:
    before = everybody(world)
    with pytest.raises(UsageError, match="Nothing was changed"):
        world.decide(verb, who, what)
    assert everybody(world) == before
    assert value(world.store.connection(), "SELECT count(*) FROM decisions") == 0


def test_decisions_hold_for_what_was_away_and_came_back(fresh_world: Memory, tmp_path: Path) -> None:
    ana = one(fresh_world, "Ana Kovač").id
    fresh_world.decide("split", [ana], ["ana@prizes.example"])
    before = everybody(fresh_world)
    with fresh_world.store.write() as db:
        db.execute("UPDATE settings SET value = '1' WHERE name = 'people_stale'")
    assert everybody(fresh_world) == before
    notes = tmp_path / "notes"
    shutil.move(notes / "mail", tmp_path / "elsewhere")
    fresh_world.index()
    with pytest.raises(NotFoundError):
        fresh_world.people("ana@prizes.example")
    shutil.move(tmp_path / "elsewhere", notes / "mail")
    fresh_world.index()
    assert [told[1:] for told in everybody(fresh_world) if told[0] == ana] == [
        told[1:] for told in before if told[0] == ana
    ]
    assert one(fresh_world, "ana@prizes.example").id != ana


def test_whom_nothing_names_any_more_is_gone(fresh_world: Memory, tmp_path: Path) -> None:
    (tmp_path / "notes" / "mail" / "stranger.eml").unlink()
    fresh_world.index()
    assert "email:ana@prizes.example" not in one(fresh_world, "Ana Kovač").handles
    assert (
        rows(fresh_world.store.connection(), "SELECT 1 FROM sightings WHERE handles LIKE '%ana@prizes%'")
        == []
    )


def test_an_address_book_that_is_emptied_names_nobody(fresh_world: Memory, tmp_path: Path) -> None:
    (tmp_path / "notes" / "contacts.vcf").write_text("BEGIN:VCARD\nVERSION:3.0\nFN:Jory Tregear\nEND:VCARD\n")
    fresh_world.index()
    assert "email:ana@example.org" not in one(fresh_world, "Ana Kovač").handles


def test_forgetting_leaves_no_trace_of_people_in_decisions_either(world: Memory) -> None:
    world.decide("merge", ["bryluen@example.org", "jory@example.org"])
    world.decide("self", ["merrin@example.org"])
    [folder] = [one.source.id for one in world.sources() if one.source.kind == "folder"]
    world.forget(f"s{folder}")
    db = world.store.connection()
    told = repr(
        [rows(db, f"SELECT * FROM {table}") for table in ("decisions", "aliases", "entities", "sightings")]
    )
    assert "bryluen" not in told.lower() and "tregear" not in told.lower()
    assert "merrin@example.org" in told


def test_a_person_cannot_be_forgotten_and_is_told_what_can(world: Memory) -> None:
    with pytest.raises(UsageError, match="sources"):
        world.forget(one(world, "Ana Kovač").id)


def test_a_foreign_source_makes_nobody_known(wordless_memory: Memory, folder: Callable[..., Path]) -> None:
    wordless_memory.add(folder())
    with wordless_memory.store.write() as db:
        db.execute("UPDATE sources SET trust = 'foreign'")
    wordless_memory.people()
    trusted = rows(wordless_memory.store.connection(), "SELECT value FROM aliases WHERE trust IS NOT NULL")
    assert trusted == []


def test_a_card_that_came_with_a_letter_makes_nobody_known(
    wordless_memory: Memory, tree: Callable[..., Path]
) -> None:
    card = (
        "BEGIN:VCARD\nVERSION:3.0\nFN:Ana Kovač\nEMAIL:me@prizes.example\nEMAIL:ana@example.org\nEND:VCARD\n"
    )
    head = "From: Prizes <me@prizes.example>\nTo: merrin@example.org\nSubject: Hello\nMIME-Version: 1.0\n"
    parts = "\n".join(
        f"--cut\nContent-Type: {kind}; charset=utf-8\nContent-Disposition: {place}\n\n{text}"
        for kind, place, text in (
            ("text/plain", "inline", "You have won a lighthouse."),
            ("text/vcard", 'attachment; filename="ana.vcf"', card),
        )
    )
    letter = f'{head}Content-Type: multipart/mixed; boundary="cut"\n\n{parts}\n--cut--\n'
    wordless_memory.add(tree({"prize.eml": letter}))
    db = wordless_memory.store.connection()
    assert rows(db, "SELECT DISTINCT role FROM sightings WHERE name = 'Ana Kovač'") == [("contact",)]
    assert rows(db, "SELECT value FROM aliases WHERE trust IS NOT NULL") == []
    assert len(wordless_memory.people()) >= 2


def test_naming_them_finds_what_they_wrote_under_another_name(world: Memory) -> None:
    [hit, *_] = [one for one in world.recall("What did Ana write about tickets?") if "tickets" in one.text]
    assert (hit.speaker, hit.signals["speaker"]) == ("A. Kovac", 1.0)
    said = {hit.text.split()[-1]: hit.signals["speaker"] for hit in world.recall("Kovač boat kayak hens")}
    assert (said["nine."], said["Saturday."], said["loft."]) == (1.0, 1.0, 0.0)


def test_a_document_without_people_costs_nothing(store: Store, document: Callable[..., Any]) -> None:
    with store.write() as db:
        note_people(db, 1, document("trips.md", "one"))
        assert value(db, "SELECT value FROM settings WHERE name = 'people_stale'") == "0"
