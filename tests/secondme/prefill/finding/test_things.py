"""What a model is asked for, in words that say of whom and of what."""

from __future__ import annotations

import pytest

from secondme.prefill.asked import Asked
from secondme.prefill.finding.asking.things import thing_asked, writer_of
from secondme.prefill.finding.people.circle import Bond, Circle

CIRCLE = Circle(["Petra Lindner"], [Bond("partner", "Clemens Lindner")], [])


@pytest.mark.parametrize(
    ("asked", "thing"),
    [
        (Asked("f", "me", "blood type"), "my blood type"),
        (Asked("f", "landlord", "full name"), "the name of my landlord"),
        (Asked("f", "landlord", "phone"), "my landlord's phone"),
        (Asked("f", "partner", "birthday"), "the birthday of Clemens Lindner, my partner"),
        (Asked("f", "me", "employer", tense="previous"), "my previous employer"),
        (Asked("f", "me", ""), ""),
    ],
)
def test_a_thing_says_of_whom_and_of_what(asked: Asked, thing: str) -> None:
    assert thing_asked(asked, CIRCLE) == thing


def test_without_a_name_the_person_is_the_writer() -> None:
    nobody = Circle([], [], [])

    assert writer_of(nobody) == "the writer"
    assert thing_asked(Asked("f", "me", "diet"), nobody).startswith("my diet")
