"""The daemon: keeps a memory up to date in the background and answers whoever asks over a socket.

place       where its lock, log and socket are         lock        one daemon a home, whatever died before
forms       results as JSON, and back                  protocol    the lines that go over the socket
api         the verbs                                  address     how the two sides find and check each other
server      answers clients                            desk        carries out what they ask, lane by lane
connection  requests out, replies in                   client      a memory on the other end of the socket
activity    who is at work                             waiting     hints brought together (pure)
pace        when to work and when to rest (pure)       work        the loop that works
upkeep      how much memory is held, and letting go    log, tail   what it did, and following that
leisure     what it does in idle time
daemon      all of it together                         process     in a process of its own
notify      signs of life                              supervisor  starts it again when it dies or hangs
control     start, stop, state                         units       systemd and launchd
"""
