"""Owners: whose a line of a note is. What stands below somebody's name is theirs, and never the person's.
Pure.
"""

from __future__ import annotations

import re

from secondme.memories.kin import ME
from secondme.people.names import is_whole, plain_name
from secondme.prefill.countries import country_of
from secondme.prefill.finding.notes.headings import HOME_HEADS
from secondme.prefill.finding.notes.labels import MINE, Label, is_filling, is_neutral, words_in
from secondme.prefill.finding.notes.letterheads import is_own_name
from secondme.prefill.finding.notes.lines import Line
from secondme.prefill.finding.notes.nobody import is_about_nobody
from secondme.prefill.finding.notes.passages import Said
from secondme.prefill.finding.notes.shapes import shaped
from secondme.prefill.finding.notes.topics import is_abstract
from secondme.prefill.finding.people.circle import ABOUT_ME, PRONOUNS, SELF_WORDS, Circle
from secondme.prefill.finding.people.relations import RELATIONS, covered_by

_TRAIL = " > "
NOBODY = "?"
"""The key of whoever may be meant and is not known."""
OFFICES = frozenset({"my doctor", "my dentist", "my school", "my employer", "my insurer"})
"""A note headed "School" tells what the person has; how to reach whom it names is the office's."""
OWN_NOTES = OFFICES | {ME}
"""Whose notes tell of the person and their family."""
_NAME_LIKE = re.compile(
    r"[A-ZÀ-Þ][a-zß-ÿ'\u2019-]{1,9}(?: (?:de |da |van |von |di )?[A-ZÀ-Þ][\w'\u2019.-]*){0,2}"
)
PEOPLE_FOLDER = re.compile(
    r"(?:^|/)(?:people|persons?|contacts?|personen|kontakte|gens|personnes|personas|persone|pessoas)/", re.I
)
_OWNED = re.compile(r"['\u2019]s ")
_THEIRS = "mum|mom|mother|dad|father|sister|brother|parents|aunt|uncle|wife|husband"
_KIN_OF = (
    "mutter|vater|schwester|bruder|eltern|mère|père|sœur|frère|madre|padre|hermana|hermano|sorella|"
    "fratello|mãe|"
    "pai|irmã|irmão|moeder|vader|zus|broer"
)
_MINE = "|".join(sorted(MINE))
_ADDRESSED = (
    "mum|mom|mam|mummy|mommy|dad|daddy|mama|mamma|mutti|vati|papa|papà|maman|mamá|papá|babbo|mamãe|papai"
)
"""What people call their own parents."""
_OF_ANOTHER = re.compile(
    rf"[A-ZÀ-Þ][\w-]+['\u2019]s (?i:{_THEIRS})\b|"
    rf"(?i:{_KIN_OF}) (?:von|de|d['\u2019]|di|do|da|van) ?(?:[A-ZÀ-Þ]|(?:{_ADDRESSED}|{_MINE})\b)"
)
"""Who is something to somebody else: "Tom's mum", "die Mutter von Tom"."""
_MY_KIN = re.compile(
    r"\b(?:my|mein(?:e[rsmn]?)?|mon|ma|mes|mi|mis|mio|mia|miei|mie|meu|minha|meus|minhas|mijn) "
    r"(?P<kin>\w+(?: \w+)?)",
    re.IGNORECASE,
)
_STREET = re.compile(
    r"(?i)\b(?:rua|rue|calle|via|viale|avenida|avenue|travessa|praça|plaza|place|piazza|boulevard|quai|"
    r"chemin|"
    r"corso|largo|alameda|paseo|passeig|carrer) \w|\w(?:straße|strasse|straat|gasse|laan|weg)(?:$|\W)|"
    r"\w (?:street|road|lane|avenue|drive|close|terrace|crescent)(?:$|\W)"
)
"""A heading that is a street is a home and nobody's name."""
_LETTER_TO = re.compile(
    r"(?i)\b(?:letter|mail|email|note|brief|lettre|mot|courrier|carta|nota|lettera|bilhete|briefje) "
    r"(?:to|for|an|f\u00fcr|\u00e0|pour|a|al|para|per|aan|voor) .*|"
    r"\((?:for|f\u00fcr|pour|para|per|voor) [^()]*\)"
)
"""To whom one writes: such a note is by the person, and not about whoever gets it."""
_NAME = r"[A-ZÀ-Þ][\w'\u2019-]+(?: (?:(?:de|da|do|dos|del|van|von|der|di|el|al) ){0,2}[A-ZÀ-Þ][\w'\u2019-]+)"
_RELATED = "|".join(map(re.escape, RELATIONS))
_IS_MY_KIN = re.compile(
    rf"(?P<name>[A-ZÀ-Þ][\w'\u2019-]+) (?:is|ist|est|es|è|é) (?i:{_MINE}) (?:\w+ )?(?i:{_RELATED})\b"
)
"""Who is introduced: "Naïg est ma petite sœur"."""
_CLOSE = frozenset(
    ("partner", "daughter", "son", "mum", "dad", "sister", "brother", "grandmother", "grandfather")
)
MOST_KIN = 2
"""Of so many relations a note about one person may speak."""
_BORN_SO = re.compile(
    rf"(?P<name>{_NAME}{{1,3}}), (?i:born|née?|geb(?:oren|\.)|nacid[oa]|nat[oa] |nascid[oa]|geboren)"
)


