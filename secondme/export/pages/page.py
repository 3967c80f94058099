"""A page to read: facts about it, and parts, each with its words. How it looks is another's matter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Link:
    """To another page, by its path; part: of it."""

    text: str
    path: str
    part: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """name: by which links find it, such as p12. about: said in small beside the heading."""

    heading: str = ""
    about: tuple[str, ...] = ()
    text: str = ""
    name: str = ""
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """path: below the export, without an ending; with `/` between folders. parts: gone through once."""

    path: str
    title: str
    facts: Mapping[str, str] = field(default_factory=dict)
    parts: Iterable[Part] = ()
