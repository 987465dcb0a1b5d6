import sys

from panah.node.cli import main

sys.exit(main())
