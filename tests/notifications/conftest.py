"""Apprise is imported once, before warnings become errors."""

import warnings

with warnings.catch_warnings():
    # Apprise 1.13.1 imports the deprecated imghdr where it exists (Python before 3.13).
    warnings.simplefilter("ignore", DeprecationWarning)
    import apprise.plugins.email  # noqa: F401
