"""The endpoint that answers, if the person has chosen one; opened when first needed, anew when changed."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from secondme.home import Home
from secondme.store import Store

if TYPE_CHECKING:
    from secondme.config import EndpointSettings
    from secondme.endpoint.masked import MaskedSpeaker


class Outside:
    """Looks at each question whether an endpoint is to answer it, so that a change counts at once."""

    def __init__(self, home: Home, store: Store) -> None:
        self._home, self._store = home, store
        self._lock = threading.Lock()
        self._open: tuple[tuple[EndpointSettings, str | None], MaskedSpeaker] | None = None

    def speaker(self) -> MaskedSpeaker | None:
        """What answers instead of the model on this machine; None where that one does.

        Nothing is sent yet. Raises ModelError where it is not the endpoint that was agreed to.
        """
        if not self._home.endpoint.exists():
            return None
        from secondme.endpoint.choice import need_agreed

        settings = need_agreed(self._home)
        return None if settings is None else self._opened(settings)

    def close(self) -> None:
        """Ends what is under way."""
        with self._lock:
            if self._open is not None:
                self._open[1].close()
            self._open = None

    def _opened(self, settings: EndpointSettings) -> MaskedSpeaker:
        from models.address import parse_address
        from models.endpoint import Endpoint
        from models.exchange import Door
        from secondme.endpoint import api_key
        from secondme.endpoint.masked import MaskedSpeaker
        from secondme.endpoint.people import Acquaintances

        address = parse_address(settings.url)
        key = api_key.find(self._home, address.origin)
        with self._lock:
            if self._open is None or self._open[0] != (settings, key):
                door = Door(address, key=key, allow_public=settings.allow_public, timeout_s=settings.seconds)
                endpoint = Endpoint(door, settings.model, context=settings.context)
                known = Acquaintances(self._store, settings.mask)
                speaker = MaskedSpeaker(endpoint, known.names, dates=settings.mask_dates)
                self._open = ((settings, key), speaker)
            return self._open[1]
