"""Has the system start the daemon at login: a systemd user unit, or a launchd agent."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from xml.sax.saxutils import escape

from secondme.daemon.control import stop
from secondme.daemon.place import Place
from secondme.errors import DaemonError, UsageError
from secondme.home import KEY_FILE_VARIABLE, MODELS_VARIABLE, find_home, platform_folder
from secondme.key import KEYRING_VARIABLE

Manager = Literal["systemd", "launchd"]
PASSED_ON = (MODELS_VARIABLE, KEYRING_VARIABLE, KEY_FILE_VARIABLE)
"""What of the environment the daemon must know too, as it is when the unit is made."""
SECONDS = 90
_SHIPPED = Path(__file__).parent / "templates"
_SOURCE = Path(__file__).parents[2] / "packaging"
_TEMPLATES: Mapping[Manager, str] = {"systemd": "secondme.service", "launchd": "secondme.plist"}


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of this person's. name: as its manager knows it; path: its file, there or not."""

    manager: Manager
    name: str
    path: Path


def find_unit(place: Place) -> Unit | None:
    """The unit of this home on this system; None where neither systemd nor launchd is at home.

    Only the platform's home has the plain name, whatever the environment says: two homes never share one.
    """
    root = place.home.root
    is_usual = root == find_home(platform_folder()).root
    own = "" if is_usual else hashlib.blake2b(os.fsencode(root), digest_size=4).hexdigest()
    if sys.platform == "darwin":
        label = f"secondme.{own}" if own else "secondme"
        return Unit("launchd", label, Path.home() / "Library/LaunchAgents" / f"{label}.plist")
    if shutil.which("systemctl") is None:
        return None
    name = f"secondme-{own}.service" if own else "secondme.service"
    config = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    return Unit("systemd", name, config / "systemd" / "user" / name)


def unit_text(unit: Unit, place: Place, environment: Mapping[str, str]) -> str:
    """The unit's file, made from its template under packaging/. environment: of whoever asks for it."""
    passed = {name: environment[name] for name in PASSED_ON if name in environment}
    module = "secondme.daemon.process" if unit.manager == "systemd" else "secondme.daemon.supervisor"
    command = [sys.executable, "-P", "-m", module, str(place.home.root)]
    fill = _fill_systemd if unit.manager == "systemd" else _fill_launchd
    filled = fill(command, passed) | {"@LABEL@": unit.name, "@LAST_WORDS@": escape(str(place.last_words))}
    text = _template(unit.manager)
    for mark, value in filled.items():
        text = text.replace(mark, value)
    return text


def install(place: Place, environment: Mapping[str, str]) -> tuple[Unit, bool]:
    """Writes the unit and starts it; False when the manager does not answer, so that it starts at login.

    Raises UsageError where there is no manager, DaemonError when the manager refuses.
    """
    unit = _need_unit(place)
    unit.path.parent.mkdir(parents=True, exist_ok=True)
    unit.path.write_text(unit_text(unit, place, environment), "utf-8")
    if unit.manager == "systemd":
        _enable(unit)
    if not is_reachable(unit):
        return unit, False
    if unit.manager == "systemd":
        _tell(unit, "daemon-reload")
    stop(place.home)  # One that was started by hand would be in the way.
    start_unit(unit)
    return unit, True


def uninstall(place: Place) -> Unit | None:
    """Stops the unit and removes its file; None when there was none. Raises UsageError, DaemonError."""
    unit = _need_unit(place)
    if not unit.path.exists():
        return None
    if is_reachable(unit):
        if unit.manager == "systemd":
            _tell(unit, "disable", "--now", unit.name)
        else:
            _tell(unit, "bootout", f"gui/{os.getuid()}/{unit.name}")
    unit.path.unlink()
    if unit.manager == "systemd":
        _wanted(unit).unlink(missing_ok=True)
        if is_reachable(unit):
            _tell(unit, "daemon-reload")
    return unit


def is_reachable(unit: Unit) -> bool:
    """Whether the manager can be spoken with from here; in a bare shell or a container it often cannot."""
    if unit.manager == "launchd":
        return True
    asked = _run(["systemctl", "--user", "show-environment"])
    return asked.returncode == 0


def start_unit(unit: Unit) -> None:
    """Starts an installed unit and waits until it is up. Raises DaemonError."""
    if unit.manager == "systemd":
        _tell(unit, "start", unit.name)
    else:
        _run(["launchctl", "bootout", f"gui/{os.getuid()}/{unit.name}"])
        _tell(unit, "bootstrap", f"gui/{os.getuid()}", str(unit.path))


def _enable(unit: Unit) -> None:
    """What `systemctl enable` does; it works without a manager to talk to."""
    wanted = _wanted(unit)
    wanted.parent.mkdir(exist_ok=True)
    wanted.unlink(missing_ok=True)
    wanted.symlink_to(unit.path)


def _wanted(unit: Unit) -> Path:
    return unit.path.parent / "default.target.wants" / unit.name


def _need_unit(place: Place) -> Unit:
    unit = find_unit(place)
    if unit is None:
        raise UsageError(
            "Neither systemd nor launchd is here to start the daemon at login. Nothing was changed. "
            "Start it by hand, or from what your system runs at login: secondme daemon start"
        )
    return unit


def _template(manager: Manager) -> str:
    """From the installed package, or from the source it runs from."""
    for folder in (_SHIPPED, _SOURCE):
        path = folder / _TEMPLATES[manager]
        if path.exists():
            return path.read_text("utf-8")
    raise DaemonError(
        f"The template {_TEMPLATES[manager]} is not in this installation. Nothing was changed. "
        "Install secondme again."
    )


def _fill_systemd(command: list[str], passed: Mapping[str, str]) -> dict[str, str]:
    lines = [f"Environment={_quoted(f'{name}={value}')}" for name, value in passed.items()]
    return {
        "@COMMAND@": " ".join(_quoted(word).replace("$", "$$") for word in command),
        "@ENVIRONMENT@": "\n".join(lines),
    }


def _quoted(word: str) -> str:
    """A word as systemd reads it back: quoted, with its escapes and specifiers taken literally."""
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("\n", "\\n")
    return f'"{escaped}"'


def _fill_launchd(command: list[str], passed: Mapping[str, str]) -> dict[str, str]:
    pairs = [f"<key>{escape(name)}</key><string>{escape(value)}</string>" for name, value in passed.items()]
    return {
        "@COMMAND@": "\n    ".join(f"<string>{escape(word)}</string>" for word in command),
        "@ENVIRONMENT@": "\n    ".join(pairs),
    }


def _tell(unit: Unit, *words: str) -> None:
    program = ["systemctl", "--user"] if unit.manager == "systemd" else ["launchctl"]
    done = _run([*program, *words])
    if done.returncode:
        raise DaemonError(
            f"{' '.join([*program, *words])} failed: {done.stderr.strip() or done.returncode}. "
            f"{unit.path} was kept. See why: secondme daemon logs"
        )


def _run(command: list[str]) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(command, capture_output=True, text=True, timeout=SECONDS)
    except (OSError, subprocess.TimeoutExpired) as error:
        return subprocess.CompletedProcess(command, 1, "", str(error))
