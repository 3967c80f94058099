"""What somebody wrote themselves in a mail: without what they quote, their signature and its small print.

Line by line and in linear time, so that a hostile mail costs no more than a long one. When in doubt the text
stays: a quotation read twice does less harm than a sentence lost. Forwarded mails stay, for whoever forwards
one wants to say what is in it.
"""

from __future__ import annotations

import re

from ingest.formats.mail_words import (
    BEGIN_FORWARDED,
    FORWARD,
    FORWARDED,
    FROM,
    LIST_FOOTER,
    ON,
    ORIGINAL,
    OTHER_HEADERS,
    REPLY,
    SENT_FROM,
    SMALL_PRINT,
    WROTE,
    WROTE_UNSPACED,
)

_COLONS = (":", "\uff1a")
"""As it is written in the West and in the East."""
_COLON = f"[{''.join(_COLONS)}]"
_ATTRIBUTION = re.compile(rf"(?<![^\W\d_])(?:{WROTE})(?![^\W\d_]).*{_COLON}\s*$", re.IGNORECASE)
_UNSPACED_ATTRIBUTION = re.compile(rf"(?:{WROTE_UNSPACED})\s*{_COLON}\s*$")
_ADDRESS_ATTRIBUTION = re.compile(rf"\d{{1,2}}[:.]\d{{2}}\b.*<[^<>\s]+@[^<>\s]+>\s*{_COLON}\s*$")
_DATED = re.compile(r"@|\d{1,2}\s?[:.hH]\s?\d{2}|\d{4}")
_TIMED = re.compile(r"@|\d{1,2}\s?[:.hH]\s?\d{2}(?!\d)")
_BEGINS = re.compile(rf"\W*(?:(?:{ON})\s|\d{{1,4}}[./-]\d{{1,2}}[./-]|\d{{4}}年)", re.IGNORECASE)
_MAY_BEGIN = re.compile(rf"{_BEGINS.pattern}|\d|@|{_ATTRIBUTION.pattern}", re.IGNORECASE)
_LONGEST_ATTRIBUTION = 4
"""Lines: programs break "On ... Ana Kovač <ana@example.org> wrote:" where it gets too long."""
_DIVIDER = re.compile(rf"\s*-+\s*(?:{ORIGINAL})\s*-+\s*$", re.IGNORECASE)
_FORWARD = re.compile(
    rf"[>\s]*(?:-{{2,}}\s*(?:{FORWARDED})\s*-*|(?:{BEGIN_FORWARDED})\s*{_COLON}?)\s*$", re.IGNORECASE
)
_FROM = re.compile(rf"[\s*_]*(?:{FROM})[\s*_]*{_COLON}", re.IGNORECASE)
_OTHER_HEADER = re.compile(rf"[\s*_]*({OTHER_HEADERS})[\s*_]*{_COLON}", re.IGNORECASE)
_LONGEST_HEAD = 9
"""Lines of the head of a quoted mail that are looked at."""
_RULE = re.compile(r"\s*[_\-\u2014=]{10,}\s*$")
_SIGNATURE = re.compile(r"\s?--\s*$")
_LONGEST_SIGNATURE = 20
"""Lines: what follows a "--" and is longer than this is a part of the mail."""
_SENT_FROM = re.compile(rf"\s*(?:{SENT_FROM}).{{0,80}}$", re.IGNORECASE)
_LIST_FOOTER = re.compile(LIST_FOOTER, re.IGNORECASE)
_SMALL_PRINT = tuple(re.compile(words, re.IGNORECASE) for words in SMALL_PRINT)
_SMALL_PRINT_WORDS = 25
REPLY_SUBJECT = re.compile(rf"\s*(?:{REPLY})(?:\[\d+\])?\s*{_COLON}", re.IGNORECASE)
FORWARD_SUBJECT = re.compile(rf"\s*(?:{FORWARD})(?:\[\d+\])?\s*{_COLON}", re.IGNORECASE)


def own_words(text: str, *, reply: bool = False, forward: bool = False) -> str:
    """The text of a mail without quotations, signature and small print; all of it where nothing is left.

    reply, forward: what the mail's headers say of it. In a reply every line behind a ">" is a quotation.
    """
    lines = [line.rstrip() for line in text.split("\n")]
    marker = next((number for number, line in enumerate(lines) if _FORWARD.match(line)), None)
    if marker is None and forward:
        return _trimmed(_without_tail(lines)) or _trimmed(lines)
    head = lines if marker is None else lines[:marker]
    own = _without_tail(_without_quotes(head, reply))
    kept = own if marker is None else [*own, "", *_unquoted(lines[marker:])]
    return _trimmed(kept) or _trimmed(_without_tail(lines)) or _trimmed(lines)


