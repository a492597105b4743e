"""The practice country: a loopback world of portals, agencies and one season, to rehearse on. Imports nothing of ours."""
