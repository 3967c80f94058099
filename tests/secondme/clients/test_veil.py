"""What a client is not told stands as placeholders, in all that it gets, and comes back from it as it was."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest import Locator
from secondme.answer.answer import Answer, Citation
from secondme.clients.veil import WORDS, Veil, Veils
from secondme.errors import ConfigError, NotAllowedError, SecondmeError, UsageError
from secondme.memories.book import Remembered
from secondme.memories.portrait import Section
from secondme.memories.timeline import Entry
from secondme.memory import Memory
from secondme.recall.hit import Hit

NOW = datetime(2025, 11, 7, 12, tzinfo=UTC)

NOTES = """# Keys

The wifi password is hunter2-heron.

My passport number is P1234567, and the card is 4111 1111 1111 1111.

Call Ana Kovac on +386 41 555 123 about Project Heron.
"""
HIDDEN = ("hunter2-heron", "P1234567", "4111 1111")


@pytest.fixture
def keys(wordless_memory: Memory, tmp_path: Path) -> Memory:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "keys.md").write_text(NOTES)
    wordless_memory.add(tmp_path / "notes")
    return wordless_memory


def veil(memory: Memory, client: str = "editor") -> Veil:
    [known] = [one for one in memory.clients() if one.name == client]
    return memory.veils.of(client, known.masks, memory.home, memory.store, now=NOW)


def given_to(memory: Memory, query: str, client: str = "editor") -> str:
    given = memory.serve_client(client, "recall", {"query": query, "limit": 50})
    return f"{given.text}\n{given.structured}"


def test_secrets_are_masked_unless_the_person_says_otherwise(keys: Memory) -> None:
    keys.allow_client("editor", read=True)
    told = "".join(given_to(keys, query) for query in ("wifi password", "passport card", "Ana"))
    assert not [one for one in HIDDEN if one in told]
    assert "Ana Kovac" in told and "+386 41 555 123" in told and "The wifi password is Secret" in told
    keys.allow_client("editor", read=True, secrets=True)
    assert "hunter2-heron" in given_to(keys, "wifi password")


def test_names_and_numbers_are_masked_where_the_person_wants_it(keys: Memory) -> None:
    keys.allow_client("editor", read=True, mask=["numbers"])
    assert "+386" not in given_to(keys, "Ana") and "Phone" in given_to(keys, "Ana")
    assert keys.clients()[0].masks == ("secrets", "numbers")
    with pytest.raises(UsageError, match="names, numbers"):
        keys.allow_client("editor", read=True, mask=["everything"])


def test_a_name_comes_back_from_the_client_as_whom_it_stands_for(
    wordless_memory: Memory, tmp_path: Path
) -> None:
    memory = wordless_memory
    (tmp_path / "chat.jsonl").write_text(
        '{"conversation": "c", "speaker": "Ana Kovac", "text": "The heron nests in Strunjan.", '
        '"time": "2025-01-02T10:00:00+00:00"}\n'
    )
    memory.import_chat("jsonl", tmp_path / "chat.jsonl")
    memory.allow_client("editor", read=True, write=True, mask=["names"])
    given = memory.serve_client("editor", "recall", {"query": "heron"})
    [hit] = given.structured["passages"]
    assert "Ana" not in f"{given}" and hit["speaker"].startswith("Person")
    again = memory.serve_client("editor", "recall", {"query": f'from:"{hit["speaker"]}" heron'})
    assert [one["id"] for one in again.structured["passages"]] == [hit["id"]]
    kept = memory.serve_client("editor", "remember", {"text": f"{hit['speaker']} knows the reeds."})
    shown = memory.show(kept.ids[0])
    assert shown is not None and shown.text == "Ana Kovac knows the reeds."
    assert "Ana" not in " ".join(one.asked for one in memory.client_log())
    unknown = memory.serve_client("editor", "about", {"person": hit["speaker"]})
    assert "Ana" not in unknown.text


def test_the_persons_own_words_are_given_to_nobody(keys: Memory) -> None:
    keys.home.config.write_text('[clients]\nmask = ["Project Heron"]\n')
    keys.allow_client("editor", read=True, secrets=True)
    assert "Project Heron" not in given_to(keys, "Ana") and "Private" in given_to(keys, "Ana")


def test_while_the_settings_break_a_rule_nothing_is_given(keys: Memory) -> None:
    keys.allow_client("editor", read=True)
    keys.home.config.write_text('[clients]\nmask = "Project Heron"\n')
    with pytest.raises(ConfigError, match="Nothing was given"):
        given_to(keys, "Ana")
    with pytest.raises(NotAllowedError):
        given_to(keys, "Ana", "stranger")
    assert [(one.client, one.outcome) for one in keys.client_log()] == [
        ("editor", "failed"),
        ("stranger", "denied"),
    ]


def test_a_secret_in_an_answer_is_known_by_where_it_was_read(keys: Memory) -> None:
    keys.allow_client("editor", read=True)
    [hit] = keys.recall("wifi password", limit=1, log=False)
    answer = Answer("hunter2-heron [1].", (Citation(1, hit, "hunter2-heron"),), 0.9, False, "It says so.")
    masked = veil(keys).over(answer)
    assert "hunter2" not in f"{masked}" and masked.text.startswith("Secret") and masked.text.endswith(" [1].")


def test_a_word_that_is_a_secret_once_is_an_ordinary_word_the_next_time(keys: Memory) -> None:
    keys.allow_client("editor", read=True)
    one = veil(keys)
    assert "heron" not in one.hide("the password is heron") + one.hide("heron [1]")
    assert veil(keys).hide("A heron flew by.") == "A heron flew by."
    assert "h3ron" not in one.hide("the password is h3ron") + veil(keys).hide("h3ron [1]")


def test_a_secret_is_one_before_it_is_told_what_it_is_too(keys: Memory) -> None:
    keys.allow_client("editor", read=True)
    [hit] = keys.recall("wifi password", limit=1, log=False)
    first, second = replace(hit, text="Write it down: swordfish."), replace(hit, text="password: swordfish")
    assert "swordfish" not in f"{veil(keys).over([first, second])}"


def test_what_cannot_be_a_placeholder_of_ours_stays_as_it_is(keys: Memory) -> None:
    keys.allow_client("editor", read=True)
    assert veil(keys).hide("Address1, Card2 and Person 3") == "Address1, Card2 and Person 3"
    own = "Person899999 signed."
    hidden = veil(keys).hide(own)
    assert veil(keys).lift(hidden) == own


def test_places_are_masked_and_stay_places(keys: Memory) -> None:
    keys.allow_client("editor", read=True)
    [hit] = keys.recall("wifi password", limit=1, log=False)
    link = replace(hit, locator=Locator.entry("https://example.org/?token=hunter2heron"))
    assert "hunter2" not in veil(keys).over(link).place and "example.org" in veil(keys).over(link).place
    odd = replace(hit, locator=Locator.entry("\u200b"), title="")
    assert (veil(keys).over(odd).locator.part, veil(keys).over(odd).title) == ("…", "")


def test_hidden_letters_hide_no_secret(keys: Memory) -> None:
    keys.allow_client("editor", read=True)
    assert "AKIA" not in veil(keys).hide("AKIA\u200bIOSFODNN7\u202eEXAMPLE")


def test_what_is_told_of_a_fault_is_masked_too(keys: Memory) -> None:
    keys.allow_client("editor", read=True)
    placeholder = given_to(keys, "wifi password").partition("password is ")[2].partition(".")[0]
    with pytest.raises(SecondmeError) as told:
        keys.serve_client("editor", "recall", {"query": f"during:{placeholder} puffin"})
    assert "hunter2" not in str(told.value)


def test_another_client_and_another_time_have_placeholders_of_their_own(keys: Memory) -> None:
    for client in ("editor", "helper"):
        keys.allow_client(client, read=True)
    secret = veil(keys).hide("password: hunter2")
    other = veil(keys, "helper")
    later = Veils().of("editor", ("secrets",), keys.home, keys.store, now=NOW)
    assert other.lift(secret) == secret and later.lift(secret) == secret
    assert veil(keys).lift(secret) == "password: hunter2"


def test_a_placeholder_from_another_time_is_kept_as_nobodys_words(keys: Memory) -> None:
    keys.allow_client("editor", read=True, write=True)
    secret = veil(keys).hide("password: hunter2").removeprefix("password: ")
    with pytest.raises(UsageError, match="nothing was kept"):
        keys.serve_client("editor", "remember", {"text": "Person899999 likes tea."})
    kept = keys.serve_client("editor", "remember", {"text": f"The password: {secret}, and Card1 is a card."})
    assert keys.show(kept.ids[0]).text == "The password: hunter2, and Card1 is a card."  # type: ignore[union-attr]
    keys.forget(kept.ids[0])
    assert veil(keys).lift(secret) == secret


def test_a_client_cannot_read_a_secret_by_writing_it_down_in_other_words(
    keys: Memory, tmp_path: Path
) -> None:
    (tmp_path / "notes" / "boat.md").write_text("# Boat\n\nThe boat password is swordfish.\n")
    (tmp_path / "notes" / "menu.md").write_text("# Menu\n\nGrilled swordfish with lemon.\n")
    keys.index()
    keys.allow_client("editor", read=True, write=True)
    secret = given_to(keys, "boat password").partition("boat password is ")[2].partition(".")[0]
    assert secret.startswith("Secret")
    with pytest.raises(UsageError, match="nothing was kept"):
        keys.serve_client("editor", "remember", {"text": f"The fish of the day is {secret}."})
    kept = keys.serve_client("editor", "remember", {"text": f"The password of the boat: {secret}"})
    assert keys.show(kept.ids[0]).text == "The password of the boat: swordfish"  # type: ignore[union-attr]
    assert "swordfish" not in given_to(keys, "password boat")
    assert "swordfish" not in given_to(keys, secret)  # Nor by asking for it, where else it stands.


PLAIN = {
    "Locator": "kind start end",
    "Hit": "id kind passage document time trust score similarity signals event_id suspicion "
    "copies other_files",
    "Citation": "number",
    "Answer": "confidence abstained cancelled endpoint",
    "Remembered": "id kind trust made_by valid_from valid_to recorded_at superseded_by confidence importance "
    "pinned conflict state retrievability stability sleeps_in ask_after uses confirmed_at evidence",
    "Entry": "day what memory event_id",
    "Section": "name state settled_at memories",
}
"""What holds no words of anybody's."""


