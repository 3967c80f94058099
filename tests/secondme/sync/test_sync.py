"""Two machines have the same memory: what was told, read, corrected and forgotten on either."""

from __future__ import annotations

from pathlib import Path

import pytest

import secondme
from secondme.errors import SyncError, UsageError
from secondme.memories.keeping import Line, Said, keep
from secondme.memories.predicates import sentence_of
from secondme.memories.statement import Statement
from secondme.store.changes import next_run
from secondme.store.query import rows, value
from secondme.sync.joined import leave
from secondme.sync.pairing import pair
from secondme.sync.sealing import new_key
from secondme.sync.syncing import sync

SECRET_WORD = "zanzibar-narwhal"


def write(folder: Path, **files: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.md").write_text(text)
    return folder


def texts(machine) -> list[str]:
    return sorted(one.text for one in machine.memory.memories(now=machine.clock.now))


def test_what_was_told_on_either_is_known_on_both(two):
    one, other = two
    one.tell("The spare key is with Beathag.")
    other.tell("Ana likes oranges.")
    one.meets(other)
    assert texts(one) == texts(other) == ["Ana likes oranges.", "The spare key is with Beathag."]
    assert one.state() == other.state()
    assert one.beliefs() == other.beliefs()
    assert other.memory.recall("spare key")[0].text == "The spare key is with Beathag."


def test_a_memory_keeps_when_it_was_told(two):
    one, other = two
    one.tell("Bring a coat.")
    told = one.memory.memories(now=one.clock.now)[0]
    one.meets(other)
    came = other.memory.memories(now=other.clock.now)[0]
    assert (came.recorded_at, came.valid_from, came.made_by) == (told.recorded_at, told.valid_from, "person")
    assert came.evidence


def test_what_one_read_is_recalled_on_the_other_with_its_place(two, tmp_path: Path):
    one, other = two
    one.memory.add(write(tmp_path / "notes", mull="# Mull\n\nThe puffin boat leaves at nine.\n"))
    one.meets(other)
    here, [there] = one.memory.recall("puffin boat")[0], other.memory.recall("puffin boat")
    assert (there.text, there.title, str(there.locator)) == (here.text, here.title, str(here.locator))
    assert there.source.startswith("laptop") and there.path is None
    other.memory.index()
    assert other.memory.recall("puffin boat")


def test_what_is_distilled_of_it_is_distilled_on_both(two, tmp_path: Path):
    one, other = two
    one.memory.add(write(tmp_path / "notes", ben="Ben lives in Graz.\n"))
    one.meets(other)
    for machine in two:
        machine.memory.consolidate(now=machine.clock.now)
    assert texts(one) == texts(other) == ["Ben lives in Graz."]
    other.correct("pin", "Ben lives in Graz.")
    one.meets(other)
    assert one.memory.memories(now=one.clock.now)[0].pinned


def test_a_file_that_changed_or_went_follows(two, tmp_path: Path):
    one, other = two
    notes = write(tmp_path / "notes", mull="The puffin boat leaves at nine.\n", tea="We drink tea late.\n")
    one.memory.add(notes)
    one.meets(other)
    write(notes, mull="The puffin boat leaves at ten o'clock.\n")
    (notes / "tea.md").unlink()
    one.memory.index()
    one.meets(other)
    assert [hit.text for hit in other.memory.recall("puffin boat")] == [
        "The puffin boat leaves at ten o'clock."
    ]
    assert not other.memory.recall("tea")


def test_much_that_is_gone_is_asked_about_first(two, tmp_path: Path):
    one, other = two
    one.memory.add(
        write(tmp_path / "notes", **{f"n{number}": f"Puffin {number}.\n" for number in range(110)})
    )
    one.meets(other)
    one.memory.forget("s1")
    with pytest.raises(SyncError, match=r"110 of 110 .* are gone here.*secondme sync --gone"):
        one.sync()
    assert len(other.memory.recall("puffin", 200)) == 110 and not other.sync().heard
    home, store = one.memory.home, one.memory.store
    assert sync(home, store, embedder=None, now=one.clock(), gone_is_meant=True).told == 110
    other.sync()
    assert not other.memory.recall("puffin")


def test_how_far_a_source_is_trusted_follows(two, tmp_path: Path):
    one, other = two
    notes = write(tmp_path / "notes", mull="The puffin boat leaves at nine.\n")
    one.memory.add(notes)
    one.meets(other)
    assert other.memory.recall("puffin boat")[0].trust == "self"
    one.memory.add(notes, trust="foreign")
    one.meets(other)
    assert other.memory.recall("puffin boat")[0].trust == "foreign"


def test_what_both_read_is_there_once_and_stays_when_one_loses_it(two, tmp_path: Path):
    one, other = two
    text = "The puffin boat leaves at nine.\n"
    mine = write(tmp_path / "notes", mull=text)
    one.memory.add(mine)
    other.memory.add(write(tmp_path / "copies", mull=text))
    one.meets(other)
    for machine in two:
        assert len(machine.memory.recall("puffin boat")) == 1
    (mine / "mull.md").unlink()
    one.memory.index()
    one.meets(other)
    assert [hit.path for hit in other.memory.recall("puffin boat")] == [tmp_path / "copies" / "mull.md"]
    assert len(one.memory.recall("puffin boat")) == 1  # Of the other machine now.


@pytest.mark.parametrize("text", ["Ben lives in {}.", "The spare key is with {}."])
def test_two_edits_at_once_end_in_the_inbox_of_both(two, text):
    one, other = two
    one.tell(text.format("Graz"))
    one.meets(other)
    one.correct("edit", text.format("Graz"), to=text.format("Linz"))
    other.correct("edit", text.format("Graz"), to=text.format("Wien"))
    one.meets(other)
    for machine in two:
        [pair] = machine.memory.conflicts(now=machine.clock.now)
        assert {each.text for each in pair} == {text.format("Linz"), text.format("Wien")}
    assert one.state() == other.state()
    assert one.beliefs() == other.beliefs()


def test_a_word_about_a_conflict_ends_it_on_both(two):
    one, other = two
    one.tell("Ben lives in Graz.")
    one.meets(other)
    one.correct("edit", "Ben lives in Graz.", to="Ben lives in Linz.")
    other.correct("edit", "Ben lives in Graz.", to="Ben lives in Wien.")
    one.meets(other)
    other.correct("retire", "Ben lives in Linz.")
    one.meets(other)
    assert one.memory.conflicts() == other.memory.conflicts() == []
    assert texts(one) == texts(other) == ["Ben lives in Wien."]


def test_edited_here_and_retired_there_stands_and_is_asked_about(two):
    one, other = two
    one.tell("Ben lives in Graz.")
    one.meets(other)
    one.correct("edit", "Ben lives in Graz.", to="Ben lives in Linz.")
    other.correct("retire", "Ben lives in Graz.")
    one.meets(other)
    for machine in two:
        [memory] = machine.memory.memories(now=machine.clock.now)
        assert (memory.text, memory.confidence) == ("Ben lives in Linz.", 0.5)
        assert machine.memory.cards(now=machine.clock.now)[0].why == "unsure"


def test_edits_one_after_the_other_are_no_conflict(two):
    one, other = two
    one.tell("Ben lives in Graz.")
    one.meets(other)
    one.correct("edit", "Ben lives in Graz.", to="Ben lives in Linz.")
    one.meets(other)
    other.correct("edit", "Ben lives in Linz.", to="Ben lives in Wien.")
    one.meets(other)
    assert texts(one) == texts(other) == ["Ben lives in Wien."]
    assert one.memory.conflicts() == []


def test_taking_back_follows(two):
    one, other = two
    one.tell("Ben lives in Graz.")
    one.correct("retire", "Ben lives in Graz.")
    one.meets(other)
    assert texts(other) == []
    one.memory.correct("undo", [], "", now=one.clock())
    one.meets(other)
    assert texts(one) == texts(other) == ["Ben lives in Graz."]


def test_all_that_the_person_says_to_memories_follows(two):
    one, other = two
    for text in ("Ana likes tea.", "Ana likes a cup of tea.", "Ben lives in Graz.", "Cas has a dog."):
        one.tell(text)
    one.meets(other)
    other.correct("merge", "Ana likes tea.", "Ana likes a cup of tea.")
    other.correct("confirm", "Ben lives in Graz.")
    other.correct("later", "Cas has a dog.")
    one.correct("pin", "Cas has a dog.")
    one.meets(other)
    assert one.state() == other.state()
    assert one.beliefs() == other.beliefs()
    cas = next(each for each in one.memory.memories(now=one.clock.now) if each.text == "Cas has a dog.")
    assert cas.pinned and cas.ask_after is not None
    one.correct("unpin", "Cas has a dog.")
    one.meets(other)
    assert not any(each.pinned for each in other.memory.memories(now=other.clock.now))


def test_what_was_forgotten_is_gone_everywhere_and_does_not_come_back(two, tmp_path: Path):
    one, other = two
    notes = write(tmp_path / "notes", secret=f"The {SECRET_WORD} is under the stairs.\n")
    one.memory.add(notes)
    one.tell(f"A {SECRET_WORD} is a fish.")
    other.memory.add(write(tmp_path / "copies", secret=f"The {SECRET_WORD} is under the stairs.\n"))
    one.meets(other)
    assert other.memory.recall("narwhal")
    for hit in one.memory.recall("narwhal"):
        one.memory.forget(hit.id)
    one.meets(other)
    for machine in two:
        machine.memory.index()
        assert not machine.memory.recall("narwhal")
    one.meets(other)
    assert not one.memory.recall("narwhal") and not other.memory.recall("narwhal")
    third = value(
        other.memory.store.connection(), "SELECT count(*) FROM passages WHERE text LIKE '%narwhal%'"
    )
    assert third == 0


def test_forgotten_wins_over_an_edit_at_the_same_time(two):
    one, other = two
    one.tell("Ben lives in Graz.")
    one.meets(other)
    one.forget("Ben lives in Graz.")
    other.correct("pin", "Ben lives in Graz.")
    other.correct("edit", "Ben lives in Graz.", to="Ben lives in Linz.")
    one.meets(other)
    assert texts(one) == texts(other) == ["Ben lives in Linz."]
    assert [machine.sync().missing for machine in two] == [0, 0], "nothing is waited for that never comes"
    assert one.state() == other.state()
    assert one.beliefs() == other.beliefs()


def test_what_was_forgotten_before_the_machines_met_stays_forgotten(machines, tmp_path: Path):
    import secondme

    text = f"The {SECRET_WORD} is under the stairs.\n"
    with secondme.open(tmp_path / "home0") as memory:
        memory.add(write(tmp_path / "notes", secret=text))
        memory.forget(memory.recall("narwhal")[0].id)
    one, other = machines(2)
    one.meets(other)
    other.memory.add(write(tmp_path / "notes2", secret=text))
    one.meets(other)
    assert not one.memory.recall("narwhal") and not other.memory.recall("narwhal")


def test_what_a_model_read_on_one_is_known_on_the_other_and_goes_with_it(two, tmp_path: Path):
    one, other = two
    one.memory.add(write(tmp_path / "notes", ben="Ben's always been up at the observatory since May.\n"))
    read_by_model(one, "Ben", "works at", "the observatory")
    until = [("Ben works at the observatory.", "model")]
    one.meets(other)
    for machine in two:
        held = machine.memory.memories(now=machine.clock.now)
        assert [(each.text, each.made_by) for each in held] == until
        assert machine.memory.show(held[0].evidence[0]).text.startswith("Ben's always")
    other.correct("pin", "Ben works at the observatory.")
    one.meets(other)
    assert one.memory.memories(now=one.clock.now)[0].pinned
    one.forget("Ben works at the observatory.")
    one.meets(other)
    assert texts(one) == texts(other) == []


def read_by_model(machine, subject: str, predicate: str, value: str) -> None:
    """Keeps a statement as `secondme.memories.extracting` does what its model found."""
    with machine.memory.store.write() as db:
        [(passage, text)] = rows(db, "SELECT id, text FROM passages")
        first = text.index(value)
        words = sentence_of(subject, predicate, value)
        statement = Statement(
            *("fact", subject, predicate, value, words), first=first, last=first + len(value), confidence=0.8
        )
        said = Said(statement, passage, text, machine.clock.now, None, "self")
        keep(db, Line(db), said, run=next_run(db), now=machine.clock.now, by="model", asked=False)


def test_a_distilled_memory_that_was_forgotten_is_not_distilled_elsewhere(two, tmp_path: Path):
    one, other = two
    one.memory.add(write(tmp_path / "notes", ben="Ben lives in Graz.\n"))
    one.memory.consolidate(now=one.clock())
    one.forget("Ben lives in Graz.")
    one.meets(other)
    other.memory.consolidate(now=other.clock())
    assert texts(one) == texts(other) == []


def test_rules_people_and_instructions_follow(two):
    one, other = two
    one.memory.agree("word xylophone never", now=one.clock())
    one.tell("Never share my salary.")
    one.memory.decide("self", ["me@example.org"])
    one.meets(other)
    assert [rule.rule for rule in other.memory.retention()] == ["word xylophone never"]
    assert [each.text for each in other.memory.instructions(now=other.clock.now)] == [
        "Never share my salary."
    ]
    db = other.memory.store.connection()
    assert rows(db, "SELECT verb FROM decisions") == [("self",)]
    assert rows(db, "SELECT value, trust FROM aliases WHERE kind = 'handle'") == [
        ("email:me@example.org", "self")
    ]
    with pytest.raises(UsageError):
        other.tell("A xylophone stands in the hall.")


def test_of_two_decisions_the_later_one_counts_whoever_heard_which_first(two):
    one, other = two
    for machine in two:
        machine.memory.decide("self", ["me@example.org"])
    one.meets(other)
    one.memory.decide("name", ["me@example.org"], ["Merrin"], now=one.clock())
    other.memory.decide("name", ["me@example.org"], ["Merrin Roe"], now=other.clock())
    one.meets(other)
    names = {rows(each.memory.store.connection(), "SELECT name FROM entities")[0] for each in two}
    assert len(names) == 1


def test_nothing_readable_lies_in_the_folder(two, tmp_path: Path):
    one, other = two
    one.memory.add(write(tmp_path / "notes", secret=f"The {SECRET_WORD} is under the stairs.\n"))
    one.tell(f"A {SECRET_WORD} is a fish.")
    one.memory.agree("word xylophone never", now=one.clock())
    one.meets(other)
    files = [file for file in one.folder.rglob("*") if file.is_file()]
    assert len(files) >= 4
    for file in files:
        found = file.read_bytes()
        for word in (SECRET_WORD, "stairs", "xylophone", "laptop", str(tmp_path)):
            assert word.encode() not in found
        assert file.stat().st_mode & 0o077 == 0


def test_words_that_were_forgotten_leave_the_folder(two):
    one, other = two
    one.tell(f"A {SECRET_WORD} is a fish.")
    one.tell("Ana likes tea.")
    one.meets(other)
    before = [
        one.own.key.open(file.read_bytes(), f"pack {file.stem}") for file in one.folder.glob("contents/*")
    ]
    assert SECRET_WORD in str(before)
    other.forget(f"A {SECRET_WORD} is a fish.")
    one.meets(other)
    sealed = [*one.folder.glob("contents/*"), *one.folder.glob("log/*")]
    opened = [
        one.own.key.open(file.read_bytes(), f"pack {file.stem}")
        if file.suffix == ".pack"
        else one.own.key.open(
            file.read_bytes(), f"segment {int(file.stem.split('-')[1])} of machine {file.stem.split('-')[0]}"
        )
        for file in sealed
    ]
    assert SECRET_WORD not in str(opened) and "Ana likes tea." in str(opened)


def test_nothing_of_a_sync_stands_in_the_clear_in_the_store_but_hashes(two):
    one, other = two
    one.tell(f"A {SECRET_WORD} is a fish.")
    one.meets(other)
    other.forget(f"A {SECRET_WORD} is a fish.")
    for machine in two:
        tables = [name for (name,) in rows(machine.memory.store.connection(), _TABLES)]
        assert len(tables) >= 9
        held = [rows(machine.memory.store.connection(), f"SELECT * FROM {name}") for name in tables]
        assert SECRET_WORD not in str(held)


_TABLES = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE 'sync%'"


def test_a_wrong_or_miscopied_key_changes_nothing(two, tmp_path: Path):
    with secondme.open(tmp_path / "third") as memory:
        for typed, error in ((new_key().written, SyncError), ("ABCD-EFGH", UsageError)):
            with pytest.raises(error, match=r"secondme sync --show-key"):
                pair(memory.store, two[0].folder, None, lambda typed=typed: typed)
        assert rows(memory.store.connection(), "SELECT * FROM sync") == []


def test_leaving_keeps_what_came(two):
    one, other = two
    one.tell("Ana likes tea.")
    one.meets(other)
    with other.memory.store.write() as db:
        leave(db)
    assert texts(other) == ["Ana likes tea."]
    with pytest.raises(UsageError, match="kept in step with no other"):
        other.sync()
    other.join("again", one.own.key.written)
    one.meets(other)
    assert texts(one) == texts(other) == ["Ana likes tea."]
    assert one.state() == other.state()
    assert one.beliefs() == other.beliefs()