def unflow(text: str, *, delete_space: bool = False) -> str:
    """The paragraphs of format=flowed text on one line each (RFC 3676)."""
    flowed: list[str] = []
    depth_before, open_line = -1, False
    for line in text.split("\n"):
        depth = len(line) - len(line.lstrip(">"))
        words = line[depth:].removeprefix(" ")
        soft = words.endswith(" ") and words != "-- "
        if open_line and depth == depth_before and words != "-- ":
            flowed[-1] += words
        else:
            flowed.append(">" * depth + (" " if depth else "") + words)
        if soft and delete_space:
            flowed[-1] = flowed[-1][:-1]
        depth_before, open_line = depth, soft
    return "\n".join(flowed)


def _without_quotes(lines: list[str], reply: bool) -> list[str]:
    """The lines that no other mail brought along."""
    own: list[str] = []
    number = 0
    while number < len(lines):
        line = lines[number]
        if _DIVIDER.match(line) or _is_header_block(lines, number):
            break
        length = _attribution_length(lines, number)
        if length:
            after = _next_written(lines, number + length)
            if after is not None and lines[after].startswith(">"):
                number, reply = after, True
                continue
            if _TIMED.search("".join(lines[number : number + length])) and (reply or after is not None):
                break
        if not (line.startswith(">") and reply):
            own.append(line)
        number += 1
    return own


def _attribution_length(lines: list[str], number: int) -> int:
    """How many lines from here on say "On 3 May 2025 Ana wrote:"; 0 where none do."""
    near = lines[number : number + _LONGEST_ATTRIBUTION]
    if not any(line.endswith(_COLONS) for line in near):  # Most lines of most mails.
        return 0
    if lines[number].startswith(">") or not _MAY_BEGIN.search(lines[number]):
        return 0
    joined = ""
    for length, line in enumerate(near, start=1):
        if not line or line.startswith(">") or len(line) > 300 or (joined and _BEGINS.match(line)):
            return 0
        joined = f"{joined} {line}" if joined else line
        if line.endswith(_COLONS):
            return length if _is_attribution(joined, lines, number + length) else 0
    return 0


def _is_attribution(joined: str, lines: list[str], after: int) -> bool:
    if _UNSPACED_ATTRIBUTION.search(joined) or _ADDRESS_ATTRIBUTION.search(joined):
        return True
    if not _ATTRIBUTION.search(joined):
        return False
    following = _next_written(lines, after)
    return bool(_DATED.search(joined)) or (following is not None and lines[following].startswith(">"))


def _is_header_block(lines: list[str], number: int) -> bool:
    """Whether the head of another mail begins here, as Outlook puts it above what it quotes."""
    line = lines[number]
    if _RULE.match(line):
        following = _next_written(lines, number + 1)
        return following is not None and following <= number + 3 and _is_header_block(lines, following)
    if not (_FROM.match(line) or _OTHER_HEADER.match(line)):
        return False
    block = lines[number : number + _LONGEST_HEAD]
    others = {found[1].lower() for below in block if (found := _OTHER_HEADER.match(below)) is not None}
    return len(others) >= 2 and any(_FROM.match(below) for below in block[:4])


def _next_written(lines: list[str], start: int) -> int | None:
    return next(
        (number for number in range(start, min(start + 6, len(lines))) if lines[number].strip()), None
    )


def _without_tail(lines: list[str]) -> list[str]:
    """The lines before the signature, the footer of a mailing list, "Sent from my phone" and small print."""
    end = len(lines)
    for number in range(max(0, end - _LONGEST_SIGNATURE), end):
        below = "\n".join(lines[number + 1 :])
        if _SIGNATURE.match(lines[number]) or (_RULE.match(lines[number]) and _LIST_FOOTER.search(below)):
            end = number
            break
    kept = _written(lines[:end])
    while kept and _SENT_FROM.match(kept[-1]):
        kept = _written(kept[:-1])
    return _without_small_print(kept)


def _without_small_print(lines: list[str]) -> list[str]:
    """Without the last paragraphs where those tell strangers to delete the mail."""
    while lines:
        start = next((n for n in range(len(lines) - 1, -1, -1) if not lines[n].strip()), -1) + 1
        paragraph = " ".join(lines[start:])[:5_000]
        if len(paragraph.split()) < _SMALL_PRINT_WORDS or not all(
            words.search(paragraph) for words in _SMALL_PRINT
        ):
            break
        lines = _written(lines[:start])
    return lines


def _written(lines: list[str]) -> list[str]:
    """The lines up to the last that is not blank."""
    end = len(lines)
    while end and not lines[end - 1].strip():
        end -= 1
    return lines[:end]


def _unquoted(lines: list[str]) -> list[str]:
    """A forwarded mail without the ">" that some programs put before each of its lines."""
    below = [line for line in lines[1:] if line.strip()]
    if not below or not all(line.startswith(">") for line in below[:3]):
        return lines
    return [re.sub(r"^> ?", "", line) for line in lines]


def _trimmed(lines: list[str]) -> str:
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")
