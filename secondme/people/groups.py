"""Keys in groups that never overlap, and pairs of keys that must never be in one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from secondme.people.evidence import Key

Claim = tuple[str, int]


class Groups:
    """Groups of keys. exclusive: what only one key of a person can have; see `join`."""

    def __init__(self, keys: Iterable[Key], exclusive: Mapping[Key, set[Claim]]) -> None:
        self._of = {key: {key} for key in keys}
        self._claims = {key: set(claims) for key, claims in exclusive.items()}
        self._apart: dict[Key, set[Key]] = defaultdict(set)

    def of(self, key: Key) -> set[Key]:
        """The group that a key is in."""
        return self._of[key]

    def known(self, keys: Iterable[Key]) -> list[Key]:
        """Those of the keys that are in any group, in order."""
        return sorted(key for key in keys if key in self._of)

    def all(self) -> list[frozenset[Key]]:
        """The groups as they are now, in the order of their first keys."""
        return sorted(map(frozenset, {id(one): one for one in self._of.values()}.values()), key=min)

    def unite(self, keys: Sequence[Key]) -> None:
        """Makes one group of all that the keys are in, whatever kept them apart before."""
        members = {member for key in keys for member in self._of[key]}
        for member in members:
            self._apart[member] -= members
        self.join(keys)

    def part(self, off: Sequence[Key], rest: Sequence[Key]) -> None:
        """Takes keys out of their groups, and keeps them apart from the rest."""
        for one in off:
            self._apart[one].update(rest)
        for other in rest:
            self._apart[other].update(off)
        gone = set(off)
        for group in {id(self._of[key]): self._of[key] for key in off}.values():
            for part in (group & gone, group - gone):
                self._of.update(dict.fromkeys(part, part))

    def join(self, keys: Iterable[Key], *, careful: bool = False) -> None:
        """Brings the keys together where nothing keeps them apart, the first ones first.

        careful: two accounts of which a person has one keep their groups apart too.
        """
        anchors: list[set[Key]] = []
        for key in keys:
            group = self._of[key]
            for place, anchor in enumerate(anchors):
                if anchor is group or self._may_join(anchor, group, careful):
                    anchors[place] = self._merged(anchor, group)
                    break
            else:
                anchors.append(group)

    def _may_join(self, one: set[Key], other: set[Key], careful: bool) -> bool:
        small, large = sorted((one, other), key=len)
        if any(key in self._apart and self._apart[key] & large for key in small):
            return False
        claims = self._claimed(small) if careful else set()
        return not (claims and claims & self._claimed(large))

    def _claimed(self, group: set[Key]) -> set[Claim]:
        return set().union(*(self._claims.get(key, ()) for key in group))

    def _merged(self, one: set[Key], other: set[Key]) -> set[Key]:
        """The larger group with the smaller one in it: each key moves only a few times, however many join."""
        small, large = sorted((one, other), key=len)
        if small is not large:
            large |= small
            self._of.update(dict.fromkeys(small, large))
        return large
