"""What a client is not told: secrets, and where the person wants it names and numbers, stand as placeholders.

Each client has placeholders of its own, known in this process alone and numbered from a random beginning:
one that comes back from an earlier time is not taken for another, and stays as it is.
"""

from __future__ import annotations

import random
import re
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, is_dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

from secondme.errors import ConfigError
from secondme.harmless import harmless

if TYPE_CHECKING:
    from secondme.home import Home
    from secondme.masking import Mask, Names
    from secondme.masking.span import Kind
    from secondme.store import Store
    from secondme.store.clients import Masked

KINDS_OF: Mapping[Masked, frozenset[Kind]] = {
    "secrets": frozenset({"Secret", "Card", "Iban", "Identity"}),
    "numbers": frozenset({"Number", "Phone", "Email", "Address", "Postcode"}),
    "names": frozenset({"Person", "Family", "Account"}),
}
ALWAYS: frozenset[Kind] = frozenset({"Private", "Mark"})
"""The person's own words, and what only looks like a placeholder."""

WORDS: Mapping[str, tuple[str, ...]] = {
    "Hit": ("text", "title", "heading", "source", "path", "locator", "speaker", "event_title"),
    "Locator": ("part", "message"),
    "Citation": ("hit", "quote"),
    "Answer": ("citations", "nearest", "text", "why", "general"),
    "Remembered": ("text", "subject", "predicate", "value", "view", "context", "keywords", "tags"),
    "Entry": ("text", "subject", "before", "event_title"),
    "Section": ("text",),
}
"""Where words stand in what a client is given. Evidence comes first: what is a secret there is one in an
answer that was made of it.
"""

SECRETS = KINDS_OF["secrets"]
"""What is masked again where nothing says what it is: an answer says a password without the word for it."""
SHORTEST_SECRET = 4

MOST_HIDDEN = 2_000
"""So many things have placeholders for one client; then they begin anew."""
FIRST, LAST = 1_000, 900_000

T = TypeVar("T")


class Veil:
    """What stands between the memory and one client during one call.

    What is a secret in one text of the call is one in all of them; from earlier calls only what is no mere
    word. So after "the password is heron" the herons in other notes stay.
    """

    def __init__(
        self,
        placeholders: _Placeholders,
        kinds: frozenset[Kind],
        names: Names,
        cut: Callable[[str], str] | None = None,
    ) -> None:
        """cut: takes out of a text what the person's standing instructions keep from this client."""
        self._placeholders, self._kinds, self._names = placeholders, kinds, names
        self._cut = cut
        with placeholders.lock:
            known = [one for one in placeholders.mask.known() if is_secret(*one)]
        self._again = {one for one in known if not is_word(one[0])}

    def hide(self, text: str) -> str:
        """The text as the client may have it."""
        text = self._cut(text) if self._cut else text
        return self._masked(self._learnt(text)) if self._kinds else text

    def over(self, value: T) -> T:
        """The same with its words as the client may have them. Raises TypeError for what has no table."""
        if self._cut:
            value = cast("T", _mapped(value, self._cut))
        if not self._kinds:
            return value
        _mapped(value, self._learnt)  # That a word is a secret may be told only behind it.
        return cast("T", _mapped(value, self._masked))

    def lift(self, text: str) -> str:
        """What the client says, with what its placeholders stand for; it is not told that in reply."""
        with self._placeholders.lock:
            mask = self._placeholders.mask
            self._again |= set(mask.behind(text))
            return mask.unmask(text)

    def would_tell(self, text: str) -> bool:
        """Whether what the placeholders stand for would be readable to this client, were the text kept.

        A password that is known by the words around it would be, in other words of the client's choice.
        """
        from secondme.masking import Mask

        with self._placeholders.lock:
            mask = self._placeholders.mask
            values = [value for value, kind in mask.behind(text) if kind in self._kinds]
            lifted = mask.unmask(text)
        seen = Mask(self._names, first=FIRST).mask(lifted, self._kinds)
        return any(value in seen for value in values)

    def _learnt(self, text: str) -> str:
        """The text itself, once its secrets are known, without hidden letters: they would hide one."""
        text = harmless(text)
        with self._placeholders.lock:
            mask = self._mask()
            found = mask.behind(mask.mask(text, self._kinds))
            self._again |= {one for one in found if is_secret(*one)}
        return text

    def _masked(self, text: str) -> str:
        with self._placeholders.lock:
            again = [one for one in self._again if one[1] in self._kinds]
            return self._mask().mask(harmless(text), self._kinds, again=again)

    def _mask(self) -> Mask:
        self._placeholders.mask.names = self._names
        return self._placeholders.mask

    def stale(self, text: str) -> list[str]:
        """The placeholders in it that must have been this client's once, and are not known any more."""
        with self._placeholders.lock:
            unknown = self._placeholders.mask.unknown(text)
        return [one for one in unknown if int(re.sub(r"\D", "", one)) >= FIRST]


