"""What a reading process says it gave up, it has given up; on each system that offers it."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from pathlib import Path

import pytest

CODE = """
import json, socket, sys
from ingest.sandbox.confinement import confine
given_up = confine(2000)
def works(what):
    try:
        what()
        return True
    except OSError:
        return False
def write():
    with open(sys.argv[1], "w") as file:
        file.write("x")
        file.flush()
print(json.dumps([
    given_up,
    works(lambda: socket.create_connection(("127.0.0.1", int(sys.argv[2])), 5)),
    works(write),
    works(lambda: open(sys.argv[3]).read()),
    works(lambda: open("/dev/null", "w").write("x")),
]))
"""


@pytest.mark.skipif(
    sys.platform not in ("linux", "darwin"), reason="only limits of its own are set elsewhere"
)
def test_what_it_gave_up_does_not_work_any_more_and_reading_does(tmp_path: Path) -> None:
    (tmp_path / "note").write_text("Tea at five.")
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = str(listening.getsockname()[1])
        places = (str(tmp_path / "written"), port, str(tmp_path / "note"))
        ran = subprocess.run(
            [sys.executable, "-c", CODE, *places], capture_output=True, text=True, timeout=60, check=True
        )
    given_up, connects, writes, reads, discards = json.loads(ran.stdout)
    assert reads and discards
    assert not writes, "no file may grow, whatever the system offers"
    assert not (connects and {"network", "tcp"} & set(given_up))
    if sys.platform == "darwin":
        assert set(given_up) == {"writing", "network"} and not connects
