import type { JobTemplate } from './jobTemplate';

const continuous = `# A continuous WebJob: the service keeps it running, and starts it again after it has ended.
$ErrorActionPreference = 'Stop'

$workIntervalSeconds = 10

# A stop is announced by a file, and by nothing else; the job is killed when it takes longer than stopping_wait_time.
function Test-StopRequested {
    return $env:WEBJOBS_SHUTDOWN_FILE -and (Test-Path -LiteralPath $env:WEBJOBS_SHUTDOWN_FILE)
}

# Waits, but not longer than until a stop is requested.
function Wait-Work([int] $seconds) {
    $end = (Get-Date).AddSeconds($seconds)
    while ((Get-Date) -lt $end -and -not (Test-StopRequested)) {
        Start-Sleep -Milliseconds 500
    }
}

function Invoke-Work {
    Write-Output "working at $((Get-Date).ToUniversalTime().ToString('s'))Z"
}

Write-Output "$env:WEBJOBS_NAME started"
while (-not (Test-StopRequested)) {
    Invoke-Work
    Wait-Work $workIntervalSeconds
}
Write-Output 'stopped cleanly'
`;

const triggered = `# A triggered WebJob: runs from beginning to end, by its schedule or on request.
# An exit code other than 0, such as that of an error that nothing catches, is a failed run.
$ErrorActionPreference = 'Stop'

Write-Output "run $env:WEBJOBS_RUN_ID started with $($args.Count) arguments $args"
Write-Output "files that outlive the run belong into $env:WEBJOBS_DATA_PATH"
Write-Output 'done'
`;

export const powerShellTemplate: JobTemplate = {
  label: 'PowerShell',
  script: 'run.ps1',
  source: 'run.ps1',
  files: (kind) => ({ 'run.ps1': kind === 'continuous' ? continuous : triggered }),
};
