"""Backups that a person can take away: encrypted, incremental, proven, on any disk.

image        the store as its pages inside the encryption, a few at a time
remembered   what it was made of last time, so that what did not change is not opened
writing      a store made of such pages with a new key
sealing      what closes and opens a repository, and proves what is ours
age          the files of age that packs are
pressing     chunks named and compressed, on several threads
packs        many compressed chunks in one age file
manifest     what a snapshot says of itself
files        files that are whole or not there, read with suspicion
repository   the folder in which all that lies
joined       the repository that a home backs up to
creating, reading, restoring, rerooting, verifying, pruning, drilling   what one does with it
aside        a folder for a store that is restored for a moment
holding      which snapshots may hold what was forgotten since
rewriting    snapshots made anew without it
compacting   packs without pieces that nothing needs
retention    which snapshots are kept
schedule     when the next backup and drill are due
unattended   what the daemon does of it
state        how backups are, for `secondme status`
"""
