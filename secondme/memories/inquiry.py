"""What a plain question asks of memories: of whom, and which predicate. Pure.

"Where does Ben live now?" asks for `lives in` of Ben, "what's my dentist called?" for `dentist` of me.
A question that asks more than that is not answered from memories alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from secondme.memories.whose import ME

_WHO = r"(?P<who>I|my [\w'-]+(?: [A-Z][\w'-]+)?|[A-Z][\w'-]+(?: [A-Z][\w'-]+){0,2})"
_WHOSE = r"(?:(?P<mine>my)|(?P<whose>my [\w'-]+|[A-Z][\w-]+(?: [A-Z][\w-]+){0,2})['\u2019]s?)"
_DOES = r"(?:do|does)"
_NOW = r"(?: (?:now|at the moment|these days|currently|at present))?"
_IS = r"(?:\s*(?:'s|\u2019s)| is| are)"
_QUESTIONS = {
    "lives in": (rf"where {_DOES} {_WHO} live", rf"where (?:is|am) {_WHO} (?:living|based)"),
    "works at": (
        rf"where {_DOES} {_WHO} work",
        rf"who {_DOES} {_WHO} work for",
        rf"(?:which|what) (?:company|firm) {_DOES} {_WHO} work (?:for|at)",
    ),
    "works as": (
        rf"what {_DOES} {_WHO} do(?: for (?:a living|work))",
        rf"what {_DOES} {_WHO} work as",
        rf"what{_IS} {_WHOSE} (?:job|profession|occupation)",
    ),
    "drives": (
        rf"(?:what|which)(?: kind of)? car {_DOES} {_WHO} (?:drive|have)",
        rf"what {_DOES} {_WHO} drive",
    ),
    "studies": (rf"what {_DOES} {_WHO} study", rf"what (?:is|am) {_WHO} studying"),
    "studies at": (rf"where {_DOES} {_WHO} study", rf"where (?:is|am) {_WHO} studying"),
    "speaks": (rf"(?:what|which) languages? {_DOES} {_WHO} speak",),
    "allergic to": (
        rf"what (?:is|am) {_WHO} allergic to",
        rf"what{_IS} {_WHOSE} allerg(?:y|ies)",
    ),
    "phone number": (rf"what{_IS} {_WHOSE} (?:(?:phone|mobile|telephone|cell)(?: number)?|number)",),
    "email": (rf"what{_IS} {_WHOSE} e-?mail(?: address)?",),
    "address": (rf"what{_IS} {_WHOSE} (?:home |postal )?address",),
    "birthday": (rf"(?:when|what){_IS} {_WHOSE} (?:birthday|date of birth)",),
    "wedding anniversary": (rf"when{_IS} {_WHOSE} (?:wedding )?anniversary",),
    "partner": (
        rf"who{_IS} {_WHOSE} (?:partner|wife|husband|girlfriend|boyfriend|fianc[e\u00e9]e?)",
        rf"(?:who|whom) (?:is|am) {_WHO} (?:married to|dating|seeing|together with)",
        rf"what{_IS} {_WHOSE} (?:partner|wife|husband|girlfriend|boyfriend)(?:['\u2019]s name| called)",
    ),
}
_FAVOURITE = rf"what{_IS} {_WHOSE} favou?rite (?P<thing>[a-z]+(?: [a-z]+)?)"
_ROLE = (
    rf"(?:who|what){_IS} {_WHOSE} (?P<role>[a-z]+)(?:['\u2019]s name)?(?: called)?",
    rf"which (?P<role>[a-z]+) {_DOES} {_WHO} (?:have|go to|use)",
)
_ASKED = [
    (predicate, re.compile(rf"{form}{_NOW}\W*", re.IGNORECASE))
    for predicate, forms in _QUESTIONS.items()
    for form in forms
]
_FAVOURITES = re.compile(rf"{_FAVOURITE}{_NOW}\W*", re.IGNORECASE)
_ROLES = [re.compile(rf"{form}{_NOW}\W*", re.IGNORECASE) for form in _ROLE]
_NOT_PEOPLE = frozenset("it this that there he she they we you who what the a an one".split())  # noqa: SIM905


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A question about one predicate of one subject."""

    subject: str
    predicate: str


def inquiry_of(text: str) -> Inquiry | None:
    """What the question asks of memories; None where it asks something else, or more."""
    words = " ".join(text.split())
    for predicate, form in _ASKED:
        if found := form.fullmatch(words):
            return _made(found, predicate)
    if found := _FAVOURITES.fullmatch(words):
        return _made(found, f"favourite {found['thing'].lower()}")
    for form in _ROLES:
        if found := form.fullmatch(words):
            return _made(found, found["role"].lower())
    return None


def _made(found: re.Match[str], predicate: str) -> Inquiry | None:
    groups = found.groupdict()
    subject = groups.get("who") or groups.get("whose") or groups.get("mine") or ""
    if subject.casefold() in ("i", "my"):
        return Inquiry(ME, predicate)
    is_name = subject[:1].isupper() or subject.casefold().startswith("my ")
    return Inquiry(subject, predicate) if is_name and subject.casefold() not in _NOT_PEOPLE else None
