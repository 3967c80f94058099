"""The doctor: looks at all that secondme stands on, explains what is wrong, and mends what can be mended.

examining   all examinations, in their order, each with what it found
finding     one thing that was found, and its cure
program     the four packages, the libraries, the versions
folder      who may read the home, how much room there is, what was left half-done
keys        whether the key is there, opens the store, and is kept safely
stores      whether the encrypted file is intact
sources     whether the sources are where they were, and the clock
derived     whether full text and vectors agree with the passages
weights     whether the models are what they were
backups     whether there are any, how old, and what was found when the store was last looked at
daemons     whether the daemon answers
"""

from secondme.doctor.examining import Report, examine_home
from secondme.doctor.finding import Finding, State

__all__ = ["Finding", "Report", "State", "examine_home"]
