"""All examinations of one home, in the order in which one stands on the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from secondme.doctor.backups import examine_backups
from secondme.doctor.daemons import examine_daemon
from secondme.doctor.derived import examine_derived
from secondme.doctor.finding import Finding
from secondme.doctor.folder import examine_folder
from secondme.doctor.keys import Had, examine_key, have_key
from secondme.doctor.program import examine_program
from secondme.doctor.quarantine import examine_quarantine
from secondme.doctor.sources import examine_sources
from secondme.doctor.stores import examine_store
from secondme.doctor.weights import examine_models
from secondme.errors import LockedError, SecondmeError, WrongKeyError
from secondme.home import Home
from secondme.key import Ask, Key
from secondme.machine import Machine, this_machine
from secondme.opened import opened
from secondme.store.wholeness import has_log

OnFinding = Callable[[Finding], None]


@dataclass(frozen=True, slots=True)
class Report:
    """findings: in their order. cured: what was mended, in sentences."""

    findings: tuple[Finding, ...]
    cured: tuple[str, ...] = ()

    @property
    def is_well(self) -> bool:
        """Whether nothing is wrong; warnings aside."""
        return all(one.state != "wrong" for one in self.findings)

    def as_json(self) -> dict[str, Any]:
        """The stable form for `--json`; described in docs/json.md."""
        return {
            "well": self.is_well,
            "findings": [one.as_json() for one in self.findings],
            "cured": list(self.cured),
        }


def examine_home(
    home: Home,
    *,
    thorough: bool = False,
    cure: bool = False,
    now: datetime,
    ask: Ask | None = None,
    key: Key | None = None,
    machine: Machine | None = None,
    on_finding: OnFinding = lambda finding: None,
) -> Report:
    """Looks at everything; makes no home and no store where there is none.

    thorough: reads each page of the store and each byte of the models. cure: mends what can be mended, and
    looks again. ask: asks for the passphrase, where there is one; without it a locked store is left out.
    key: where it is at hand, nobody is asked. machine: what it runs on; None: this one.
    on_finding: told of each as it comes; with `cure` of the second look.
    """
    had, machine = key or have_key(home, ask), machine or this_machine()
    if not cure:
        return Report(tuple(_told(_look(home, machine, had, thorough, now), on_finding)))
    before = list(_look(home, machine, had, thorough, now))
    cured = tuple(one.cure() for one in before if one.cure is not None)
    return Report(tuple(_told(_look(home, machine, had, thorough, now), on_finding)), cured)


def _look(home: Home, machine: Machine, had: Had, thorough: bool, now: datetime) -> Iterator[Finding]:
    yield from examine_program(machine)
    yield from examine_folder(home, machine, now=now)
    if home.root.exists():
        yield from examine_key(home, had)
        yield from _look_at_store(home, had, thorough, now)
        yield from examine_backups(home, had if isinstance(had, Key) else None, now=now)
        yield from examine_daemon(home)
    yield from examine_models(home, thorough=thorough)


def _look_at_store(home: Home, had: Had, thorough: bool, now: datetime) -> Iterator[Finding]:
    """What rests on the store is looked at only where the store is sound."""
    if home.has_lost_its_store:
        yield Finding(
            "store", "wrong", f"{home.store} is gone.", "Have it back from a backup: secondme repair"
        )
        return
    if not home.store.exists() and not has_log(home.store):
        yield Finding("store", "well", "Nothing is remembered yet.")
        return
    if not isinstance(had, Key):
        yield _unopened(had)
        return
    try:
        with opened(home, had) as store:
            found = list(examine_store(store, thorough=thorough))
            yield from found
            if all(one.state != "wrong" for one in found):
                yield from examine_sources(store, now=now)
                yield from examine_derived(store, home, had, now=now)
                yield from examine_quarantine(store)
    except WrongKeyError as error:
        yield Finding("store", "wrong", str(error), "Only if the file is another one: secondme repair")
    except SecondmeError as error:
        yield Finding("store", "wrong", str(error), "See what can be saved: secondme repair")
    except OSError as error:
        told = f"{home.store} cannot be read: {error.strerror}."
        yield Finding("store", "wrong", told, "See that it is a file of yours that you may read.")


def _unopened(had: SecondmeError | None) -> Finding:
    if isinstance(had, LockedError):
        return Finding("store", "warning", "The store is locked, and was not looked at.")
    told = "The store cannot be opened without its key; it is untouched."
    return Finding("store", "wrong", told, "First see to the key.")


def _told(findings: Iterator[Finding], on_finding: OnFinding) -> Iterator[Finding]:
    for one in findings:
        on_finding(one)
        yield one
