"""Relatives: whom notes name as somebody's partner, child or parent, and what stands beside the name: when
and where they were born, as whom, their sex, in seven languages. Pure.

"Mum: Ngozi Okafor, born Eze, Onitsha, 2 July 1958", "- unser Sohn Theo, 21. Juli 2019".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from secondme.prefill.countries import country_of
from secondme.prefill.finding.notes.days import full_day
from secondme.prefill.finding.notes.labels import MINE, is_neutral, words_in
from secondme.prefill.finding.notes.passages import Said
from secondme.prefill.finding.notes.sentences import sentences_of
from secondme.prefill.finding.people.circle import Bond
from secondme.prefill.finding.people.kin_words import (
    ALL_BORN,
    ALL_CALLED,
    AND_I,
    ANY_NAME,
    BEFORE_NAME,
    BEHIND_A_COLON,
    BEHIND_NAME,
    BORN_AS,
    BORN_AS_TOO,
    BORN_IN,
    BULLET,
    CHILD_OF,
    CITIZENS,
    COUNTED,
    FROM_THERE,
    I_AND,
    I_WORDS,
    IN_BRACKETS,
    IS_MINE,
    KIN,
    LABEL,
    LISTED,
    NAMED_TOO,
    NAMES_ONLY,
    NO_NAMES,
    NOT_BORN,
    OF_THEM_ALL,
    OF_WHOM,
    OFFICES,
    OURS,
    PARTS,
    PHONE,
    PLACE_AFTER,
    PLACE_ALONE,
    PLACE_BEFORE,
    SEVERAL,
    THEY_ARE,
    THIRD,
    TITLES,
    URGENT,
    WANTED,
    WED,
    unaccented,
)
from secondme.prefill.finding.people.relations import RELATIONS, SEXES
from secondme.prefill.finding.work.words import ROLE, work_in
from secondme.recall.time_words import MONTHS

OF_SCHOOL_AGE = frozenset(("child", "daughter", "son"))
AT_SCHOOL = re.compile(
    r"(?:^|(?:also at|auch an der|auch im|aussi à|también en|anche a|também n[oa]|ook op|goes to|attends|"
    r"geht (?:auf|in)(?: das| die)?|va (?:à|a|al|alla)(?: l['\u2019])?|est à|"
    r"zit op|gaat naar|frequenta|anda n[oa]) )"
    r"(?P<school>(?:(?i:jardim de infância|jardim-escola|escuela infantil|guardería|scuola materna|asilo|"
    r"crèche|"
    r"école maternelle|kita|nursery|EB[123]?|CEIP|IES|instituto|colegio|cole|collège|college|école|ecole|"
    r"lycée|liceo|scuola|escola|colégio|basisschool|"
    r"grundschule|gesamtschule|realschule|primary|"
    r"elementary) (?:(?:de|da|do|das|dos|del|della|di|des|du|la) )*[A-ZÀ-Þ][\w'\u2019.-]*"
    r"(?: (?:(?:de|da|do|das|dos|del|della|di|des|du|la) )*[A-ZÀ-Þ][\w'\u2019.-]*){0,3}"
    r"|[A-ZÀ-Þ][\w'\u2019.-]*(?: [A-ZÀ-Þ][\w'\u2019.-]*){0,3} ?(?:-?(?i:gymnasium|schule|school|primary|"
    r"academy|college))"
    r"(?: [A-ZÀ-Þ][\w-]+)?))$"
)
"""The school of a child, by the word for one beside its name."""
FARTHEST = 60
"""Characters between a name and the birthday."""
NAMED, BESIDE, AS_HOME, OF_ALL = 0.93, 0.9, 0.7, 0.85


@dataclass(frozen=True, slots=True)
class Fact:
    """That somebody has a value of an attribute, at characters [first, last). name: theirs; empty where it is
    of all who are so related to the person, or, without a relation, of the person.
    """

    name: str
    relation: str
    attribute: str
    value: str
    sure: float
    first: int
    last: int


_GOES_ON = re.compile(r", [A-Z][a-z]")
"""What follows a name in a list of people: "mum, Lena, Tom"."""


@dataclass(frozen=True, slots=True)
class _Mention:
    """Somebody named in a sentence, from `first` on. word: the relation as written. told, until: where what
    is told of them begins, and ends where that is not where the next is named.
    """

    name: str
    relation: str
    word: str
    first: int
    told: int
    until: int | None = None


def relatives_in(said: Said) -> tuple[list[Bond], list[Fact]]:
    """Who is what to the person, as a passage says in sentences, and what it says of them."""
    bonds: list[Bond] = []
    facts: list[Fact] = []
    head = said.heading.split(" > ")[-1] if not said.is_chat else ""
    over = head
    for sentence in sentences_of(said.text):
        if not LISTED.match(sentence.text):
            over = sentence.text if sentence.text.rstrip().endswith(":") else head
        mentions = _mentions(sentence.text, over)
        bonds += [Bond(one.relation, one.name, said.passage) for one in mentions]
        facts += [
            replace(fact, first=sentence.first, last=sentence.last)
            for fact in (*_told(mentions, sentence.text), *_of_all(sentence.text), *_wedding(sentence.text))
        ]
    on_paper = _of_a_paper(said) if not said.is_chat else ()
    return [*bonds, *_parents(bonds, facts), *on_paper], facts


def _of_a_paper(said: Said) -> Iterator[Bond]:
    """Whose child a paper says that its holder is."""
    if (named := CHILD_OF.search(unaccented(said.text))) is not None:
        yield Bond("dad", said.text[slice(*named.span("father"))], said.passage)
        yield Bond("mum", said.text[slice(*named.span("mother"))], said.passage)


def _parents(bonds: Sequence[Bond], facts: Sequence[Fact]) -> Iterator[Bond]:
    """Of two parents the mother is who has a birth name, where the other has none."""
    both = list(dict.fromkeys(bond for bond in bonds if bond.relation == "parents"))
    renamed = {fact.name for fact in facts if fact.attribute == "birth name"}
    mothers = [bond for bond in both if bond.name in renamed]
    if len(both) == 2 and len(mothers) == 1:
        for bond in both:
            yield replace(bond, relation="mum" if bond in mothers else "dad")


def _mentions(text: str, head: str) -> list[_Mention]:
    """Who is named in a sentence, in order, each once."""
    plain = unaccented(text)
    found = [
        _Mention(text[slice(*match.span("name"))], relation, match["relation"], match.start(), match.end())
        for pattern in (BEFORE_NAME, IS_MINE, IN_BRACKETS, BEHIND_NAME, BEHIND_A_COLON, COUNTED)
        for match in pattern.finditer(plain)
        if (relation := _relation(match, plain)) is not None
    ]
    later = {match.start(): match.start("name") for match in BEHIND_A_COLON.finditer(plain)}
    found = [one for one in found if one.told > later.get(one.first, 0)]
    found += [
        _Mention(
            text[slice(*match.span("name"))], "emergency contact", match["relation"] or "", *match.span()
        )
        for match in URGENT.finditer(plain)
    ]
    if WED.search(text):
        found += [
            _Mention(text[slice(*match.span("name"))], "partner", "", match.start(), *_aside(match))
            for pattern in (AND_I, I_AND)
            for match in pattern.finditer(plain)
        ]
    found += _below(text, plain, head, found)
    names = [one for one in found if not _is_no_name(one.name)]
    return sorted(names, key=lambda one: (one.first, one.told))


def _aside(match: re.Match[str]) -> tuple[int, int]:
    return match.span("aside") if match["aside"] else (match.end(), match.end())


def _relation(match: re.Match[str], plain: str) -> str | None:
    """What the named one is to the person; None where it is somebody else's relation, or only a title."""
    word = match["relation"].lower()
    relation = RELATIONS[word]
    groups = match.groupdict()
    is_mine, mark = bool(groups.get("my") or groups.get("own")), groups.get("mark")
    before = plain[: match.start()].split()[-1:]
    if word == "son" and before and before[0].lower() in THEY_ARE and not is_mine:
        return None
    if before and not is_mine and "my" in groups:
        owner = before[0].strip(",;(")
        if owner.lower() in THIRD or (owner[:1].isupper() and owner.endswith(("s", "'"))):
            return None
    if (
        ("my" in groups or "own" in groups)
        and not is_mine
        and not mark
        and (word in TITLES or relation in OFFICES)
    ):
        return None
    if OF_WHOM.match(plain, match.end("relation")) and not is_mine:
        return None
    is_list = "my" in groups and "," in plain[match.end("relation") : match.start("name")]
    if is_list and not is_mine and _GOES_ON.match(plain, match.end("name")):
        return None
    return None if is_list and relation in ("parents", "child") else relation


