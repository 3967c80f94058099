"""The units: valid to their managers, whatever the home is called."""

from __future__ import annotations

import plistlib
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from secondme.daemon import units
from secondme.daemon.place import Place
from secondme.daemon.units import Unit, find_unit, install, uninstall, unit_text
from secondme.errors import UsageError
from secondme.home import Home, find_home, platform_folder

ODD = '/tmp/a home/100%h "$x" \\ <b> & é'


@pytest.fixture
def odd() -> Place:
    return Place(find_home(ODD))


def test_the_launchd_agent_says_what_is_meant(odd: Place) -> None:
    unit = Unit("launchd", "secondme", Path("/x.plist"))
    agent = plistlib.loads(unit_text(unit, odd, {"SECONDME_MODELS": "/a <b>", "PATH": "/bin"}).encode())
    assert agent["ProgramArguments"] == [sys.executable, "-P", "-m", "secondme.daemon.supervisor", ODD]
    assert agent["EnvironmentVariables"] == {"SECONDME_MODELS": "/a <b>"}
    assert agent["StandardErrorPath"] == f"{ODD}/daemon.err"
    assert agent["KeepAlive"] == {"SuccessfulExit": False} and agent["RunAtLoad"] is True


def test_the_systemd_unit_takes_odd_names_literally(odd: Place) -> None:
    unit = Unit("systemd", "secondme.service", Path("/x.service"))
    text = unit_text(unit, odd, {"SECONDME_KEYRING": "off"})
    [start] = [line for line in text.splitlines() if line.startswith("ExecStart=")]
    assert start.endswith('"/tmp/a home/100%%h \\"$$x\\" \\\\ <b> & é"')
    assert 'Environment="SECONDME_KEYRING=off"' in text
    assert "@" not in text


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not here")
def test_systemd_finds_nothing_wrong_with_its_unit(
    odd: Place, tmp_path: Path, runtime_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "secondme.service"
    path.write_text(unit_text(Unit("systemd", "secondme.service", path), odd, {}))
    done = subprocess.run(
        ["systemd-analyze", "verify", "--user", str(path)], capture_output=True, text=True, check=False
    )
    assert str(path) not in done.stderr and "secondme.service" not in done.stderr
    assert "Failed to initialize" not in done.stderr


def test_the_default_home_has_the_plain_name_and_others_their_own(place: Home, tmp_path: Path) -> None:
    if sys.platform != "linux" or shutil.which("systemctl") is None:
        pytest.skip("names are compared for systemd")
    plain = find_unit(Place(find_home(platform_folder())))
    assert plain is not None and plain.name == "secondme.service"
    named = {plain.name}
    for home in (place, find_home(tmp_path / "other")):  # The first is the one that the environment names.
        unit = find_unit(Place(home))
        assert unit is not None and unit.name not in named | {"secondme-.service"}
        named.add(unit.name)


def test_installing_where_the_manager_does_not_answer_leaves_a_unit_for_the_next_login(
    place: Home, monkeypatch: pytest.MonkeyPatch, person: Path
) -> None:
    monkeypatch.setattr(
        units, "find_unit", lambda place: Unit("systemd", "x.service", person / "u/x.service")
    )
    monkeypatch.setattr(units, "is_reachable", lambda unit: False)
    unit, started = install(Place(place), {})
    assert not started and str(place.root) in unit.path.read_text()
    wanted = person / "u/default.target.wants/x.service"
    assert wanted.resolve() == unit.path
    assert uninstall(Place(place)) == unit
    assert not unit.path.exists() and not wanted.is_symlink()
    assert uninstall(Place(place)) is None


def test_without_a_manager_it_says_how_to_go_on(place: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(units, "find_unit", lambda place: None)
    with pytest.raises(UsageError, match="secondme daemon start"):
        install(Place(place), {})
