"""All clothes there are."""

from tests.reports.clothes import plain, web

WARDROBE = (*web.RACK.clothes, *plain.RACK.clothes)