def _below(text: str, plain: str, head: str, found: Sequence[_Mention]) -> Iterator[_Mention]:
    """Those who are listed behind "Parents:", or below such a heading; of a partner or a mother the one."""
    label = LABEL.match(plain)
    over = _only_relation(plain[: label.end()]) if label else _only_relation(unaccented(head))
    by_all = over is None and OF_THEM_ALL.search(head) and LISTED.match(plain)
    if by_all and not found:
        over, label = "child", None
    if over is None or over not in KIN | NAMED_TOO:
        return
    start = label.end() if label else 0
    lists_names = not re.search(r"\d", plain[start:])
    between = NAMES_ONLY if lists_names else PARTS
    is_list = over in SEVERAL and not by_all
    places = [start, *(part.end() for part in between.finditer(plain, start))] if is_list else [start]
    for place in places:
        bullet = BULLET.match(plain, place)
        named = ANY_NAME.match(plain, bullet.end() if bullet else place)
        if named is not None and not any(one.first <= named.start() < one.told for one in found):
            yield _Mention(text[slice(*named.span())], over, _by_article(over, bullet), *named.span())


def _by_article(over: str, bullet: re.Match[str] | None) -> str:
    """The word for a child whose sex the article before the name tells: "a Leonor" is a daughter."""
    if over != "child" or bullet is None:
        return ""
    return "son" if bullet["he"] else "daughter" if bullet["she"] else ""


