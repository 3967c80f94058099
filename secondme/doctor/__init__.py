"""The doctor: looks at all that secondme stands on, explains what is wrong, and mends what can be mended.

examining   all examinations, in their order, each with what it found
finding     one thing that was found, and its cure
program     the four packages, the libraries, the versions
folder      who may read the home, how much room there is, what was left half-done
keys        whether the key is there, opens the store, and is kept safely
stores      whether the encrypted file is intact
derived     whether full text and vectors agree with the passages
weights     whether the models are what they were
daemons     whether the daemon answers
"""

from secondme.doctor.examining import Report, examine_home
from secondme.doctor.finding import Finding, State

__all__ = ["Finding", "Report", "State", "examine_home"]
