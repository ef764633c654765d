"""Facts from outside: the only place with network or subprocesses, one part per source."""