def _told(mentions: Sequence[_Mention], text: str) -> Iterator[Fact]:
    """What a sentence tells of each whom it names, up to the next."""
    for at, one in enumerate(mentions):
        later = [other.first for other in mentions[at + 1 :] if other.first > one.told]
        until = one.until if one.until is not None else min(later, default=len(text))
        told = text[one.told : until]
        relation, born_as = one.relation, BORN_AS.search(told) or BORN_AS_TOO.search(told)
        sex = SEXES.get(unaccented(one.word).lower()) or SEXES.get(relation)
        if one.word and relation in KIN:
            says_more = relation == "partner" and sex
            yield Fact(one.name, relation, "relationship", one.word if says_more else relation, NAMED, 0, 0)
        if sex:
            yield Fact(one.name, relation, "sex", sex, NAMED, 0, 0)
        if (phone := PHONE.search(told)) and not full_day(phone[0]):
            number = phone[0] if ")" in phone[0] else phone[0].lstrip("(")
            yield Fact(one.name, relation, "phone", number, BESIDE, 0, 0)
        if relation not in KIN and relation != "parents":
            continue
        if born_as and unaccented(born_as["name"]).lower() not in MONTHS:
            yield Fact(one.name, relation, "birth name", born_as["name"], NAMED, 0, 0)
        yield from _birth(one, told)
        for piece in map(str.strip, re.split(r"[,;()]", told)):
            if (work := work_in(piece.strip(" ."))) is not None:
                yield Fact(one.name, relation, "occupation", work, BESIDE, 0, 0)
            elif relation in OF_SCHOOL_AGE and (school := _school(piece)):
                yield Fact(one.name, relation, "school", school, BESIDE, 0, 0)


