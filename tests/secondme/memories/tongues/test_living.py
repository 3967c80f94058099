"""Memories of German, French and Spanish talk live as English ones do: they change and end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from secondme.memory import Memory

NOW = datetime(2025, 11, 7, 12, 0, tzinfo=UTC)
Hear = Callable[..., None]


def _at(month: int, day: int) -> datetime:
    return datetime(2025, month, day, 10, 0, tzinfo=UTC)


def _texts(memory: Memory, state: str = "current") -> set[str]:
    return {one.text for one in memory.memories(state=state, now=NOW)}


def test_a_new_home_retires_one_told_in_another_language(wordless_memory: Memory, hear: Hear) -> None:
    hear(("Merrin", "I live in Ghent.", _at(1, 5)), ("Merrin", "Ich wohne jetzt in Graz.", _at(5, 5)))
    assert _texts(wordless_memory) == {"I live in Graz."}
    past = wordless_memory.memories(as_of=_at(3, 1), now=NOW)
    assert [one.text for one in past] == ["I live in Ghent."]


def test_what_is_over_ends_what_was_told_in_another_language(wordless_memory: Memory, hear: Hear) -> None:
    hear(("Merrin", "J'habite à Lyon.", _at(1, 5)), ("Merrin", "Ya no vivo en Lyon.", _at(5, 5)))
    assert _texts(wordless_memory) == set()


def test_a_sister_is_one_person_by_name_and_by_word(wordless_memory: Memory, hear: Hear) -> None:
    hear(
        ("Merrin", "Meine Schwester Lena wohnt in Wels.", _at(1, 5)),
        ("Merrin", "Ma sœur habite à Lille maintenant.", _at(5, 5)),
    )
    assert _texts(wordless_memory) == {"My sister is Lena.", "My sister lives in Lille."}


def test_what_others_say_of_themselves_is_theirs(wordless_memory: Memory, hear: Hear) -> None:
    hear(("Ben", "Je suis allergique aux noix.", _at(5, 5)), ("Ben", "Vivo en Burgos.", _at(5, 6)))
    assert _texts(wordless_memory) <= {"Ben is allergic to noix.", "Ben lives in Burgos."}
    assert all(one.subject != "me" for one in wordless_memory.memories(now=NOW))


def test_a_plan_that_is_moved_or_called_off_is_over(wordless_memory: Memory, hear: Hear) -> None:
    hear(
        ("Merrin", "Ich habe am 20. November einen Zahnarzttermin.", _at(11, 1)),
        ("Merrin", "Der Zahnarzttermin ist auf den 27. November verschoben.", _at(11, 2)),
        ("Merrin", "J'ai rendez-vous chez le coiffeur le 20 novembre.", _at(11, 3)),
        ("Merrin", "J'ai annulé le coiffeur.", _at(11, 4)),
    )
    plans = [one for one in wordless_memory.memories(now=NOW) if one.kind == "plan"]
    assert [one.text for one in plans] == [
        "Der Zahnarzttermin ist auf den 27. November verschoben (on 27 November 2025)."
    ]


def test_what_distilling_made_of_them_is_undone(wordless_memory: Memory, hear: Hear) -> None:
    hear(("Merrin", "Ich wohne in Graz.", _at(1, 5)))
    assert _texts(wordless_memory, "all") == {"I live in Graz."}
    wordless_memory.correct("undo", now=NOW)
    assert _texts(wordless_memory, "all") == set()


def test_a_question_is_answered_from_them(wordless_memory: Memory, hear: Hear) -> None:
    hear(("Merrin", "Ich wohne jetzt in Graz.", _at(5, 5)))
    assert "Graz" in wordless_memory.ask("Where do I live?", now=NOW).text
