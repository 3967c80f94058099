"""Planned: which plan is meant by the words for what was moved or called off. Pure.

It is the one plan to come that bears these words; else, of what health is about, the one appointment near the
day.
Of two that may be meant it is none: a plan too many is seen, one that is gone is missed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from secondme.recall.time_tokens import fold
from secondme.store.memories import Memory

NEAR = timedelta(days=31)
"""So near to the new day an appointment without a name of its own must be."""
_WORD = re.compile(r"[^\W_]+(?:['\u2019]s\b)?")
_LITTLE = frozenset(
    """
    the a an my our of for with at in on to and his her
    der die das den dem beim bei mit zum zur im am für mein meine unser unsere
    le la les l de du des chez au aux avec mon ma mes notre el los las del con en mi mis al para
    """.split()  # noqa: SIM905
)
_GENERAL = frozenset(
    """
    appointment appt meeting visit check checkup session practice rehearsal lesson class trip slot booking
    thing date time round night day evening concert gig show course training game match termin treffen
    besuch probe kurs stunde rendez-vous rendez vous rdv réunion cours visite cita reunión clase visita
    ensayo
    """.split()  # noqa: SIM905
)
"""Words that a plan may have or lack beside what tells it from others."""
_HEALTH = frozenset(
    """
    dentist hygienist orthodontist doctor gp physio physiotherapist optician midwife dermatologist
    cardiologist gynaecologist therapist podiatrist chiropodist osteopath hospital clinic scan scope mri
    xray ultrasound surgery zahnarzt hausarzt arzt frauenarzt augenarzt physio mrt spital krankenhaus
    dentiste médecin docteur kiné ophtalmo hôpital irm dentista médico doctora pediatra fisio oculista
    hospital
    """.split()  # noqa: SIM905
)
_APPOINTMENT = re.compile(r"\b(?:appointment|appt|check-?up|\w*termin|rendez-vous|rdv|cita)\b", re.IGNORECASE)


def meant_plan(title: str, plans: Sequence[tuple[Memory, date]], day: date | None) -> Memory | None:
    """The plan that is meant by a title; None where none or several may be.

    plans: those that hold, each with the day on which it is due. day: that to which it was moved.
    """
    words = _words(re.sub(r"['\u2019]s$", "", title))
    telling = words - _GENERAL or words
    if not telling:
        return None
    found = [plan for plan, _ in plans if telling <= _words_of(plan.text)]
    if len(found) == 1:
        return found[0]
    if found or day is None or telling.isdisjoint(_HEALTH):
        return None
    near = [
        plan
        for plan, due in plans
        if _APPOINTMENT.search(plan.text)
        and abs(due - day) <= NEAR
        and _words_of(plan.text).isdisjoint(_HEALTH - telling)
    ]
    return near[0] if len(near) == 1 else None


def _words(title: str) -> set[str]:
    """The words of a title that tell something, without endings of several."""
    return {_bare(word) for word in _WORD.findall(fold(title))} - _LITTLE


def _words_of(text: str) -> set[str]:
    """The words of a plan; whose something is, is not who comes: "Bert's operation" is not "Bert"."""
    return {_bare(word) for word in _WORD.findall(fold(text))}


def _bare(word: str) -> str:
    word = word.replace("\u2019", "'")
    return word if word.endswith("'s") or len(word) < 4 else word.removesuffix("s")
