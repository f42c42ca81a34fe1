import type { JobTemplate } from './jobTemplate';

const continuous = `"""A continuous WebJob: the service keeps it running, and starts it again after it has ended."""

import os
import time
from datetime import datetime, timezone

WORK_INTERVAL_SECONDS = 10

# A stop is announced by this file, and by nothing else; the job is killed when it takes longer than stopping_wait_time.
SHUTDOWN_FILE = os.environ.get("WEBJOBS_SHUTDOWN_FILE")


def stop_requested():
    return bool(SHUTDOWN_FILE) and os.path.exists(SHUTDOWN_FILE)


def pause(seconds):
    """Waits, but not longer than until a stop is requested."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and not stop_requested():
        time.sleep(0.5)


def do_work():
    log(f"working at {datetime.now(timezone.utc).isoformat(timespec='seconds')}")


def log(message):
    # Without flush a line stays in the buffer until much later: output goes to a pipe.
    print(message, flush=True)


def main():
    log(f"{os.environ.get('WEBJOBS_NAME', 'job')} started")
    while not stop_requested():
        do_work()
        pause(WORK_INTERVAL_SECONDS)
    log("stopped cleanly")


if __name__ == "__main__":
    main()
`;

const triggered = `"""A triggered WebJob: runs from beginning to end, by its schedule or on request.

An exit code other than 0, such as that of an unhandled exception, is a failed run.
"""

import os
import sys


def main(arguments):
    run_id = os.environ.get("WEBJOBS_RUN_ID", "(local)")
    print(f"run {run_id} started with {len(arguments)} arguments {' '.join(arguments)}", flush=True)
    data_path = os.environ.get("WEBJOBS_DATA_PATH", "the data folder")
    print(f"files that outlive the run belong into {data_path}")
    print("done")


if __name__ == "__main__":
    main(sys.argv[1:])
`;

export const pythonTemplate: JobTemplate = {
  label: 'Python',
  script: 'run.py',
  source: 'run.py',
  files: (kind) => ({ 'run.py': kind === 'continuous' ? continuous : triggered }),
};
