"""`python -m deploy.demo serve --home DIR`, or `python …/deploy/demo serve --home DIR` from anywhere."""

import runpy
import sys
from pathlib import Path

if __package__:
    from .command import main

    sys.exit(main())
else:
    # Run by path, as from an installed wheel: the folder itself is the package, whatever stands above it.
    folder = Path(__file__).resolve().parent
    sys.path[0] = str(folder.parent)
    runpy.run_module(folder.name, run_name="__main__", alter_sys=True)
