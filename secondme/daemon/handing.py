"""How the key outlives a daemon that begins anew: in a pipe that the next program in the same process reads.

It is neither an argument nor in the environment, which other programs could read: that has only the number of
the pipe.
"""

from __future__ import annotations

import os
from collections.abc import MutableMapping

from secondme.key import KEY_BYTES, Key, Secret

VARIABLE = "SECONDME_KEY_PIPE"


def hand_over(key: Key, environment: MutableMapping[str, str]) -> None:
    """Leaves the key to the program that this process executes next, with this environment."""
    ear, mouth = os.pipe()
    os.write(mouth, key.secret)
    os.close(mouth)
    os.set_inheritable(ear, True)
    environment[VARIABLE] = str(ear)


def take_over(environment: MutableMapping[str, str]) -> Key | None:
    """The key that the program before left, which is gone with the reading; None where it left none."""
    number = environment.pop(VARIABLE, "")
    if not number.isdigit():
        return None
    with os.fdopen(int(number), "rb") as pipe:
        secret = Secret(pipe.read(KEY_BYTES))
    return Key(secret, "daemon") if len(secret) == KEY_BYTES else None
