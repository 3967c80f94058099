"""Layout: a note as its writer meant it to be read: without what is struck out, each thing on a line. Pure.

A form that was filled in earlier says `Sex: [ ] M  [x] F`, a sheet has two columns, an old number is struck
out. What is changed here keeps the length of its line, so that a line stands where it stood.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from secondme.prefill.finding.notes.entries import asked_by
from secondme.prefill.finding.notes.labels import read_label, words_in
from secondme.prefill.finding.people.relations import RELATIONS

_STRUCK = re.compile(r"~~(?=\S)(?:(?!~~)[^\n]){1,200}~~|<(?P<tag>s|del|strike)>[^\n]{1,200}?</(?P=tag)>")
_BOX = re.compile(
    r"\[ ?(?P<mark>[xX\u2713\u2717]?) ?\]|\( ?(?P<round>[xX]?) {0,2}\)|"
    r"[\u2610\u25a1]|(?P<ticked>[\u2611\u2612\u25a0])"
)
"""A box, ticked or not: `[x]`, `( )`, and the signs for one."""
_SPACED_DAY = re.compile(
    r"(?<!\d)(?P<day>\d\d?) ?(?P<mark>[/.-]) ?(?P<month>\d\d?) ?(?P=mark) ?(?P<year>(?:19|20)\d\d)(?!\d)"
)
_CELL = re.compile(r"(?:^| \| )(?P<over>[^|:]{1,30}):(?P<text>[^|]*?)(?= \| |$)")
_CELLS = re.compile(r"[^|:]{1,30}:[^|]+(?: \| [^|:]{1,30}:[^|]*)+")
"""A row of a table of comma-separated values, as it is kept: each cell behind the head of its column."""
_WHOSE = frozenset(
    (
        *("whose", "who", "person", "owner", "wer", "wem", "wessen", "von wem", "qui", "à qui", "de qui"),
        *("quién", "de quién", "di chi", "chi", "per chi", "quem", "de quem", "van wie", "wie"),
    )
)
_ME = frozenset(("i me ich moi yo io eu ik mim mí mij").split())  # noqa: SIM905
_BOLD = re.compile(r"\*\*[^*\n]+\*\*:? *\S")
"""A label in bold, before its value."""
_QUESTION = re.compile(r"(?P<label>[^?:]{3,45})\?(?: [^\W\d_]{2,9}\?)?:? +(?P<value>[^\s?][^?]*)$")
_GAP = re.compile(r" {2,}| ?\t[ \t]*")
_COLON = re.compile(r"[^:]{1,40}:(?:\s|$)")
_ANYTHING = re.compile(
    r"~~|\*\*|\?|: .* \| |<(?:s|del|strike)>|\S {2,}\S|\t|\[ ?[xX\u2713\u2717]? ?\]|\( ?[xX ]? ?\)|"
    r"[\u2610\u25a1\u2611\u2612\u25a0]|\d ?[/.-] \d"
)
"""The cheap check: whether there is anything to lay out."""
FEWEST_BOXES = 2
LONGEST_LABEL = 40


def laid_out(text: str) -> str:
    """The text as it is to be read, of the same length."""
    if _ANYTHING.search(text) is None:
        return text
    text = _STRUCK.sub(lambda struck: " " * len(struck[0]), text)
    return "\n".join(_line(line) for line in text.split("\n"))


def struck_out(text: str) -> Iterator[tuple[int, int]]:
    """Where what was struck out stands, without its marks: it held once."""
    for struck in _STRUCK.finditer(text):
        edge = 2 if struck["tag"] is None else len(struck["tag"]) + 2
        yield struck.start() + edge, struck.end() - edge - (struck["tag"] is not None)


def _line(line: str) -> str:
    if line.lstrip().startswith("|"):
        return line
    if _CELLS.fullmatch(line):
        return _of_a_table(line)
    if _BOLD.search(line):
        line = line.replace("**", "").ljust(len(line))
    return _in_columns(_answered(_ticked(_SPACED_DAY.sub(_tight, line))))


def _answered(line: str) -> str:
    """ "Any allergies? Which? nuts" with a colon before the answer."""
    asked = _QUESTION.match(line)
    if asked is None or not asked_by(asked["label"].strip(" -*"))[1]:
        return line
    return f"{asked['label']}:".ljust(asked.start("value")) + line[asked.start("value") :]


def _of_a_table(row: str) -> str:
    """ "what: shirt size | whose: me | value: M | note: new" as "shirt size (me): M, new"."""
    made, is_named, is_told = "", False, False
    for at, cell in enumerate(_CELL.finditer(row)):
        over, text, width = cell["over"].strip().casefold(), cell["text"].strip(), len(cell[0])
        if at == 0:
            piece = text
        elif not is_named and not is_told and (over in _WHOSE or text.casefold() in _ME):
            piece, is_named = f" ({text})", True
        else:
            piece, is_told = f"{', ' if is_told else ': '}{text}", True
        made += piece.ljust(width) if at == 0 or not is_told else piece[:2] + piece[2:].rjust(width - 2)
    return made


def _tight(day: re.Match[str]) -> str:
    """ "30 / 07 / 1985" without the blanks in it, which go behind it."""
    return f"{day['day']}{day['mark']}{day['month']}{day['mark']}{day['year']}".ljust(len(day[0]))


def _ticked(line: str) -> str:
    """Of several boxes behind a label, what stands behind those that are ticked."""
    boxes = list(_BOX.finditer(line))
    if len(boxes) < FEWEST_BOXES:
        return line
    until = _end_of_boxes(line, boxes[-1])
    places = [*(box.start() for box in boxes), until]
    kept = line[: places[0]]
    for box, (first, last) in zip(boxes, pairwise(places), strict=True):
        is_ticked = bool(box["mark"] or box["round"] or box["ticked"])
        option = line[box.end() : last] if is_ticked else ""
        kept += option.rjust(last - first)
    return kept + line[until:]


def _end_of_boxes(line: str, last: re.Match[str]) -> int:
    """Where the words of the last box end: at a wide gap, or with the line."""
    gap = re.compile(r"\S( {3,}|\t)").search(line, last.end())
    return gap.start(1) if gap else len(line)


def _in_columns(line: str) -> str:
    """A line of a sheet with several columns, with a line break before each further label, and its colon."""
    gaps = [gap.span() for gap in _GAP.finditer(line) if line[: gap.start()].strip()]
    if not gaps:
        return line
    starts = [len(line) - len(line.lstrip()), *(end for _, end in gaps)]
    cells = [
        line[start:end].strip()
        for start, end in zip(starts, [first for first, _ in gaps] + [len(line)], strict=True)
    ]
    made = list(line)
    for at, ((first, last), cell) in enumerate(zip(gaps, cells[1:], strict=True)):
        if _is_label(cell) and (_COLON.match(cell) or at + 2 < len(cells)):
            made[first:last] = "\n".rjust(1) + " " * (last - first - 1)
        elif last - first >= 2 and _is_alone(cells[at]) and not _is_label(cell):
            made[first:last] = ":" + " " * (last - first - 1)
    return "".join(made)


def _is_label(cell: str) -> bool:
    """Whether a cell begins with a label and its colon, or is one."""
    label = _COLON.match(cell)
    return bool(read_label(label[0]).attributes) if label else _is_alone(cell)


def _is_alone(cell: str) -> bool:
    """Whether a cell is nothing but the word for a value."""
    if len(cell) > LONGEST_LABEL or not cell[:1].isalpha() or re.search(r"\d|:$", cell):
        return False
    said = read_label(cell)
    if said.attributes and not said.owner:
        return True
    return bool(asked_by(cell)[1] or asked_by(cell)[2]) or " ".join(words_in(cell)) in RELATIONS