@pytest.mark.parametrize("form", [Hit, Locator, Citation, Answer, Remembered, Entry, Section])
def test_every_field_is_masked_or_holds_no_words(form: Any) -> None:
    names = {one.name for one in fields(form)}
    assert names == {*WORDS[form.__name__], *PLAIN[form.__name__].split()}


def test_what_is_not_known_is_not_let_through(keys: Memory) -> None:
    keys.allow_client("editor", read=True)
    with pytest.raises(TypeError):
        veil(keys).over(keys.status())


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([*HIDDEN, "password:", "hunter2", "Person1", "Secret1000", " ", "\n", "x"])))
def test_what_is_hidden_comes_back(pieces: list[str]) -> None:
    from secondme.clients.veil import ALWAYS, KINDS_OF, _Placeholders
    from secondme.masking import Mask, Names

    one = Veil(_Placeholders(Mask(first=1_000)), KINDS_OF["secrets"] | ALWAYS, Names())
    text = " ".join(pieces)
    assert one.lift(one.hide(text)) == text


def test_what_an_instruction_keeps_back_is_not_given(wordless_memory: Memory) -> None:
    memory = wordless_memory
    memory.remember("My salary is 52,000 a year. The office is in Leith.", now=NOW)
    memory.allow_client("editor", read=True, now=NOW)

    def told() -> str:
        return memory.serve_client("editor", "recall", {"query": "salary"}, now=NOW).text

    assert "52,000" in told()
    memory.remember("Never share my salary.", now=NOW)
    assert "52,000" not in told()
    assert "The office is in Leith." in told()
    assert memory.recall("salary office", now=NOW)[0].text.startswith("My salary is 52,000")
