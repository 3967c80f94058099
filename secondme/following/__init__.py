"""Following changes: events are hints where to look again; looking again is the truth."""

from secondme.following.follower import Follower
from secondme.following.hints import FollowSettings, Hint, Watch

__all__ = ["FollowSettings", "Follower", "Hint", "Watch"]
