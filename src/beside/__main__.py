import sys

from beside.server.cli import main

sys.exit(main())
