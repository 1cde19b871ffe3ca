"""The worker of a portal on one machine: Celery with one task at a time, and the clock of periodic tasks beside it.

One process instead of a worker and a scheduler: when it dies, both die, and the launcher starts both.
"""

import sys
import warnings

from celery.beat import EmbeddedService
from celery.platforms import SecurityWarning

from config.celery import app


def main() -> int:
    # On a machine of one's own (a container, a fresh virtual machine) root may be the only user there is.
    warnings.filterwarnings("ignore", category=SecurityWarning)
    EmbeddedService(app, thread=True).start()
    # No neighbours to talk with: gossip, mingling and heartbeats are for several workers on one broker.
    alone = {"without_gossip": True, "without_mingle": True, "without_heartbeat": True}
    worker = app.Worker(pool="solo", concurrency=1, loglevel="WARNING", quiet=True, **alone)
    worker.start()
    return int(worker.exitcode or 0)


if __name__ == "__main__":
    sys.exit(main())
