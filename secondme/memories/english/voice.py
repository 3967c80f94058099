"""Voice: who speaks in a passage, and whom a subject therefore means."""

from __future__ import annotations

import re
from dataclasses import dataclass

ME = "me"
_OWN = re.compile(r"\b(?:my|our)\b", re.IGNORECASE)
_SELF = re.compile(r"\b(?:me|us|I)\b")


@dataclass(frozen=True, slots=True)
class Voice:
    """Who says "I". speaker: their name, None where unknown. me: whether it is the person themselves."""

    speaker: str | None
    me: bool

    @property
    def name(self) -> str | None:
        """The subject that "I" means; None where nobody is known to say it."""
        return ME if self.me else (self.speaker or None)

    def named(self, name: str) -> str:
        """The subject that a name means: speakers may speak of themselves by it."""
        name = " ".join(name.split())
        if self.speaker and name.casefold() == self.speaker.casefold():
            return self.name or name
        return name

    def related(self, relation: str, whose: str | None) -> str | None:
        """The subject that "my sister", "our sister" or "Ben's sister" means."""
        if whose:
            owner = self.named(whose)
            return f"my {relation}" if owner == ME else f"{owner}'s {relation}"
        if self.me:
            return f"my {relation}"
        return f"{self.speaker}'s {relation}" if self.speaker else None

    def told(self, text: str) -> str:
        """Words of the speaker as others tell them: "my mum" is "Noor's mum"."""
        if self.me or not self.speaker:
            return text
        name = self.speaker  # Not as a template: it may hold a backslash.
        text = _OWN.sub(lambda _: f"{name}'s", text)
        return _SELF.sub(lambda _: name, text)

    def subjects(self, match: re.Match[str], carried: str | None) -> list[str]:
        """Whom a subject means, first to last; carried: whom "he" and "she" mean here, if anybody."""
        found = [self._subject(match, carried)]
        if match["and_me"]:
            found.append(self.name)
        elif match["and_name"]:
            found.append(self.named(match["and_name"]))
        return list(dict.fromkeys(one for one in found if one))

    def _subject(self, match: re.Match[str], carried: str | None) -> str | None:
        if match["first"]:
            return self.name
        if name := match["named"] or match["told"] or match["wrong"] or match["name"]:
            return self.named(name)
        if match["relation"]:
            return self.related(match["relation"], match["whose"])
        if match["kin"]:
            return self.related(match["kin"].lower(), None)
        return carried
