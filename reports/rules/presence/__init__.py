"""What must stand in a report: sections, tables, every cell of them, and the words an inspection looks for."""

# The order in which the catalogue lists the rules.
from reports.rules.presence import sections, tables, filling, topics, wording  # noqa: I001 - see above

__all__ = ["filling", "sections", "tables", "topics", "wording"]
