"""What the place of the doctor asks of the examinations."""

from __future__ import annotations

from collections.abc import Sequence

from secondme.doctor.finding import Finding
from secondme.indexing.progress import Stopped
from tui.doctor.messages import Found, Looked
from tui.gateway import Gateway, Tell
from tui.gateway.messages import Changed


def examine(gateway: Gateway, look: int, thorough: bool, tell: Tell) -> None:
    """Looks at everything, and tells of each finding as it comes."""
    from secondme.doctor.examining import examine_home

    def told(finding: Finding) -> None:
        if gateway.is_stopping:
            raise Stopped
        tell(Found(look, finding))

    try:
        examine_home(
            gateway.home,
            thorough=thorough,
            now=gateway.now(),
            key=gateway.key,
            machine=gateway.machine(),
            on_finding=told,
        )
    except Stopped:
        return
    tell(Looked(look))


def mend(findings: Sequence[Finding], tell: Tell) -> None:
    """Mends what can be mended; nothing that was remembered is lost by it."""
    done = [finding.cure() for finding in findings if finding.cure is not None]
    tell(Changed(" ".join(done)))
