"""Predicates: the one form that all wordings of a statement share, and how it reads as a sentence.

The canonical predicates, the one table of them. One value at a time ("single"):
  lives in · works at · works as · works in (a field) · partner (a name, or "single", "divorced", "widowed") ·
  drives · studies · studies at · age · is from · born in · height · phone number · email · address ·
  birthday · diet (what one chooses to eat: vegan) · reads (a book) · goes to work by ·
  favourite X ("favourite colour") · shoe size, weight, blood type and the other `SIZES` ·
  the roles that one person has at a time, by their noun: doctor, dentist, landlord, boss, bank, gym,
  daughter's school, ...
Many values:
  allergic to · has (a condition, "asthma", "coeliac", and what one rules out, "gluten-free") ·
  does not eat · does not drink · speaks · learns · plays · takes a class in · likes ·
  dislikes · plans · did · has regularly ("choir every Tuesday") · lives with · relations of which there may
  be several, by their noun: sister, friend, daughter, dog, cat, ...

Whatever is not in `VERBS` is a noun that reads "My phone number is 0123." and "Noor's phone number is 0123.";
a subject "me" speaks in the first person ("I live in Lisbon."), all others in the third ("Noor lives in
Lisbon.").
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from secondme.memories.statement import Kind, Polarity


@dataclass(frozen=True, slots=True)
class Verb:
    """How a predicate is said of me, of others, and of what is over; what goes before the value."""

    mine: str
    others: str
    past: str
    single: bool = False
    kind: Kind = "fact"


YEARLY = ("birthday", "wedding anniversary")
"""Those whose day comes again each year."""
VERBS = {
    "lives in": Verb("live in", "lives in", "lived in", single=True),
    "lives with": Verb("live with", "lives with", "lived with"),
    "works at": Verb("work at", "works at", "worked at", single=True),
    "works as": Verb("work as", "works as", "worked as", single=True),
    "works in": Verb("work in", "works in", "worked in", single=True),
    "drives": Verb("drive", "drives", "drove", single=True),
    "studies": Verb("study", "studies", "studied", single=True),
    "studies at": Verb("study at", "studies at", "studied at", single=True),
    "age": Verb("am aged", "is aged", "was aged", single=True),
    "is from": Verb("am from", "is from", "was from", single=True),
    "born in": Verb("was born in", "was born in", "was born in", single=True),
    "allergic to": Verb("am allergic to", "is allergic to", "was allergic to"),
    "diet": Verb("am", "is", "was", single=True),
    "has": Verb("have", "has", "had"),
    "does not eat": Verb("do not eat", "does not eat", "did not eat"),
    "does not drink": Verb("do not drink", "does not drink", "did not drink"),
    "speaks": Verb("speak", "speaks", "spoke"),
    "learns": Verb("am learning", "is learning", "was learning"),
    "reads": Verb("am reading", "is reading", "was reading", single=True),
    "has regularly": Verb("have", "has", "had"),
    "takes a class in": Verb("take a class in", "takes a class in", "took a class in"),
    "goes to work by": Verb("go to work by", "goes to work by", "went to work by", single=True),
    "plays": Verb("play", "plays", "played"),
    "likes": Verb("like", "likes", "liked", kind="preference"),
    "dislikes": Verb("dislike", "dislikes", "disliked", kind="preference"),
    "plans": Verb("plan to", "plans to", "planned to", kind="plan"),
    "did": Verb("", "", "", kind="event"),
}
IS = Verb("am", "is", "was", single=True)
"""How a state reads that is a value of another predicate: of `partner`, "I am single."."""
_STATE = re.compile(
    r"(?:an? |\w+ )?(?:coeliac|celiac|diabetic|asthmatic|epileptic|dyslexic|anaemic|anemic|colou?r[- ]blind|"
    r"deaf|(?:lactose|gluten)[- ]intolerant|teetotal|halal|kosher|(?!meat)\w+[- ]free|low[- ]\w+)s?",
    re.IGNORECASE,
)
"""Conditions that one is and does not have: "I am coeliac.", and what is ruled out: "I am gluten-free."."""

SEVERAL = frozenset(
    """
    sister brother son daughter child kid baby friend cousin niece nephew aunt uncle neighbour neighbor
    colleague coworker flatmate roommate housemate teacher grandmother grandma gran granny nan
    grandfather grandpa grandad dog cat puppy kitten rabbit hamster parrot horse pony pet goldfish
    tortoise
    """.split()  # noqa: SIM905
)
"""Of these one may have several; the other roles have one holder at a time."""


def kind_of(predicate: str) -> Kind:
    """What kind of statement a predicate makes."""
    return VERBS[predicate].kind if predicate in VERBS else "fact"


def is_single(predicate: str) -> bool:
    """Whether a predicate has one value at a time."""
    if predicate in VERBS:
        return VERBS[predicate].single
    return predicate != "" and predicate.split()[-1] not in SEVERAL


def sentence_of(
    subject: str, predicate: str, value: str, polarity: Polarity = "holds", verb: Verb | None = None
) -> str:
    """The statement as a sentence that stands by itself. verb: reads so in place of the predicate's own."""
    verb = verb or _verb_of(predicate, value)
    if verb is None:
        owner = "My" if subject == "me" else f"{_capital(subject)}'s"
        link = {"holds": "is", "ended": "is no longer", "never": "was never"}[polarity]
        return tidy(f"{owner} {predicate} {link} {value}.")
    return tidy(f"{speaking(subject)} {_verb_phrase(verb, subject == 'me', polarity)} {value}.")


def negated_sentence_of(subject: str, predicate: str, value: str) -> str:
    """The same, said not to be so; which leaves open whether it ever was."""
    verb = _verb_of(predicate, value)
    if verb is None:
        return sentence_of(subject, predicate, value).replace(" is ", " is not ", 1)
    first, _, rest = (verb.mine if subject == "me" else verb.others).partition(" ")
    if first in {"am", "is", "was"}:
        return tidy(f"{speaking(subject)} {first} not {rest} {value}.")
    return tidy(f"{speaking(subject)} {'do' if subject == 'me' else 'does'} not {verb.mine} {value}.")


def condition_or_diet(value: str) -> str:
    """The predicate of what one eats: a condition holds beside others, a diet ends the last one."""
    return "has" if _STATE.fullmatch(value) else "diet"


def _verb_of(predicate: str, value: str) -> Verb | None:
    return IS if predicate == "has" and _STATE.fullmatch(value) else VERBS.get(predicate)


def speaking(subject: str) -> str:
    """The subject as it begins a sentence."""
    return "I" if subject == "me" else _capital(subject)


def tidy(text: str) -> str:
    """With single spaces, and one mark at its end."""
    return " ".join(text.split()).replace("..", ".")


def _verb_phrase(verb: Verb, mine: bool, polarity: Polarity) -> str:
    form = verb.mine if mine else verb.others
    first, _, rest = form.partition(" ")
    is_be = first in {"am", "is", "was"}
    if polarity == "never":
        first, _, rest = verb.past.partition(" ")
        return f"{first} never {rest}" if is_be else f"never {verb.past}"
    if polarity == "ended":
        return f"{first} no longer {rest}" if is_be else f"no longer {form}"
    return form


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
