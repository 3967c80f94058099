"""Names as they are compared: without case, accents and order, and whether one can stand for a person."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+(?:['\u2019\-][^\W_]+)*")
_ACCOUNT = re.compile(r"\S*@\S*")
_UNACCENTED = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "\u0131": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)
_TITLES = frozenset({"mr", "mrs", "ms", "miss", "dr", "prof", "sir", "herr", "frau", "mme", "phd"})
"""What is said of many; "Jr." and "Sr." tell two people apart and stay."""
SHARED_BOXES = frozenset(
    """
    abuse accounts admin administrator alerts all billing bounce bounces careers club contact customerservice
    daemon donotreply enquiries events everyone feedback hello help info information invoice invoices jobs
    list lists mail mailer mailer-daemon marketing members news newsletter no-reply no.reply noreply
    notification notifications notify office orders postmaster press reception root sales security service
    services staff subscribe support team unsubscribe updates webmaster welcome
    """.split()  # noqa: SIM905
)
"""What stands before the @ of addresses that no single person has."""
_MACHINES = re.compile(r"(^|[.\-_])(no-?reply|do-?not-?reply|bounces?|notifications?|mailer-daemon)\b")


@lru_cache(maxsize=65_536)
def plain_name(name: str) -> str:
    """ "Kovač, Ana" and "Ana KOVAC" are both "ana kovac": what stands before a comma goes last.

    Addresses are no names: of "ana@example.org" nothing is left.
    """
    family, comma, given = _ACCOUNT.sub(" ", name).partition(",")
    text = f"{given} {family}" if comma else family
    bare = unicodedata.normalize("NFKD", text.casefold().translate(_UNACCENTED))
    letters = "".join(letter for letter in bare if not unicodedata.combining(letter))
    return " ".join(word for word in _WORD.findall(letters) if word not in _TITLES)


@lru_cache(maxsize=65_536)
def name_key(name: str) -> str:
    """What two ways to write a name have in common: a whole name's words in the order of the alphabet."""
    plain = plain_name(name)
    return " ".join(sorted(plain.split())) if is_whole(plain) else plain


@lru_cache(maxsize=65_536)
def is_whole(plain: str) -> bool:
    """Whether a plain name is enough to know somebody by: two words that are more than initials or numbers.

    "Ana K" may be many people; "ana kovac" is one until something says otherwise.
    """
    return sum(len(word) > 1 and not word.isdigit() for word in plain.split()) >= 2


def are_alike(one: str, other: str) -> bool:
    """Whether two plain names may be one person's: "ana kovac" and "ana maria kovac"; not "ivan kovac"."""
    first, second = set(one.split()), set(other.split())
    return first <= second or second <= first or is_whole(" ".join(first & second))


def is_nobodys(handle: str) -> bool:
    """Whether an account is one that many people share or a machine has, such as info@ or noreply@."""
    kind, _, account = handle.partition(":")
    if kind != "email":
        return False
    box = account.partition("@")[0].partition("+")[0]
    return box in SHARED_BOXES or _MACHINES.search(box) is not None


def spoken_account(source: int, speaker: str) -> str:
    """What stands for the account of someone who is only a name: "name:3:ana" where source 3 has an Ana."""
    return f"name:{source}:{name_key(speaker)}"