def _birth(one: _Mention, told: str) -> Iterator[Fact]:
    """When and where somebody was born, by the first day beside their name that is of nothing else."""
    day = full_day(told)
    place = BORN_IN.search(told)
    where = (place["place"] or place["place_too"]) if place else ""
    if day is not None and day.start <= FARTHEST and not NOT_BORN.search(told[: day.start]):
        yield Fact(one.name, one.relation, "birthday", day.first.isoformat(), BESIDE, 0, 0)
        after, before = PLACE_AFTER.match(told, day.end), PLACE_BEFORE.search(told[: day.start])
        alone = PLACE_ALONE.match(told, day.end)
        beside = after or before or (alone if alone and _may_be_a_town(alone["place"]) else None)
        where = where or (beside["place"] if beside else "")
    if where:
        yield Fact(one.name, one.relation, "birthplace", where, BESIDE, 0, 0)
    elif (home := FROM_THERE.search(told)) is not None and unaccented(home["place"]).lower() not in MONTHS:
        yield Fact(one.name, one.relation, "birthplace", home["place"], AS_HOME, 0, 0)


def _may_be_a_town(place: str) -> bool:
    """Whether a word alone behind a day is no job, no school, no month and no name of a relation."""
    words = words_in(place)
    return not (
        AT_SCHOOL.search(place)
        or ROLE.search(place)
        or is_neutral(place)
        or any(word in RELATIONS or word in MONTHS for word in words)
    )


def _school(piece: str) -> str:
    """The school that a part of what is told of a child names; empty where it names none."""
    named = AT_SCHOOL.search(piece)
    return named["school"].removeprefix("basisschool ").strip(" .") if named else ""


def _of_all(text: str) -> Iterator[Fact]:
    """What is said of all the children at once, or of all whom a sentence names."""
    born, called = ALL_BORN.search(text), ALL_CALLED.search(text)
    if born is not None:
        yield Fact("", "child", "birthplace", born["place"] or born["place_too"], BESIDE, 0, 0)
    if called is not None:
        yield Fact("", "child", "family name", called["name"], BESIDE, 0, 0)
    yield from _citizens(text)


def _citizens(text: str) -> Iterator[Fact]:
    """Whose passports are of which country: "Mum and Dad kept their Nigerian passports"."""
    if not CITIZENS.search(text) or WANTED.search(text):
        return
    for match in re.finditer(r"[^\W\d_]+(?:-[^\W\d_]+)?", text):
        people = match[0] if country_of(match[0], people=True) else match[0].removesuffix("s")
        if country_of(people, people=True) and not country_of(people):
            for word in re.findall(r"[^\W\d_]+", text[: match.start()]):
                relation = RELATIONS.get(unaccented(word).lower())
                if relation in KIN | {"parents"}:
                    yield Fact("", relation or "", "nationality", people, OF_ALL, 0, 0)
                elif word.lower() in I_WORDS:
                    yield Fact("", "", "nationality", people, OF_ALL, 0, 0)
                elif word[0].isupper() and not is_neutral(word):
                    yield Fact(word, "", "nationality", people, OF_ALL, 0, 0)
            return


def _wedding(text: str) -> Iterator[Fact]:
    """When and where the person married, said by them: "we", "Tom and I", "our wedding"."""
    if not (WED.search(text) and OURS.search(text)):
        return
    day = full_day(text)
    if day is None:
        return
    yield Fact("", "", "marriage date", day.first.isoformat(), BESIDE, 0, 0)
    place = PLACE_AFTER.match(text, day.end) or PLACE_AFTER.search(text)
    if place is not None:
        yield Fact("", "", "marriage place", place["place"], BESIDE, 0, 0)


def _only_relation(text: str) -> str | None:
    first, comma, rest = text.partition(",")  # "my parents, both Irish:"
    text = first if comma and not any(word in RELATIONS for word in words_in(rest)) else text
    words = [word for word in words_in(text) if word not in MINE and word not in ("name", "names", "s")]
    if words[-1:] == ["pais"] and not MINE.isdisjoint(words_in(text)):
        return "parents"  # "País" is a country.
    return RELATIONS.get(" ".join(words))


def _is_no_name(name: str) -> bool:
    """Whether it is a word of headings, a month, or what somebody is, and no name."""
    words = words_in(name)
    return is_neutral(name) or words[0] in MONTHS or words[0] in RELATIONS or words[0] in NO_NAMES
