"""People: one entity across chats, mail and contacts, with a way to merge and split them by hand.

names      how names are compared
evidence   what was seen of each account and name, and how much it proves
groups     keys in groups that never overlap
linking    which names and accounts are one person's, decided from all that was seen
sightings  what documents say of people, and what was decided by hand, as stored
entities   people as they are stored, kept in step with both
directory  people as they are shown and asked for
deciding   merging, splitting, naming, and whose account is the person's own
settling   who is who worked out anew, and the trust in what they said
book       all of it, for the command line and other programs
"""

from secondme.people.directory import Entity
from secondme.people.entities import names_beside, trust_of_handle
from secondme.people.sightings import note_people

__all__ = ["Entity", "names_beside", "note_people", "trust_of_handle"]
