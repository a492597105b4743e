"""When: the only place where a clock, the network and the database meet."""
