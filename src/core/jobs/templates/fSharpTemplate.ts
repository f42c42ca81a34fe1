import type { JobTemplate } from './jobTemplate';

/** Written for the F# Interactive of .NET Framework too: that is what the service starts (kudu-webjobs §2.3, row 8). */
const continuous = `// A continuous WebJob: the service keeps it running, and starts it again after it has ended.
open System
open System.IO
open System.Threading

let workInterval = TimeSpan.FromSeconds 10.0

// A stop is announced by a file, and by nothing else; the job is killed when it takes longer than stopping_wait_time.
let stopRequested () =
    File.Exists(Environment.GetEnvironmentVariable "WEBJOBS_SHUTDOWN_FILE")

// Waits, but not longer than until a stop is requested.
let pause (time: TimeSpan) =
    let finish = DateTime.UtcNow + time
    while DateTime.UtcNow < finish && not (stopRequested ()) do
        Thread.Sleep 500

let doWork () =
    printfn "working at %sZ" (DateTime.UtcNow.ToString "s")

printfn "%s started" (Environment.GetEnvironmentVariable "WEBJOBS_NAME")
while not (stopRequested ()) do
    doWork ()
    pause workInterval
printfn "stopped cleanly"
`;

const triggered = `// A triggered WebJob: runs from beginning to end, by its schedule or on request. An exit code other than 0 is a failed run.
open System

let arguments = fsi.CommandLineArgs |> Array.skip 1

printfn "run %s started with %d arguments %s"
    (Environment.GetEnvironmentVariable "WEBJOBS_RUN_ID")
    arguments.Length
    (String.Join(" ", arguments))
printfn "files that outlive the run belong into %s" (Environment.GetEnvironmentVariable "WEBJOBS_DATA_PATH")
printfn "done"
`;

export const fSharpTemplate: JobTemplate = {
  label: 'F# script',
  script: 'run.fsx',
  source: 'run.fsx',
  files: (kind) => ({ 'run.fsx': kind === 'continuous' ? continuous : triggered }),
};
