"""Things to do: boxes that are not ticked, and what stands in a list below "TODO", are plans of the person's.

    - [ ] call the bank by Friday        TODO: renew the railcard        To do:
                                                                        - pay the rent on 1 December

An item begins with a verb of the table; what is ticked is none any more.
"""

from __future__ import annotations

import re
from dataclasses import replace

from secondme.memories.english.clauses import Clause, group_of
from secondme.memories.english.doings import plan_statements
from secondme.memories.english.reading import Reading
from secondme.memories.english.voice import ME
from secondme.memories.statement import Statement

AS_SURE_AS = 0.7
_VERBS = frozenset(
    """
    answer apply arrange ask bake book bring build buy call cancel change charge check claim clean clear
    collect confirm contact cook deliver descale discuss do donate download draft drop edit email empty
    exchange fetch feed file fill find finish fix fold frame get give go hand hang hem insure install invite
    iron learn look
    mail make measure meet mend message mount move mow order organise organize pack paint pay phone pick plan
    plant post practise prepare print prune publish put read record register remind renew repair replace reply
    research return review revise ring schedule scan sell send service set sew sign sort speak start study
    submit swap take talk tell test text thank tidy transfer translate try unpack update upload vacuum visit
    vote walk wash water weed wrap write
    """.split()  # noqa: SIM905
)
"""What there is to do begins with one of these."""
MARK = re.compile(r"\[ ?\]|\u2610|\bto[ -]?do|\b(?:tasks|errands)\b", re.IGNORECASE)
"""Without one of these in a passage there is nothing of the kind in it."""
_BOX = re.compile(r"[ >\t]*(?:(?:[-*+\u2022]|\d{1,2}[.)])\s+)?(?:\[ ?\]|\u2610)\s+(?=\w)")
_BULLET = re.compile(r"[ >\t]*(?:[-*+\u2022\u2013]|\d{1,2}[.)])\s+(?!\[)(?=\w)")
_LABEL = re.compile(r"[ >\t]*(?:[-*+\u2022]\s+)?(?:TODO|Todo|To ?do|TO ?DO|To-do)\s*:\s*(?=\w)")
_HEAD = re.compile(
    r"\W*(?:(?:my )?(?:to[ -]?dos?|tasks|things to do|errands)(?: list)?(?:,? (?:for )?(?:today|tomorrow|"
    r"(?:this|next) (?:week|month|weekend)|the week(?:end)?))?)\W*",
    re.IGNORECASE,
)
_VERB = re.compile(r"(?:please )?(?P<verb>[A-Za-z]+)(?= \w)")


def todo_of(reading: Reading) -> list[Statement]:
    """What a line of a list says is to be done; nothing where it is no such line."""
    first = _item(reading) if reading.passage.voice.name == ME else None
    verb = _VERB.match(reading.text, first) if first is not None else None
    if first is None or verb is None or verb["verb"].lower() not in _VERBS:
        return []
    place = verb.start("verb")
    clause = Clause(None, first, place, group_of(""), verb["verb"].lower(), place, verb.end())
    small = f"{reading.text[:place]}{reading.text[place].lower()}{reading.text[place + 1 :]}"
    lowered = replace(reading, sentence=replace(reading.sentence, text=small))
    made = plan_statements(lowered, clause, ME, place, confidence=AS_SURE_AS)
    return [_lowered(one, verb["verb"]) for one in made]


def _item(reading: Reading) -> int | None:
    """Where the words of an item begin; None where the line is none."""
    text, start = reading.passage.text, reading.sentence.start
    if start and "\n" not in text[max(0, start - 3) : start]:
        return None  # It is the second sentence of a line.
    if (found := _BOX.match(reading.text) or _LABEL.match(reading.text)) is not None:
        return found.end()
    found = _BULLET.match(reading.text)
    return found.end() if found is not None and _is_headed(text[:start]) else None


def _is_headed(before: str) -> bool:
    """Whether the list that goes on here stands below a line that says that it is of things to do."""
    for line in reversed(before.rstrip("\n").split("\n")):
        if _HEAD.fullmatch(line):
            return True
        is_item = _BULLET.match(line) or line.lstrip().startswith(("- [", "* [", "["))
        if line.strip() and not is_item and not line.startswith(" "):
            return False
    return False


def _lowered(plan: Statement, verb: str) -> Statement:
    """The plan with its verb in small letters, as it stands in a sentence."""
    return replace(plan, text=plan.text.replace(f" {verb} ", f" {verb.lower()} ", 1))
