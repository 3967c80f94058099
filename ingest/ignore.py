"""Ignore files, read exactly as git reads a .gitignore: what a person shut out must stay out.

The rules are applied to one entry at a time on the way down, as git does, so that a folder that is ignored is
never entered. Checked against git itself with random rules; see gitignore(5) for what the patterns mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

_CLASS = re.compile(r"\[([!^]?)(\]?(?:\\.|\[:[a-z]+:\]|[^\]\\])*)\]", re.DOTALL)
_NAMED_CLASSES = {
    "[:alnum:]": "a-zA-Z0-9",
    "[:alpha:]": "a-zA-Z",
    "[:digit:]": "0-9",
    "[:lower:]": "a-z",
    "[:space:]": r"\s",
    "[:upper:]": "A-Z",
}


_STAR, _FOLDERS, _REST = "[^/]*", "(?:[^/]*/)*", ".+"
_DEEP = {_FOLDERS, _REST}


@dataclass(frozen=True, slots=True)
class Rule:
    """One line: whether it shuts out or lets in, what it matches, and whether only folders."""

    ignores: bool
    pattern: re.Pattern[str]
    whole_path: bool
    folders_only: bool

    def matches(self, path: str, is_folder: bool) -> bool:
        """Whether the rule speaks of this entry itself; `path` is relative to the ignore file's folder."""
        if self.folders_only and not is_folder:
            return False
        return self.pattern.fullmatch(path if self.whole_path else path.rpartition("/")[2]) is not None


def parse_rule(line: str) -> Rule | None:
    """The rule on a line; None for a blank line or a comment. Raises ValueError if it is no pattern."""
    text = _without_trailing_spaces(line)
    if not text or text.startswith("#"):
        return None
    ignores = not text.startswith("!")
    text = text.removeprefix("!")
    folders_only = text.endswith("/")
    text = text.removesuffix("/")
    if not text:
        raise ValueError(f"{line!r} is not a pattern")
    try:
        pattern = re.compile(_as_regex(text.removeprefix("/")), re.DOTALL)
    except re.error as error:
        raise ValueError(f"{line!r} is not a pattern") from error
    return Rule(ignores, pattern, "/" in text, folders_only)


@dataclass(frozen=True)
class Rules:
    """The rules of one ignore file, in its order."""

    rules: tuple[Rule, ...]

    def verdict(self, path: str, is_folder: bool) -> bool | None:
        """Whether the last rule that speaks of an entry shuts it out; None where no rule does."""
        name = path.rpartition("/")[2]
        if not (self._any_name.fullmatch(name) or self._any_path.fullmatch(path)):
            return None
        for rule in reversed(self.rules):
            if rule.matches(path, is_folder):
                return rule.ignores
        return None

    @cached_property
    def _any_name(self) -> re.Pattern[str]:
        """Nearly every entry matches no rule, which one look at all of them together tells."""
        return _any(rule.pattern for rule in self.rules if not rule.whole_path)

    @cached_property
    def _any_path(self) -> re.Pattern[str]:
        return _any(rule.pattern for rule in self.rules if rule.whole_path)


def _any(patterns: Iterable[re.Pattern[str]]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern.pattern})" for pattern in patterns) or "(?!)", re.DOTALL)


def _without_trailing_spaces(line: str) -> str:
    """Spaces at the end do not count, but one behind a backslash does."""
    text = line.rstrip("\r\n")
    bare = text.rstrip(" ")
    backslashes = len(bare) - len(bare.rstrip("\\"))
    return bare + " " if backslashes % 2 and len(bare) < len(text) else bare


def _as_regex(glob: str) -> str:
    if glob == "**":
        return ".*"
    glob = re.sub(r"(\*\*/)+", "**/", glob)
    pieces, at = [], 0
    while at < len(glob):
        piece, at = _next_piece(glob, at)
        pieces.append(piece)
    return "".join(_without_backtracking(pieces))


def _without_backtracking(pieces: list[str]) -> list[str]:
    """The same pattern, with no way to make it try for hours, as a hostile folder's ignore file might.

    Between two stars, and between two "**/", the earliest place where the text in between fits is as good as
    any later one, so the choice is settled at once (an atomic group), as in Python's own fnmatch.
    """
    settled = list(pieces)
    for wild in (_STAR, _FOLDERS):
        for at, following in pairwise(at for at, piece in enumerate(pieces) if piece == wild):
            if wild == _FOLDERS or not _DEEP.intersection(pieces[at:following]):
                settled[at] = f"(?>{wild}?"
                settled[following - 1] += ")"
    return settled


def _next_piece(glob: str, at: int) -> tuple[str, int]:
    """The regular expression for what stands at `at`, and where the next piece begins."""
    if glob.startswith("**/", at) and (at == 0 or glob[at - 1] == "/"):
        return _FOLDERS, at + 3
    if glob[at:] == "**" and glob[at - 1] == "/":
        return _REST, at + 2
    letter = glob[at]
    if letter == "*":
        return _STAR, len(glob) - len(glob[at:].lstrip("*"))
    if letter == "?":
        return "[^/]", at + 1
    if letter == "[" and (found := _CLASS.match(glob, at)):
        return f"(?!/){_as_class(found[1], found[2])}", found.end()
    if letter == "\\":
        if at + 1 == len(glob):
            raise re.error("a backslash at the end stands for nothing")
        return re.escape(glob[at + 1]), at + 2
    return re.escape(letter), at + 1


def _as_class(negated: str, members: str) -> str:
    for name, letters in _NAMED_CLASSES.items():
        members = members.replace(name, letters)
    inside = members.replace("[", r"\[").replace("&&", r"&\&").replace("||", r"|\|").replace("~~", r"~\~")
    escaped = re.sub(r"^\]", r"\\]", inside)
    return f"[{'^' if negated else ''}{escaped}]"
