"""Two or more homes kept in step through a shared folder that nobody else can read.

registers    versions of one thing at several machines, and how they merge. Pure
sealing      the key of a sync, and what it closes
folder       what lies in the shared folder: the log, the contents, and files of others
segments     a machine's log, piece by piece, each chained to the one before
contents     the words themselves, in packs that go when all in them is forgotten
joined       what this home knows of the sync it takes part in
ledger       the registers as this home knows them
kinds        what is kept in step: what was told, read, decided and forgotten
publishing   tells the others what changed here
receiving    follows what the others told
settling     has the store follow the registers
conflicts    what was said differently at two machines, for the inbox
syncing      the whole of it, in order
pairing      the first time: a new log, or one that is there
state        how it stands, for `secondme sync --status`
unattended   what the daemon does of it
"""
