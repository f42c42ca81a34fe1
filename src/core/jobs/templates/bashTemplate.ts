import type { JobTemplate } from './jobTemplate';

const continuous = `#!/usr/bin/env bash
# A continuous WebJob: the service keeps it running, and starts it again after it has ended.
set -euo pipefail

work_interval_seconds=10

# A stop is announced by a file, and by nothing else; the job is killed when it takes longer than stopping_wait_time.
stop_requested() {
  [[ -n "\${WEBJOBS_SHUTDOWN_FILE:-}" && -e "$WEBJOBS_SHUTDOWN_FILE" ]]
}

# Waits, but not longer than until a stop is requested.
pause() {
  local end=$((SECONDS + $1))
  while ((SECONDS < end)) && ! stop_requested; do
    sleep 0.5
  done
}

do_work() {
  echo "working at $(date -u +%Y-%m-%dT%H:%M:%SZ)"
}

echo "\${WEBJOBS_NAME:-job} started"
while ! stop_requested; do
  do_work
  pause "$work_interval_seconds"
done
echo "stopped cleanly"
`;

const triggered = `#!/usr/bin/env bash
# A triggered WebJob: runs from beginning to end, by its schedule or on request. An exit code other than 0 is a failed run.
set -euo pipefail

echo "run \${WEBJOBS_RUN_ID:-(local)} started with $# arguments $*"
echo "files that outlive the run belong into \${WEBJOBS_DATA_PATH:-the data folder}"
echo "done"
`;

export const bashTemplate: JobTemplate = {
  label: 'Bash',
  script: 'run.sh',
  source: 'run.sh',
  files: (kind) => ({ 'run.sh': kind === 'continuous' ? continuous : triggered }),
};
