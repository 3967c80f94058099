"""What can go wrong, and with which exit code the program then ends.

    SecondmeError                 1   something unexpected
    ├── UsageError                2   the request itself does not make sense
    │   ├── ConfigError               the configuration file breaks its rules
    │   └── NotAllowedError           an outside program may not do that
    ├── NotFoundError             3   nothing has that identifier
    ├── StoreError                4   the memory cannot be opened or written
    │   ├── KeyMissingError           the key is nowhere to be found
    │   ├── LockedError               the key waits for a passphrase, and nobody can be asked
    │   ├── WrongKeyError             the key does not open this store
    │   ├── NewerStoreError           a newer secondme wrote this store
    │   ├── StoreDamagedError         the file is not intact
    │   ├── CipherMissingError        this SQLite cannot encrypt
    │   └── DaemonError               the daemon does not answer, or failed
    ├── BackupError               6   a backup cannot be made or used
    │   ├── BackupBusyError           another backup is at work in the same place
    │   ├── BackupLockedError         the passphrase or identity does not open it
    │   └── BackupDamagedError        it is not what was written: cut, changed or forged
    ├── ExportError               6   an export cannot be made or read back
    ├── SyncError                 6   machines cannot be kept in step
    │   └── SyncDamagedError          a file of the shared folder is not what was written there
    └── NoSpaceError              7   the disk is full

`ingest` and `models` raise errors of their own (`IngestError` 6, `ModelError` 5, `NetworkError` 8), each
with an `exit_code` too. Every message says what happened, what was kept and what to do next.
"""

import errno

NO_SPACE = frozenset({errno.ENOSPC, errno.EDQUOT})
"""What the system says where a disk, or the share of it that a person has, is full."""


class SecondmeError(Exception):
    """The root of this tree: a message a person can act on, and an exit code."""

    exit_code = 1


class UsageError(SecondmeError):
    """The request does not make sense as it stands."""

    exit_code = 2


class ConfigError(UsageError):
    """The configuration file breaks its rules; the message has every violation with its line."""


class NotAllowedError(UsageError):
    """A program outside asked for what the person has not allowed it."""


class NotFoundError(SecondmeError):
    """Nothing in the memory has that identifier."""

    exit_code = 3


class StoreError(SecondmeError):
    """The memory cannot be opened, read or written."""

    exit_code = 4


class KeyMissingError(StoreError):
    """There is a store, but its key is nowhere to be found."""


class LockedError(StoreError):
    """The key waits for a passphrase, and nobody is there to be asked for it."""


class WrongKeyError(StoreError):
    """The key at hand does not open this store."""


class NewerStoreError(StoreError):
    """A newer secondme wrote this store; guessing at its schema could harm it."""


class StoreDamagedError(StoreError):
    """SQLite says that the file is not intact."""


class CipherMissingError(StoreError):
    """The SQLite library in this environment cannot encrypt."""


class DaemonError(StoreError):
    """The daemon does not answer, ended in the middle, or failed in a way nobody foresaw."""


class BackupError(SecondmeError):
    """A backup cannot be made or used."""

    exit_code = 6


class BackupBusyError(BackupError):
    """Another backup is at work in the same place."""


class BackupLockedError(BackupError):
    """The passphrase or identity at hand does not open the backup."""


class BackupDamagedError(BackupError):
    """What lies in the place of backups is not what was written there: cut, changed or forged."""


class ExportError(SecondmeError):
    """An export cannot be made, or is not what was written."""

    exit_code = 6


class SyncError(SecondmeError):
    """The shared folder cannot be used, or not as things are."""

    exit_code = 6


class SyncDamagedError(SyncError):
    """A file of the shared folder is not whole, was changed, or is of another sync."""


class NoSpaceError(SecondmeError):
    """The disk is full."""

    exit_code = 7
