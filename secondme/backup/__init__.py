"""Backups that a person can take away: encrypted, incremental, proven, on any disk.

image        the store as pages in memory, and a store made of them with a new key
sealing      what closes and opens a repository (age), and proves what is ours
packs        many compressed chunks in one age file
manifest     what a snapshot says of itself
files        files that are whole or not there, read with suspicion
repository   the folder in which all that lies
joined       the repository that a home backs up to
creating, reading, restoring, rerooting, verifying, pruning, drilling   what one does with it
retention    which snapshots are kept
schedule     when the next backup and drill are due
"""

from secondme.backup.creating import Created, create_backup
from secondme.backup.drilling import Drilled, drill
from secondme.backup.joined import Joined, Runs, join, joined, note_failure, note_run, read_runs
from secondme.backup.pruning import Pruned, prune
from secondme.backup.repository import Repository
from secondme.backup.rerooting import reroot
from secondme.backup.restoring import Restored, restore
from secondme.backup.retention import Retention
from secondme.backup.sealing import Identity, Lock, Seal, make_identity
from secondme.backup.verifying import Verified, set_damaged_aside, verify

__all__ = [
    "Created",
    "Drilled",
    "Identity",
    "Joined",
    "Lock",
    "Pruned",
    "Repository",
    "Restored",
    "Retention",
    "Runs",
    "Seal",
    "Verified",
    "create_backup",
    "drill",
    "join",
    "joined",
    "make_identity",
    "note_failure",
    "note_run",
    "prune",
    "read_runs",
    "reroot",
    "restore",
    "set_damaged_aside",
    "verify",
]
