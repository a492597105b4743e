"""Whose report it is, of which year, and whether it is the report at all."""

# The order in which the catalogue lists the rules.
from reports.rules.identity import title, author, introduction, citations, document  # noqa: I001 - see above
from reports.rules.identity.author import same_agency

__all__ = ["author", "citations", "document", "introduction", "same_agency", "title"]
