"""``python -m mls_metrics VERB ...``."""

import sys

from mls_metrics.cli import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