def is_secret(value: str, kind: Kind) -> bool:
    """Whether it is to be masked wherever else it stands."""
    return kind in SECRETS and len(value) >= SHORTEST_SECRET


def is_word(value: str) -> bool:
    """Whether it looks like an ordinary word, as some passwords do."""
    return value.isalpha() and value[1:].islower()


@dataclass
class _Placeholders:
    """Those of one client."""

    mask: Mask
    lock: threading.Lock = field(default_factory=threading.Lock)


class Veils:
    """The placeholders of all clients of this process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._of: dict[str, _Placeholders] = {}
        self._known: Callable[[], Names] | None = None
        self._own: tuple[str, ...] = ()

    def of(self, client: str, masks: tuple[Masked, ...], home: Home, store: Store, *, now: datetime) -> Veil:
        """What stands before a client. Raises ConfigError while the person's own words cannot be read."""
        from secondme.config import load_config
        from secondme.instructions.withholding import Withholding
        from secondme.masking import Names

        config = load_config(home)
        if config.problems:
            raise ConfigError(
                "The settings break a rule, so it is not known which words to keep. Nothing was given. "
                "Only the person can mend the file: secondme config edit"
            )
        own = config.clients.mask
        names = self._names(store, own) if "names" in masks else Names.of((), own=own)
        kinds: frozenset[Kind] = frozenset().union(*(KINDS_OF[one] for one in masks))
        kinds = kinds | ALWAYS if kinds or own else kinds
        withholding = Withholding(store.connection(), "share", (client,), now=now)
        return Veil(self._placeholders(client), kinds, names, withholding.cut if withholding else None)

    def drop(self) -> None:
        """Forgets what they stood for."""
        with self._lock:
            self._of.clear()

    def _names(self, store: Store, own: tuple[str, ...]) -> Names:
        from secondme.endpoint.people import Acquaintances

        with self._lock:
            if self._known is None or self._own != own:
                self._known, self._own = Acquaintances(store, own).names, own
            return self._known()

    def _placeholders(self, client: str) -> _Placeholders:
        from secondme.masking import Mask

        with self._lock:
            found = self._of.get(client)
            if found is None or found.mask.masked >= MOST_HIDDEN:
                first = random.SystemRandom().randrange(FIRST, LAST)
                found = self._of[client] = _Placeholders(Mask(first=first))
            return found


def _mapped(value: Any, hide: Callable[[str], str]) -> Any:
    if value is None:
        return None
    if isinstance(value, str):
        return value and (hide(value) or "…")  # A place must not lose its name.
    if isinstance(value, Path):
        return Path(hide(str(value)))
    if isinstance(value, (list, tuple)):
        return type(value)(_mapped(one, hide) for one in value)
    places = WORDS.get(type(value).__name__)
    if places is None or not is_dataclass(value) or isinstance(value, type):
        raise TypeError(f"it is not known where words stand in a {type(value).__name__}")
    return replace(value, **{name: _mapped(getattr(value, name), hide) for name in places})
