"""`python -m panah.node` is the command `panah`."""

import sys

from panah.node.cli import main

sys.exit(main())
