"""Documents made to break, stall, swell or deceive their reader (reliability.md §5.1)."""
