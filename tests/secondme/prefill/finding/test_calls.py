"""Whom to call: told by a cue and whoever is named beside it, in wordings that no frame has."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from ingest import Locator
from secondme.prefill.finding.notes.passages import Said
from secondme.prefill.finding.people.calls import Call, calls_in, whom_to_call
from secondme.prefill.finding.people.circle import Bond, Circle

CIRCLE = Circle(
    ["Noor Aziz"],
    [Bond("daughter", "Mia Reed"), Bond("partner", "Tom Reed")],
    ["Mia Reed", "Tom Reed", "Ann Hart (work)", "Jo"],
)
LAST_YEAR = datetime(2024, 11, 1, tzinfo=UTC)


def said(
    text: str, title: str = "notes", *, chat: bool = False, at: datetime = LAST_YEAR, number: int = 1
) -> Said:
    place = Locator("lines", 1, 1)
    return Said(number, text, "", None, "self", at, place, title, "n.md", "markdown", None, chat)


@pytest.mark.parametrize(
    "text",
    [
        "i told the nurse: if something happens to me it's mia they should ring, not tom",
        "Falls mir was passiert: zuerst Mia anrufen. Bitte nicht Tom.",
        "On me demande qui prévenir. J'ai mis ma fille, elle répond toujours.",
        "Si me pasa algo, que llamen a Mia y no a Tom.",
        "Se mi succede qualcosa bisogna chiamare Mia, mai Tom.",
        "Se me acontecer alguma coisa, liguem à minha filha.",
        "Notfall    zuerst Mia. NICHT Tom.",
        "emergency contact .... my daughter",
    ],
)
def test_the_first_one_named_who_is_not_ruled_out_is_called(text: str) -> None:
    found = list(calls_in(said(text), CIRCLE))
    assert [one.name for one in found if one.is_plain] == ["Mia Reed"]


@pytest.mark.parametrize(
    "text",
    [
        "Tom works in the emergency room now.",
        "If something happens to YOU, call Mia.",
        "Her emergency contact is Mia.",
        "Bin jetzt Notfallsanitäter, sagt Mia.",
        "in an emergency the plumber is Bob",
    ],
)
def test_an_emergency_of_another_kind_or_of_somebody_else_calls_nobody_plainly(text: str) -> None:
    assert not [one for one in calls_in(said(text), CIRCLE) if one.is_plain]


def test_you_in_a_chat_is_whom_one_writes_to() -> None:
    chat = said("they've got you as my next of kin, ignore it", "WhatsApp Chat with Mia", chat=True)
    assert [one.name for one in calls_in(chat, CIRCLE)] == ["Mia Reed"]


def test_a_card_gives_the_whole_name_without_what_is_noted_there() -> None:
    (call,) = calls_in(said("Next of kin: Ann, from work"), CIRCLE)
    assert call.name == "Ann Hart"


def test_the_latest_notes_replace_older_ones_and_what_is_not_plain_needs_a_second_place() -> None:
    old, new = date(2017, 2, 1), datetime(2025, 1, 1, tzinfo=UTC)
    standing = [Bond("emergency contact", "Ann Hart", 7)]
    call = Call("Mia Reed", said("if anything happens to me: Mia", at=new, number=9), True)
    assert [one.name for one in whom_to_call([call], standing, {7: old})] == ["Mia Reed"]
    vague = Call("Jo", said("emergency, Jo came", at=new, number=10), False)
    assert [one.name for one in whom_to_call([vague], standing, {7: old})] == ["Ann Hart"]
    both = whom_to_call([call], standing, {7: date(2024, 12, 1)})
    assert {one.name for one in both} == {"Mia Reed", "Ann Hart"}
