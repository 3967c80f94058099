"""Turning: what a sentence ends, replaces or puts right by naming the old value alone.

"I've given up the Greek", "Noor switched from Acme to Lumen", "I meant Porto, not Graz" and "he is still with
Acme" do not say which matter they speak of. The value does, for what is known of it: such a statement has no
predicate, and gets it from the memory that it is about (`resolving`). Without such a memory it says nothing,
so these wordings may be wide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from secondme.memories.english.clauses import Clause
from secondme.memories.english.reading import Reading, When
from secondme.memories.english.shapes import EMAIL, NAME, PERSON, PHONE, says_something, trimmed_end
from secondme.memories.statement import Polarity, Statement

OPEN = ""
"""The predicate of a statement whose predicate is to be found by its value."""
SURE = 0.7

SPAN = rf"(?:{EMAIL}|{PHONE}|[^\s.,;:!?()\u00a4](?:[^.,;:!?()\n\u00a4]|\.(?=\w)){{0,59}}?)"
LITTLE = r"(?:(?:in|at|on|by|to|as|with|for|an?|the|my|our|his|her|their|old) )*"
STOP = r"(?=\s*$|[.,;:!?()]|\s[-\u2013\u2014]|\n)"
_ANY_MORE = re.compile(r"\b(?:any ?more|any longer)\b")
_LEAVING = frozenset(
    """
    left quit dropped ditched stopped cancelled canceled closed finished completed abandoned sold scrapped
    resigned returned retired withdrew
    """.split()  # noqa: SIM905
)
_LEAVING_WITH = {
    "gave": rf" (?:(?:up(?: on)?|away) |(?={NAME} (?:to|away)\b))",
    "given": rf" (?:(?:up(?: on)?|away) |(?={NAME} (?:to|away)\b))",
    "giving": r" up(?: on)? ",
    "got": r" rid of ",
    "gotten": r" rid of ",
    "went": r" off ",
    "gone": r" off ",
    "moved": r" on from ",
    "broke": r" (?:up )?with ",
    "broken": r" up with ",
    "had": r" enough of ",
    "split": r" (?:up )?with ",
    "parted": r" (?:ways|company) with ",
    "put": r" (?=.{2,60} (?:aside|away|down)\b)",
    "took": r" (?=.{2,60} out of )",
    "taken": r" (?=.{2,60} out of )",
    "say": r" (?:goodbye|farewell) to ",
    "said": r" (?:goodbye|farewell) to ",
    "gave-up": r" ",
    "let": r" (?:go of )?",
    "lost": r" (?:interest in |my taste for )?",
    "fell": r" out of love with ",
    "fallen": r" out of love with ",
    "handed": r" (?:(?:in|over|back) )?(?=[\w' ]{2,40} to\b)",
    "hung": r" up ",
    "packed": r" in ",
    "chucked": r" (?:in )?",
    "unsubscribed": r" from ",
}
"""Main words after which something is over, with what stands between."""
LEAVING_WORDS = _LEAVING | (frozenset(_LEAVING_WITH) - {"let", "say", "giving"})
"""Before these "I" may be left out at the beginning of a message."""
_OVER_IT = {
    "done": r" with ",
    "through": r" with ",
    "finished": r" with ",
    "over": r" ",
    "off": r" ",
    "tired": r" of ",
    "sick": r" of ",
    "bored": r" (?:of|with) ",
    "fed": r" up with ",
}
"""The same, after a form of "be"."""
_CHANGING = frozenset(
    """
    switched changed moved swapped traded transferred went gone converted exchanged upgraded replaced migrated
    left quit gave given finished completed dropped ditched sold abandoned shifted returned turned
    """.split()  # noqa: SIM905
)
TURNING_WORDS = frozenset(
    """
    still instead rather any anymore longer no more not done through over off tired sick bored fed gone dead
    died switched changed moved swapped traded went
    converted exchanged upgraded replaced migrated dropped ditched
    meant mean sorry correction typo autocorrect should scratch forget ignore disregard goodbye farewell rid
    stolen retired history shut closed
    """.split()  # noqa: SIM905
)
"""One of these stands in whatever is read here or put right; for a cheap first check."""
_FROM_TO = re.compile(
    rf"(?: \w+){{0,4}}? from {LITTLE}(?P<old>{SPAN}) (?:over |back )?(?:in)?to {LITTLE}(?P<new>{SPAN}){STOP}"
)
_FOR = re.compile(
    rf" (?:up (?:on )?|away )?{LITTLE}(?P<old>{SPAN}) (?:in exchange for|in favou?r of|for|with|by|and "
    rf"(?:got|bought|joined|took up|started|began|went to)) {LITTLE}(?P<new>{SPAN}){STOP}"
)
_NOT_A_VALUE = re.compile(
    r"(?:good|now|ever|always|a (?:while|bit|break|change)|an? (?:\w+ )?(?:week|month|year|day)s?|"
    r"the (?:moment|time|day|week|year|summer|winter|rest)|health|personal|family|various|some|many|no|lack|"
    r"several|the last|the first|lunch|dinner|home|work|bed|fun|money|free|\d+ )\b",
    re.IGNORECASE,
)
_ANYWHERE = re.compile(
    rf"\b(?:instead of|rather than|in place of|(?:say|said|saying|bid) (?:goodbye|farewell) to|(?:got|"
    rf"gotten) rid of|"
    rf"since leaving|after leaving) {LITTLE}(?P<old>{SPAN}){STOP}"
    rf"|\bover (?:between (?:me|us|him|her|them|{PERSON}) and |with )(?P<whom>{NAME})"
    rf"|\b(?:gave|given|giving) (?P<given>{NAME}) (?:to (?:an?|my|our|his|her|the)|away)\b"
)
_TOOK_ITS_PLACE = re.compile(
    rf"(?P<new>{SPAN}) (?:has |have |'s )?(?:now |just )?(?:replaced|overtaken|ousted|dethroned|beaten|taken "
    rf"over from)(?! (?:his|her|their|my|our)\b) "
    rf"{LITTLE}(?P<old>{SPAN})(?= as (?:my|our|his|her|{PERSON}'s)\b|{STOP})"
)
_IS_OVER = re.compile(
    rf"(?P<old>{SPAN})(?:,? (?:has|have|is|are|was|'s))?(?: (?:now|sadly|just|all|also|finally|recently))*"
    rf" (?:gone|over|history|dead|no more|out|died|passed away|ran away|run away|(?:no longer|not) with us|"
    rf"ended|expired|lapsed|been (?:stolen|sold|closed|scrapped|put down)|"
    rf"stolen|sold|closed(?: down| (?:its|his|her|their|the) (?:\w+|doors))?|shut(?: down)?|retired|broke "
    rf"down|"
    rf"off the (?:menu|list|table)|(?:a thing )?of the past)(?=\s*$|[.,;:!?()]| (?:now|last|this|yesterday|"
    rf"in|on|since|"
    rf"for good|and|so|because|two|three|four|ten|a|\d)\b)"
)
_LET_GO = re.compile(
    rf"(?P<old>{SPAN}) (?:has |have )?(?:let|fired|sacked|dismissed|laid|dropped) (?:(?P<me>me|us)|"
    rf"(?P<whom>{PERSON}))(?: go| off)?{STOP}"
)
""" "Acme let me go"."""
_IN_ITS_PLACE = re.compile(
    rf"(?P<old>{SPAN}) (?:is|has|was|'s) [^.,;!?]{{2,30}}?,? (?:and|so|but) (?:now )?(?:an? |the "
    rf")?(?P<new>{SPAN}) "
    rf"(?:stands |is |sits |lives |took |takes |has taken |came |comes |parked )?(?:in )?its place\b"
)
_NO_LONGER_SOMEBODYS = re.compile(
    rf"(?P<old>{SPAN}) ?(?:(?:is|was|'s) (?:no longer|not)|isn't|wasn't) (?P<whose>my|our|his|her|"
    rf"{PERSON}'s) "
    rf"(?P<rest>[^.,;!?]{{2,60}})"
)
_NO_MORE = re.compile(
    rf"\W*(?:[Nn]o more (?P<more>{SPAN})(?: to work)? for (?:me|us)\b|[Nn]o longer "
    rf"{LITTLE}(?P<longer>{SPAN}){STOP})"
)
_HINT = re.compile(
    r"\b(?:gone|let|fired|sacked|dismissed|laid|dropped|ran|ended|expired|lapsed|over|history|dead|no more|"
    r"out|died|passed|run|stolen|sold|closed?|shut|retired|broke|off|past|longer|not|"
    r"replaced|overtaken|ousted|dethroned|beaten|taken|place)\b|n't\b"
)
_OWNED = re.compile(rf"(?:(?P<mine>[Mm]y|[Oo]ur)|(?P<whose>{PERSON})'s?) ")
_PHRASE = re.compile(r",(?! \d)|[;:!?()\n]|\.(?!\w)| [-\u2013\u2014] ")
_SAYING = re.compile(rf"(?P<who>{PERSON}) (?:says|said|told me|tells me|mentioned)(?: that)? ")
_STILL = re.compile(r"\bstill\b")
_STANDING = frozenset(
    """
    go goes going have has use uses using do does doing take takes taking drive drives driving ride rides
    riding play plays playing work works working live lives living train trains training bank banks banking
    read reads reading learn learns learning study studies studying attend attends attending eat eats eating
    wear wears wearing own owns swear swears see sees seeing dating stick sticks commute commutes commuting
    practise practises practising practice practices practicing prefer prefers married together with at in on
    called named enrolled registered a an the
    """.split()  # noqa: SIM905
)
"""Main words that go with "still" where something goes on; not those of missing and remembering."""
_BRIEFLY = re.compile(
    r"\b(?:at \d|early|late|this (?:morning|afternoon|evening)|an? (?:hour|minute)s? ago|minutes|on time|"
    r"tonight|"
    r"just now|at (?:noon|midnight)|keys|umbrella|bag|without)\b"
)


def turns_of(reading: Reading, clause: Clause, subject: str) -> Iterator[Statement]:
    """What a clause says is over, replaced, or still so, of the subject."""
    end = _phrase_end(reading.text, clause.after)
    group, main = clause.group, clause.main
    if group.modal in {"plan", "due"}:
        return
    if group.polarity == "no longer" or (
        group.polarity == "not" and _ANY_MORE.search(reading.text, clause.after, end)
    ):
        yield from _ended(reading, subject, (clause.main_at, end), clause.first)
    if main in {"can't", "cannot"} and _ANY_MORE.search(reading.text, clause.after, end):
        yield from _ended(reading, subject, (clause.after, end), clause.first)
    if group.modal or group.polarity != "plain":
        return
    if main in _CHANGING and (changed := _change(reading.text, clause)) is not None:
        yield from _replaced(reading, subject, changed, clause.first)
        return
    if (first := _leaving(reading.text, clause)) is not None:
        if not _BRIEFLY.search(reading.text, first, end):
            yield from _ended(reading, subject, (first, end), clause.first)
    elif main in _STANDING or group.be:
        said = reading.text[clause.start : clause.main_at]
        if _STILL.search(said) and not group.past:
            yield _open(reading, subject, (clause.main_at, end), clause.first)


def turns_at(reading: Reading, start: int, speaker: str | None) -> Iterator[Statement]:
    """What the words from a place on say is over whose subject is the value itself: "Acme is history"."""
    text = reading.text
    if not _HINT.search(text, start):
        return
    if (whose := _NO_LONGER_SOMEBODYS.match(text, start)) is not None:
        owner = whose["whose"]
        subject = (
            _named_in(reading, text[:start], speaker) if owner in {"his", "her"} else _owner(reading, owner)
        )
        if subject and (
            text[whose.end("old") : whose.start("whose")].find("longer") > 0
            or _ANY_MORE.search(whose["rest"])
        ):
            yield from _ended(reading, subject, whose.span("old"), start)
    if (let := _LET_GO.match(text, start)) is not None:
        subject = speaker if let["me"] else reading.passage.voice.named(let["whom"])
        if subject:
            yield from _ended(reading, subject, let.span("old"), start)
    if (took := _TOOK_ITS_PLACE.match(text, start)) is not None and speaker:
        yield from _replaced(reading, speaker, took, start)
    if (placed := _IN_ITS_PLACE.match(text, start)) is not None and speaker:
        yield from _replaced(reading, speaker, placed, start)
    elif (over := _IS_OVER.match(text, start)) is not None:
        owned = _OWNED.match(over["old"])
        subject = speaker if owned is None else _owner(reading, owned["whose"] or "my")
        if subject:
            yield from _ended(reading, subject, over.span("old"), start)


def turns_in(reading: Reading, subject: str | None) -> Iterator[Statement]:
    """What a sentence gives up anywhere in it: "instead of Acme", "no more tram for me"."""
    if subject is None:
        return
    if (no_more := _NO_MORE.match(reading.text)) is not None:
        yield from _ended(reading, subject, no_more.span("more" if no_more["more"] else "longer"), 0)
    for found in _ANYWHERE.finditer(reading.text):
        yield from _ended(
            reading,
            subject,
            found.span(next(name for name in ("given", "whom", "old") if found[name])),
            found.start(),
        )


def _leaving(text: str, clause: Clause) -> int | None:
    """Where the words for what is left begin; None where nothing is."""
    main, group = clause.main, clause.group
    between = _OVER_IT.get(main) if group.be else None
    between = between or _LEAVING_WITH.get(main) or (" " if main in _LEAVING and not group.be else None)
    after = re.compile(between).match(text, clause.after) if between else None
    return after.end() if after else None


def _change(text: str, clause: Clause) -> re.Match[str] | None:
    """The old and the new value of "from X to Y" and "X for Y"."""
    found = _FROM_TO.match(text, clause.after)
    if found is None and clause.main not in {
        "changed",
        "moved",
        "went",
        "gone",
        "turned",
        "returned",
        "shifted",
    }:
        found = _FOR.match(text, clause.after)
    return None if found is None or _NOT_A_VALUE.match(found["new"]) else found


def _ended(reading: Reading, subject: str, span: tuple[int, int], first: int) -> Iterator[Statement]:
    if says_something(reading.text[slice(*span)].strip()):
        yield _open(reading, subject, span, first, "ended")


def _replaced(reading: Reading, subject: str, found: re.Match[str], first: int) -> Iterator[Statement]:
    new_first, new_last = found.span("new")
    new = (new_first, trimmed_end(reading.text, new_first, new_last))
    if says_something(reading.text[slice(*new)]):
        yield _open(reading, subject, new, first, instead_of=reading.verbatim(*found.span("old")))


def _open(
    reading: Reading,
    subject: str,
    span: tuple[int, int],
    first: int,
    polarity: Polarity = "holds",
    instead_of: str = "",
) -> Statement:
    """The statement, without a predicate; a day that is named is that of the turn."""
    named = next((one for one in reading.days if one.start >= first), None)
    days = named.before(reading.passage.written) if named else None
    day = days[0] if days and days[0] != date.min else None
    when = When(named, None, day) if polarity == "ended" else When(named, day if instead_of else None)
    made = reading.statement(
        *(subject, OPEN, span, ""), first=first, confidence=SURE, polarity=polarity, when=when
    )
    return replace(made, instead_of=instead_of)


def _phrase_end(text: str, place: int) -> int:
    found = _PHRASE.search(text, place)
    return found.start() if found else len(text)


def _owner(reading: Reading, whose: str) -> str | None:
    """Whom "my" or "Ben's" means."""
    if whose.lower() in {"my", "our"}:
        return reading.passage.voice.name
    return reading.passage.voice.named(whose.removesuffix("'s"))


def _named_in(reading: Reading, before: str, speaker: str | None) -> str | None:
    """Whom "his" means after "Ben says"."""
    said = _SAYING.search(before)
    return reading.passage.voice.named(said["who"]) if said else None
