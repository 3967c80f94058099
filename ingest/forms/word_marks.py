"""Where a line of a Word document leaves room: blanks, placeholders, boxes, and what is said beside them.

Pure. A content control or form field stands in such a line as one character, `OBJECT`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

OBJECT = "\ufffc"
TICKED = frozenset("☒☑✔✓⊠🗹")
LONGEST_LABEL = 120
"""Characters of running text before a blank that are taken for its label."""
_MARK = re.compile(
    r"(?P<date>_{1,4}(?:[ \u00a0]?[./-][ \u00a0]?_{1,4}){2})"
    r"|(?P<blank>_{3,}(?:[ \u00a0]_{2,})*|_(?:[ \u00a0]_){3,}|\u2017{3,}|\.{5,}+(?!\s*\d+\s*$)"
    r"|\u2026{2,}+\.*+(?!\s*\d+\s*$)|\[[ \u00a0]{3,40}\]|\([ \u00a0]{3,40}\))"
    r"|\{\{\s*(?P<braces>[^{}\n\s#/^!>%][^{}\n]{0,80}?)\s*\}\}"
    r"|<<\s*(?P<angles>[^<>\n]{1,80}?)\s*>>"
    r"|\u00ab(?P<quotes>[A-Za-z]\w*(?:_\w+|[a-z][A-Z]\w*|\d))\u00bb"
    r"|\$\{(?P<dollar>[\w. -]{1,80})\}"
    r"|\[(?P<brackets>[^\W\d_][^\[\]\n_]{1,60})\](?!\()"
    r"|(?P<box>[☐□❏❑◻▢⬜○◯☒☑✔✓⊠🗹]|\[[ xX]?\]|\([ ]?\))"
    rf"|(?P<object>{OBJECT})"
)
_NO_PLACEHOLDER = re.compile(r"sic|\W*|(?:see|cf|vgl|siehe)\b.*|citation.*", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[^\W\d_]{3}[.!?;])\s+(?=\S)|[\n\t]")
_SEVERAL = re.compile(
    r"all that apply|one or more|several|multiple|mehrere|mehrfach|alles zutreffende|plusieurs|toutes les"
    r"|varias|todas las|todos os|pi[uù] risposte|meerdere",
    re.IGNORECASE,
)
_SIGNED = re.compile(
    r"\b(?:signature|signed|unterschrift|podpis|handtekening|assinatura|underskrift|allekirjoitus"
    r"|firma del?\b)",
    re.IGNORECASE,
)
MarkKind = Literal["blank", "date", "placeholder", "box", "object"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in a line. name: of a placeholder, as it stands in its brackets; the brackets with it."""

    start: int
    end: int
    kind: MarkKind
    text: str
    name: str = ""

    @property
    def ticked(self) -> bool:
        return self.text in TICKED or self.text.lower() == "[x]"


@dataclass(frozen=True, slots=True)
class Beside:
    """A mark with the words between it and its neighbours."""

    mark: Mark
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Boxes:
    """Boxes of one question. question: the words before them, "" where the line has none."""

    question: str
    marks: tuple[Mark, ...]
    labels: tuple[str, ...]


def marks(text: str) -> list[Mark]:
    """Every place in a line where something may be filled in, in order."""
    found = []
    for match in _MARK.finditer(text):
        kind = match.lastgroup or ""
        if kind == "brackets" and _NO_PLACEHOLDER.fullmatch(match[kind]):
            continue
        if kind in ("date", "blank", "box", "object"):
            found.append(Mark(*match.span(), kind, match[0]))  # type: ignore[arg-type]
        else:
            found.append(Mark(*match.span(), "placeholder", match[0], match[kind].strip()))
    return found


def beside(text: str, found: Sequence[Mark]) -> list[Beside]:
    """Each mark with the words before it, up to the mark before, and after it, up to the next."""
    ends = [0, *(mark.end for mark in found)]
    starts = [*(mark.start for mark in found), len(text)]
    words = [text[end:start] for end, start in zip(ends, starts, strict=True)]
    return [Beside(mark, words[at], words[at + 1]) for at, mark in enumerate(found)]


def boxes_of(found: Sequence[Beside]) -> Boxes:
    """Boxes that follow one another, with what each stands for, after it or else before it.

    In "Smoker? Yes [] No []" the last box has nothing after it, so the words stand before each.
    """
    first, after = found[0], [one.after.strip(" \t\n,;/|") for one in found]
    places = tuple(one.mark for one in found)
    if after[-1] or not first.before.strip():
        return Boxes(label_of(first.before), places, tuple(after))
    question, _, option = _split_question(first.before)
    before = [option, *(one.before.strip(" \t\n,;/|") for one in found[1:])]
    if len(found) == 1 or not option:
        return Boxes(label_of(first.before), places, tuple(before[1:] + after[-1:]))
    return Boxes(label_of(question), places, tuple(before))


def label_of(text: str) -> str:
    """The words right before a blank that name it: the last sentence, without its colon."""
    pieces = [piece for piece in _SENTENCE.split(text) if piece.strip(" :.,;()")]
    last = " ".join(pieces[-1].split()) if pieces else ""
    if len(last) > LONGEST_LABEL:
        last = last[-LONGEST_LABEL:].partition(" ")[2]
    return tidy(last.strip(",; ")).removeprefix(") ")


def tidy(label: str) -> str:
    """A label on one line, without the colon or star at its end."""
    return " ".join(label.split()).strip(" :,;*")


def caption_of(text: str) -> str:
    """What a note in brackets right after a blank, or the line below it, says."""
    match = re.match(r"\s*\(([^()]{2,80})\)", text)
    return match[1].strip() if match else ""


def captions(text: str) -> list[str]:
    """The parts of a line that stands below several blanks, as far as tabs or wide gaps part them."""
    return [
        " ".join(part.strip(" ()").split())
        for part in re.split(r"\t+|[ \u00a0]{3,}", text.strip())
        if part.strip()
    ]


def plain(name: str) -> str:
    """The name of a placeholder as words: "applicantFirst_name" is "applicant first name"."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", re.sub(r"[_.\-]+", " ", name))
    return spaced.lower() if spaced != name else name


def takes_several(question: str) -> bool:
    """Whether a question says that more than one box may be ticked."""
    return _SEVERAL.search(question) is not None


def is_signature(label: str) -> bool:
    """Whether what goes there is written by hand."""
    return _SIGNED.search(label) is not None


def _split_question(text: str) -> tuple[str, str, str]:
    at = max(text.rfind(":"), text.rfind("?"))
    return text[: at + 1], "", text[at + 1 :].strip(" \t\n,;/|")
