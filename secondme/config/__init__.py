"""Configuration: what a person may set, in one TOML file with comments.

settings  one table: every key with its default, its meaning and its rule
text      the file as it is first written, and where in it a key stands
loading   the file into a `Config`; every violation told with its line
changing  one value set, comments kept
"""

from secondme.config.loading import (
    BackupSettings,
    Config,
    DaemonSettings,
    EndpointSettings,
    RecallSettings,
    load_config,
)

__all__ = [
    "BackupSettings",
    "Config",
    "DaemonSettings",
    "EndpointSettings",
    "RecallSettings",
    "load_config",
]
