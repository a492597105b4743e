"""All clothes there are."""

from tests.reports.clothes import converted, pages, plain, web, word

WARDROBE = (
    *web.RACK.clothes,
    *plain.RACK.clothes,
    *word.RACK.clothes,
    *converted.RACK.clothes,
    *pages.RACK.clothes,
)
