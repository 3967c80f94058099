"""Things: what a field asks, as the reader of a note is asked for it: "my shoe size". Pure."""

from __future__ import annotations

from secondme.memories.kin import ME
from secondme.prefill.asked import Asked
from secondme.prefill.finding.people.circle import Circle
from secondme.prefill.finding.people.relations import relation_named

_SAID = {
    "additional name": "middle name",
    "honorific": "title (Mr or Ms)",
    "car": "car (make and model)",
    "conditions": "medical condition",
    "operations": "operation",
    "vaccinations": "vaccination",
    "allergies": "allergy",
    "pets": "pet",
    "hobbies": "hobby",
    "skills": "skill",
    "moved in": "day of moving into the present home",
    "moved out": "day of moving out of the earlier home",
    "weekly hours": "working hours a week",
    "doctor": "family doctor",
    "smoker": "smoking habit",
    "alcohol": "drinking habit",
    "housing": "kind of housing",
    "household size": "number of people at home",
    "start date": "first day at work",
    "end date": "last day at work",
    "study start": "first year of studies",
    "study end": "last year of studies",
    "languages": "spoken languages",
    "moved": "day of moving",
    "iban": "IBAN",
    "bic": "BIC",
    "vin": "vehicle identification number",
    "diet": "diet (what is not eaten)",
}
"""Attributes whose names say too little to somebody who does not know them."""
_EARLIER = {"previous": "previous ", "first": "first "}
UNNAMED = "the writer"


def writer_of(circle: Circle) -> str:
    """The person's name as the model is told it."""
    named = max(circle.own, key=len, default="")
    return named.title() if named else UNNAMED


def thing_asked(asked: Asked, circle: Circle) -> str:
    """What is asked: "the name of my landlord"; empty where no attribute says it.

    A small model that looks for "my" finds "I" and "mine" in a note better than one that is given a name.
    """
    if not asked.attribute:
        return ""
    said = _EARLIER.get(asked.tense, "") + _SAID.get(asked.attribute, asked.attribute)
    relation = relation_named(asked.whose)
    if asked.attribute == "full name" and relation is not None:
        return f"the name of my {relation}"
    if relation is None:
        return f"my {said}" if asked.whose == ME else f"{asked.whose}'s {said}"
    people = circle.people(relation)
    return f"the {said} of {people[0].name}, my {relation}" if len(people) == 1 else f"my {relation}'s {said}"
