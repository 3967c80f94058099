"""Matching: the tables of a language as regular expressions, each made when a text first needs it.

A wording of one verb is looked for in each order that the language has: "ich wohne", "seit Mai wohne ich",
and, where a sentence begins, "wohne". Only wordings of whose verb a word stands in the sentence are looked
for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from secondme.memories.tongues.grammar import Free, Grammar, Owned, Wording, filled, loosely
from secondme.memories.tongues.shapes import COMMON, WHO

_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Form:
    """A wording in one order. order: "plain", "turned" (the verb first), "bare" (without a subject)."""

    wording: Wording
    order: str
    source: str

    @property
    def pattern(self) -> re.Pattern[str]:
        return _compiled(self.source)


@cache
def _compiled(source: str) -> re.Pattern[str]:
    return re.compile(source, re.IGNORECASE)


@dataclass(frozen=True)
class Matcher:
    """The patterns of one language."""

    grammar: Grammar

    @cached_property
    def shapes(self) -> Mapping[str, str]:
        grammar = self.grammar
        own = {
            "mine": grammar.mine,
            "kin": "|".join(sorted(grammar.kin, key=len, reverse=True)),
            "before_kin": grammar.before_kin,
            "after_kin": grammar.after_kin,
            "home": "|".join(grammar.at_home),
            "they": grammar.they,
        }
        return {**COMMON, **own, **grammar.shapes}

    def made(self, source: str) -> str:
        """The source of a pattern, with all its shapes."""
        return loosely(filled(source, self.shapes))

    def pattern(self, source: str) -> re.Pattern[str]:
        """A pattern of the tables."""
        return _compiled(self.made(source))

    def forms_in(self, text: str) -> Iterator[Form]:
        """The forms of which a verb stands in a text."""
        words = {_plain(word) for word in _WORD.findall(text.casefold())}
        for keys, forms in self._forms:
            if not keys.isdisjoint(words):
                yield from forms

    @cached_property
    def _forms(self) -> list[tuple[frozenset[str], list[Form]]]:
        return [(_keys(one), list(self._orders(one))) for one in self.grammar.wordings]

    def _orders(self, wording: Wording) -> Iterator[Form]:
        grammar, (i, we, they) = self.grammar, wording.verbs
        between = grammar.between
        first = [
            f"{grammar.i}{between}(?:{i})" if i else "",
            f"{grammar.we}{between}(?:{we})" if we else "",
            f"{grammar.one}{between}(?:{they})" if grammar.one and they else "",
        ]
        bare = "|".join(one for one in (i, we) if one)
        if any(first):
            yield self._form(wording, "plain", f"(?:{'|'.join(filter(None, first))})")
            yield self._form(wording, "bare", f"{between}(?:{bare})")
        if any(first) and grammar.verb_first:
            turned = [f"(?:{i}) {grammar.i.strip()}" if i else "", f"(?:{we}) wir" if we else ""]
            yield self._form(wording, "turned", f"(?:{'|'.join(filter(None, turned))})")
        if they:
            yield self._form(wording, "plain", rf"{WHO} {between}(?:{they})")
            if grammar.verb_first:
                yield self._form(wording, "turned", rf"(?:{they}) {WHO}")

    def _form(self, wording: Wording, order: str, head: str) -> Form:
        return Form(wording, order, self.made(rf"(?<![\w'-])(?P<head>{head})\b{wording.rest}"))

    @cached_property
    def free(self) -> list[tuple[Free, re.Pattern[str]]]:
        """What the speaker says of themselves in an order of its own."""
        return [(one, self.pattern(rf"(?<![\w'-]){one.source}")) for one in self.grammar.free]

    @cached_property
    def owned(self) -> list[tuple[Owned, re.Pattern[str]]]:
        """What is said of a noun of somebody's."""
        return [
            (
                one,
                _compiled(
                    self.made(
                        rf"(?<![\w'-])(?:(?P<own>{{mine}}) (?:{one.noun})|"
                        rf"{self.grammar.of_whom.replace('{noun}', one.noun)}){self.grammar.is_}{one.value}"
                    )
                ),
            )
            for one in self.grammar.owned
        ]


def _keys(wording: Wording) -> frozenset[str]:
    """The words of its verbs of which one must stand there."""
    sources = [one for verbs in wording.verbs for one in _flat(verbs).split("|")]
    spelled = [made for one in sources for made in _spellings(one)]
    return frozenset(_plain(_WORD.findall(one)[-1].casefold()) for one in spelled if _WORD.search(one))


def _spellings(source: str) -> list[str]:
    """A source with and without each letter that may be missing: "née?s?"."""
    at = source.find("?")
    if at < 0:
        return [source]
    return [*_spellings(source[:at] + source[at + 1 :]), *_spellings(source[: at - 1] + source[at + 1 :])]


def _flat(source: str) -> str:
    """Verbs without what may stand or not: "(?:me )?mudé" is "mudé"."""
    return re.sub(r"\(\?:[^()]*\)\??|\[.*?\]", "", source)


def _plain(word: str) -> str:
    """A word without its accents."""
    return word.translate(_BARE).replace("ae", "a").replace("oe", "o").replace("ue", "u").replace("ss", "s")


_BARE = str.maketrans(
    {**dict(zip("éèêëàâáîïíôóöûùúüçñä", "eeeeaaaiiiooouuuucna", strict=True)), "ß": "s", "œ": "o"}
)


@cache
def matcher_of(code: str) -> Matcher:
    """The patterns of a language, by its code."""
    from secondme.memories.tongues.french import FRENCH
    from secondme.memories.tongues.german import GERMAN
    from secondme.memories.tongues.spanish import SPANISH

    return Matcher({"de": GERMAN, "fr": FRENCH, "es": SPANISH}[code])