def owner_of(line: Line, label: Label, circle: Circle, around: str) -> str:
    """Whose the line is: whom its label names, else what stands above it, else whose the passage is."""
    if label.owner:
        return circle.key(label.owner) or NOBODY
    if named := [word for word in label.rest if circle.is_named(word)]:
        return circle.key(named) or NOBODY
    if label.mine:
        return ME
    for head in reversed(line.above):
        if (key := _owner_of_head(head, circle)) is not None:
            return key
    return around


def owner_around(said: Said, circle: Circle) -> str:
    """Whose a passage is by its headings and its title; the person's own where they name nobody."""
    if said.is_chat or said.memory is not None:
        return ME
    if is_about_nobody(said, circle.own_words):
        return NOBODY
    if (other := _whom_it_opens_with(said, circle)) is not None:
        return other
    if said.key in circle.letters or _is_signed(said, circle) or _tells_of_family(said):
        return ME
    heads = [head for head in said.heading.split(_TRAIL) if head]
    for head in [*reversed(heads), said.title]:
        if (key := _owner_of_head(_LETTER_TO.sub("", head), circle)) is not None:
            return key
    return NOBODY if PEOPLE_FOLDER.search(said.key) else ME


def _is_signed(said: Said, circle: Circle) -> bool:
    """Whether a note is a letter that begins with the person's own name: what its title says is to whom."""
    first = next((line for line in said.text.split("\n") if line.strip()), "")
    return bool(circle.own) and is_own_name(first, circle)


def _tells_of_family(said: Said) -> bool:
    """Whether a note whose heading names somebody introduces them, and tells of others of the family too."""
    introduced = _IS_MY_KIN.search(said.text)
    if introduced is None or introduced["name"].casefold() not in said.heading.casefold():
        return False
    kin = {RELATIONS[word] for word in words_in(said.text) if RELATIONS.get(word) in _CLOSE}
    return len(kin) > MOST_KIN


def _whom_it_opens_with(said: Said, circle: Circle) -> str | None:
    """Whose papers a note holds that begins with a whole name and a birth, where that is not the person."""
    found = _BORN_SO.match(said.text.lstrip())
    if found is None or not circle.own:
        return None
    is_mine = circle.own_words.issuperset(plain_name(found["name"]).split())
    return None if is_mine else circle.key(words_in(found["name"])) or plain_name(found["name"])


_I_AM = re.compile(r"^(?:Soy|Sono|Sou) ")


