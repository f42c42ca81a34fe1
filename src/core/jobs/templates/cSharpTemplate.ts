import type { JobTemplate } from './jobTemplate';

/**
 * The service has no host for C# sources, only for programs. A `run.sh` that starts `dotnet` is what runs on Windows, where
 * the service has Git's bash, as well as on Linux.
 */
const launcher = `#!/usr/bin/env bash
# The service runs scripts and programs, no C# sources: this script starts the program that was built from src.
# Build it before you publish the job, because a site on Linux has no SDK: dotnet publish src --output app
set -euo pipefail

if [[ ! -f app/WebJob.dll ]]; then
  dotnet publish src --output app --nologo --verbosity quiet
fi
exec dotnet app/WebJob.dll "$@"
`;

const project = `<Project Sdk="Microsoft.NET.Sdk">

  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <AssemblyName>WebJob</AssemblyName>
    <TargetFramework>net8.0</TargetFramework>
    <!-- A newer runtime will do where this one is not installed. -->
    <RollForward>Major</RollForward>
    <Nullable>enable</Nullable>
    <ImplicitUsings>enable</ImplicitUsings>
  </PropertyGroup>

</Project>
`;

const continuous = `// A continuous WebJob: the service keeps it running, and starts it again after it has ended.

var workInterval = TimeSpan.FromSeconds(10);
var stop = new CancellationTokenSource();

// A stop is announced by this file, and by nothing else; the job is killed when it takes longer than stopping_wait_time.
var shutdownFile = Environment.GetEnvironmentVariable("WEBJOBS_SHUTDOWN_FILE");
using var watch = new Timer(
    _ =>
    {
        if (File.Exists(shutdownFile)) stop.Cancel();
    },
    null,
    TimeSpan.Zero,
    TimeSpan.FromMilliseconds(500));
Console.CancelKeyPress += (_, key) =>
{
    key.Cancel = true;
    stop.Cancel();
};

Console.WriteLine($"{Environment.GetEnvironmentVariable("WEBJOBS_NAME") ?? "job"} started");
while (!stop.IsCancellationRequested)
{
    DoWork();
    // The stop ends the pause early.
    stop.Token.WaitHandle.WaitOne(workInterval);
}
Console.WriteLine("stopped cleanly");

static void DoWork() => Console.WriteLine($"working at {DateTime.UtcNow:s}Z");
`;

const triggered = `// A triggered WebJob: runs from beginning to end, by its schedule or on request.
// An exit code other than 0, such as that of an unhandled exception, is a failed run.

var runId = Environment.GetEnvironmentVariable("WEBJOBS_RUN_ID") ?? "(local)";
Console.WriteLine($"run {runId} started with {args.Length} arguments {string.Join(' ', args)}");
var dataPath = Environment.GetEnvironmentVariable("WEBJOBS_DATA_PATH") ?? "the data folder";
Console.WriteLine($"files that outlive the run belong into {dataPath}");
Console.WriteLine("done");
`;

export const cSharpTemplate: JobTemplate = {
  label: 'C#',
  script: 'run.sh',
  source: 'src/Program.cs',
  files: (kind) => ({
    'run.sh': launcher,
    'src/WebJob.csproj': project,
    'src/Program.cs': kind === 'continuous' ? continuous : triggered,
    // Publishing takes the built program along, not what the build leaves beside the sources.
    '.webjobsignore': 'src/bin/\nsrc/obj/\n',
  }),
};
