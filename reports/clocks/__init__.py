"""Where a portal gives a day away: on a page, in its address, in a file, and in which notations. `reports.dates` weighs them. Pure."""
