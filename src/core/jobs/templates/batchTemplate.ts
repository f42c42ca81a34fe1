import type { JobTemplate } from './jobTemplate';

const continuous = `@echo off
rem A continuous WebJob: the service keeps it running, and starts it again after it has ended.
setlocal
set workIntervalSeconds=10

echo %WEBJOBS_NAME% started
:work
echo working at %DATE% %TIME%

rem Waits, but not longer than until a stop is requested. timeout.exe refuses to run without a console; ping waits a second.
set waited=0
:pause
rem A stop is announced by a file, and by nothing else; the job is killed when it takes longer than stopping_wait_time.
if defined WEBJOBS_SHUTDOWN_FILE if exist "%WEBJOBS_SHUTDOWN_FILE%" goto stop
if %waited% geq %workIntervalSeconds% goto work
ping -n 2 127.0.0.1 >nul
set /a waited+=1
goto pause

:stop
echo stopped cleanly
exit /b 0
`;

const triggered = `@echo off
rem A triggered WebJob: runs from beginning to end, by its schedule or on request. An exit code other than 0 is a failed run.
setlocal

echo run %WEBJOBS_RUN_ID% started with arguments %*
echo files that outlive the run belong into %WEBJOBS_DATA_PATH%
echo done
exit /b 0
`;

export const batchTemplate: JobTemplate = {
  label: 'Batch',
  script: 'run.cmd',
  source: 'run.cmd',
  files: (kind) => ({ 'run.cmd': kind === 'continuous' ? continuous : triggered }),
};
