"""Where `./kuuluu` comes in. Run by path, because the package config needs what is made here."""

import sys
from pathlib import Path

# Last on the path, so that no module of config/ can hide one of the standard library.
sys.path.append(str(Path(__file__).resolve().parents[1]))

from door.commands import main

sys.exit(main(sys.argv[1:]))
