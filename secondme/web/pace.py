"""How much in what time: a token bucket for each name."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Pace:
    """Lets each name do `burst` things at once and `rate` a second in the long run. Times in seconds."""

    rate: float
    burst: int
    _left: dict[str, tuple[float, float]] = field(default_factory=dict)

    def wait(self, name: str, now: float) -> float:
        """How long that one has to wait; 0: it may go on now, and that counts."""
        left, since = self._left.get(name, (float(self.burst), now))
        left = min(self.burst, left + (now - since) * self.rate)
        may = left >= 1
        self._left[name] = (left - 1 if may else left, now)
        return 0.0 if may else (1 - left) / self.rate
