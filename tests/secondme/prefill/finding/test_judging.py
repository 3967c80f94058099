"""What a small model points at holds only where the words around it speak of just that, and of just them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from ingest import Locator
from secondme.memories.kin import ME
from secondme.prefill.asked import Asked
from secondme.prefill.finding.asking.judging import SURE, UNCUED, VERY_SURE, judge
from secondme.prefill.finding.asking.reader import Reply, repeats
from secondme.prefill.finding.asking.windows import windows_of
from secondme.prefill.finding.notes.cues import cues_in, cues_of, pattern_of
from secondme.prefill.finding.notes.passages import Said
from secondme.prefill.finding.people.circle import Bond, Circle
from secondme.prefill.finding.people.subjects import speaks_of_others

CIRCLE = Circle(["Petra Lindner"], [Bond("partner", "Clemens Lindner")], ["Lena Abel"])
ALLERGY = "Ich bin allergisch gegen Erdbeeren."


def judged(
    text: str, words: str, margin: float, attribute: str, whose: str = ME, trust: str = "self"
) -> str | None:
    written = datetime(2025, 3, 1, tzinfo=UTC)
    said = Said(
        1, text, "", None, trust, written, Locator("lines", 1, 1), "notes", "notes.md", "note", None, False
    )
    window = windows_of([said], pattern_of(cues_of(attribute, whose)))[0]
    found = judge(Asked("f", whose, attribute), CIRCLE, window, Reply(words, margin))
    return found.value if found else None


def test_a_clear_reply_among_words_that_speak_of_it_holds() -> None:
    assert judged(ALLERGY, "Erdbeeren", VERY_SURE, "allergies") == "Erdbeeren"


def test_an_unclear_reply_is_none() -> None:
    assert judged(ALLERGY, "Erdbeeren", SURE - 0.1, "allergies") is None


def test_where_nothing_speaks_of_it_more_is_needed() -> None:
    text = "Erdbeeren sind nichts für mich."

    assert judged(text, "Erdbeeren", SURE + UNCUED - 0.1, "allergies") is None
    assert judged(text, "Erdbeeren", SURE + UNCUED, "allergies") == "Erdbeeren"


def test_what_only_says_what_is_asked_is_no_answer() -> None:
    assert repeats("Vermieter")
    assert not repeats("Wohnbau Süd eG")


def test_a_reply_has_the_shape_of_what_is_asked() -> None:
    assert judged("Meine Schuhe: die blauen", "blauen", 9.0, "shoe size") is None
    assert judged("Meine Schuhgröße ist 41", "41", 9.0, "shoe size") == "41"


@pytest.mark.parametrize(
    ("sentence", "value", "whose", "keys", "others"),
    [
        ("Lena is a size 5 and I take a 10.", "10", ME, [ME], False),
        ("Lena is a size 5 and I take a 10.", "5", ME, [ME], True),
        ("Mein Bruder hat Asthma.", "Asthma", ME, [ME], True),
        ("Clemens und ich haben 2016 geheiratet.", "2016", ME, [ME], False),
        ("Ring her, she has the keys: 07700 900811", "07700 900811", ME, [ME], True),
        ("Mia madre si chiama Franca, mio padre Dino.", "Dino", "mother", ["my mum"], True),
        ("Mia madre si chiama Franca, mio padre Dino.", "Franca", "mother", ["my mum"], False),
        (
            "Bei Notfall meinen Bruder Jan anrufen.",
            "Jan",
            "emergency contact",
            ["my emergency contact"],
            False,
        ),
        ("Blood type O negative.", "O negative", ME, [ME], False),
    ],
)
def test_the_last_person_named_before_a_value_is_who_has_it(
    sentence: str, value: str, whose: str, keys: list[str], others: bool
) -> None:
    assert speaks_of_others(sentence, value, whose, keys, CIRCLE) is others


def test_whoever_is_to_be_called_may_be_anybody_around_the_person() -> None:
    text = "Im Notfall: Clemens Lindner, mein Mann, 0176 39200111"

    assert judged(text, "0176 39200111", VERY_SURE, "phone", "emergency contact") == "0176 39200111"
    assert judged(text, "0176 39200111", VERY_SURE, "phone") is None


def test_of_a_question_that_no_attribute_names_its_own_words_are_the_cues() -> None:
    assert cues_in("What is your climbing club membership number?") == ("climb", "membe", "numbe")
