"""All that the app asks of the memory goes through here, in threads, and comes back as messages."""

from __future__ import annotations

from tui.gateway.gateway import EXPECTED as EXPECTED
from tui.gateway.gateway import Gateway as Gateway
from tui.gateway.gateway import Tell as Tell
