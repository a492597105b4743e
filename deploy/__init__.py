"""How Chunxun runs: images, schedules, and the practice country."""
