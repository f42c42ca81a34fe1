import type { JobTemplate } from './jobTemplate';

const continuous = `<?php
// A continuous WebJob: the service keeps it running, and starts it again after it has ended.

declare(strict_types=1);

const WORK_INTERVAL_SECONDS = 10;

/** A stop is announced by a file, and by nothing else; the job is killed when it takes longer than stopping_wait_time. */
function stopRequested(): bool
{
    $file = getenv('WEBJOBS_SHUTDOWN_FILE');
    return $file !== false && $file !== '' && file_exists($file);
}

/** Waits, but not longer than until a stop is requested. */
function pause(int $seconds): void
{
    $end = microtime(true) + $seconds;
    while (microtime(true) < $end && !stopRequested()) {
        usleep(500000);
    }
}

function doWork(): void
{
    echo 'working at ' . gmdate('c') . PHP_EOL;
}

echo (getenv('WEBJOBS_NAME') ?: 'job') . ' started' . PHP_EOL;
while (!stopRequested()) {
    doWork();
    pause(WORK_INTERVAL_SECONDS);
}
echo 'stopped cleanly' . PHP_EOL;
`;

const triggered = `<?php
// A triggered WebJob: runs from beginning to end, by its schedule or on request. An exit code other than 0 is a failed run.

declare(strict_types=1);

$arguments = array_slice($argv, 1);
$runId = getenv('WEBJOBS_RUN_ID') ?: '(local)';
echo "run $runId started with " . count($arguments) . ' arguments ' . implode(' ', $arguments) . PHP_EOL;
echo 'files that outlive the run belong into ' . (getenv('WEBJOBS_DATA_PATH') ?: 'the data folder') . PHP_EOL;
echo 'done' . PHP_EOL;
`;

export const phpTemplate: JobTemplate = {
  label: 'PHP',
  script: 'run.php',
  source: 'run.php',
  files: (kind) => ({ 'run.php': kind === 'continuous' ? continuous : triggered }),
};