def name_it_opens_with(said: Said) -> str:
    """The whole name with a birth behind it that a note of the person's own begins with; else empty."""
    head = said.heading.split(_TRAIL)[-1] or said.title
    is_mine = is_about_me(said) or (is_neutral(head) and not MINE.isdisjoint(words_in(head)))
    is_own = not said.is_chat and said.memory is None and is_mine
    found = _BORN_SO.match(said.text.lstrip()) if is_own else None
    return _I_AM.sub("", found["name"]) if found else ""


def _owner_of_head(head: str, circle: Circle) -> str | None:
    """Whom a heading is about; None where it names nobody."""
    words = words_in(head)
    if _STREET.search(head) and circle.key(words) is None:
        return None
    others = [word for word in words if word not in SELF_WORDS and not is_neutral(word)]
    if not PRONOUNS.isdisjoint(words) or (not others and not SELF_WORDS.isdisjoint(words)):
        return (circle.key(others) if others else None) or ME
    if (mine := _MY_KIN.search(head)) and (relation := _relation_in(words_in(mine["kin"]))):
        return circle.key([relation]) or NOBODY
    telling = [word for word in words if word in RELATIONS or not is_neutral(word)]
    if not telling:
        return None
    if _OF_ANOTHER.search(head) is not None and not any(circle.is_named(word) for word in words[:1]):
        others = [word for word in telling if word not in RELATIONS and not circle.is_named(word)]
        return circle.key(others[:1]) or NOBODY
    key = circle.key(telling)
    if key is not None:
        return key
    if not HOME_HEADS.isdisjoint(words) and not _OWNED.search(head):
        return None
    named = _OWNED.split(head)[0].strip()
    if len(named.split()) > 1 and not any(map(str.isdigit, named)):
        named = " ".join(word for word in named.split() if not (is_neutral(word) or is_filling(word)))
    is_name = _NAME_LIKE.fullmatch(named) is not None and country_of(named) is None
    return plain_name(named) if is_name and not _is_a_topic(named, circle) else None


def _is_a_topic(head: str, circle: Circle) -> bool:
    """Whether a heading is of words that the person's notes have as common words: "Dove", "Decisioni"."""
    words = words_in(head)
    return all(
        word in circle.common or is_neutral(word) or is_filling(word) or is_abstract(word) for word in words
    )


def is_a_street(head: str) -> bool:
    """Whether a heading names a street."""
    return _STREET.search(head) is not None


def _relation_in(words: list[str] | tuple[str, ...]) -> str | None:
    return next((word for word in words if word in RELATIONS), None)


def owner_named(value: str, circle: Circle, around: str) -> str | None:
    """Whom a line "Name: ..." makes the lines after it speak of; None where it is no name."""
    name = shaped("full name", value) or shaped("given name", value)
    if name is None:
        return None
    key = circle.key(words_in(name.value))
    if key is None and around == ME and not (circle.is_settled and (circle.own or is_whole(name.value))):
        return ME
    return key or plain_name(name.value)


def is_the_persons(relation: str, name: str, said: Said) -> bool:
    """Whether somebody in a note about another is the writer's own all the same.

    Whom its heading names, by name or as that relation; or whom it calls "my son Theo", "Mama: Renate".
    """
    heads = words_in(f"{said.heading} {said.title}")
    related = {one for word in heads if (one := RELATIONS.get(word)) is not None}
    if relation in {*related, *(each for one in related for each in covered_by(one))}:
        return True
    return not set(plain_name(name).split()).isdisjoint(heads) or _is_called_mine(name, said.text)


def _is_called_mine(name: str, text: str) -> bool:
    called = rf"(?i:\b(?:{_MINE}|{_ADDRESSED})\b)[^.;\n]{{0,25}}(?<!\w){re.escape(name.split()[0])}"
    return re.search(called, text) is not None


def is_about_me(said: Said) -> bool:
    """Whether a heading or the title says that a note is about the person themselves."""
    return not ABOUT_ME.isdisjoint(words_in(f"{said.heading} {said.title}"))
