import { extensionOf, type Platform, type ScriptHostName } from './scriptHosts';

/** What the service starts: a program and the text after it, nothing quoted or escaped (kudu-webjobs §2.3). */
export interface ServiceCommand {
  readonly process: string;
  readonly arguments: string;
}

/** How a script is started on the machine at hand. The working folder is the script folder of the working copy. */
export type LocalCommand =
  | {
      readonly kind: 'run';
      /** Program names in order of preference: the first one that PATH knows is started. */
      readonly programs: readonly string[];
      /**
       * The text after the program, run arguments included, as the service writes it: on Windows it is passed on
       * verbatim, elsewhere it is split into words.
       */
      readonly argumentText: string;
      /** What to install when none of the programs is there. */
      readonly installHint: string;
    }
  /** `message` says why the script cannot run on this operating system and what to do instead. */
  | { readonly kind: 'cannotRun'; readonly message: string };

/**
 * The service's own command line for a script.
 *
 * @param runArguments the raw argument text of a triggered run; it follows after one space.
 */
export function serviceCommand(host: ScriptHostName, file: string, runArguments = ''): ServiceCommand {
  const tail = runArguments === '' ? '' : ` ${runArguments}`;
  switch (host) {
    case 'WindowsScriptHost':
      return { process: 'cmd', arguments: `/c ""${file}"${tail}"` };
    case 'PowerShellScriptHost':
      return { process: 'PowerShell.exe', arguments: `-ExecutionPolicy RemoteSigned -File ${file}${tail}` };
    case 'BashScriptHost':
      return { process: '/bin/bash', arguments: `${file}${tail}` };
    case 'PythonScriptHost':
      return { process: 'python.exe', arguments: `${file}${tail}` };
    case 'PhpScriptHost':
      return { process: 'php.exe', arguments: `${file}${tail}` };
    case 'NodeScriptHost':
      return { process: 'node.exe', arguments: `${file}${tail}` };
    case 'DnxScriptHost':
      return { process: 'cmd', arguments: '/c runDnxWebJob.cmd' };
    case 'FSharpScriptHost':
      return { process: 'cmd', arguments: `/c fsi.exe ${file}${tail}` };
    case 'JarScriptHost':
      return { process: 'java', arguments: `-jar ${file}${tail}` };
  }
}

/** What {@link localCommand} needs to know. */
export interface LocalCommandRequest {
  readonly host: ScriptHostName;
  /** Bare name of the script. */
  readonly file: string;
  /** Names of all files of the script folder: an `.exe` runs through `dotnet` where a `.dll` of its name lies beside it. */
  readonly siblings: readonly string[];
  readonly platform: Platform;
  /** Raw argument text of a triggered run. */
  readonly runArguments?: string;
}

/**
 * How a script is started on `platform`: the service's command line with the program names of that system. The order of
 * words and the missing quotes are the service's, so that a script name with a space fails here as it fails there.
 */
export function localCommand(request: LocalCommandRequest): LocalCommand {
  const { host, file, platform, runArguments = '' } = request;
  const service = serviceCommand(host, file, runArguments);
  const tail = runArguments === '' ? '' : ` ${runArguments}`;
  const isWindows = platform === 'windows';
  const run: RunBuilder = (runtime, programs, argumentText) => ({
    kind: 'run',
    programs,
    argumentText,
    installHint: installHints[runtime],
  });

  switch (host) {
    case 'WindowsScriptHost':
      return isWindows ? run('cmd', ['cmd.exe'], service.arguments) : windowsScriptElsewhere(request, run);
    case 'PowerShellScriptHost':
      return isWindows
        ? run('powershell', ['powershell.exe', 'pwsh.exe'], service.arguments)
        : // There is no execution policy outside Windows, and pwsh takes its first word for a file. Without an option
          // of PowerShell's own, any other program that is set as interpreter understands the line as well.
          run('powershell', ['pwsh'], `${file}${tail}`);
    case 'BashScriptHost':
      return run('bash', isWindows ? ['bash.exe'] : ['/bin/bash', 'bash'], service.arguments);
    case 'PythonScriptHost':
      return run('python', isWindows ? ['python.exe', 'py.exe'] : ['python3', 'python'], service.arguments);
    case 'PhpScriptHost':
      return run('php', isWindows ? ['php.exe'] : ['php'], service.arguments);
    case 'NodeScriptHost':
      return run('node', isWindows ? ['node.exe'] : ['node'], service.arguments);
    case 'DnxScriptHost':
      return isWindows
        ? run('cmd', ['cmd.exe'], service.arguments)
        : { kind: 'cannotRun', message: `${file} needs DNX, which exists on Windows only. Add a run.sh or run.js.` };
    case 'FSharpScriptHost':
      return isWindows ? run('fsharp', ['fsi.exe'], `${file}${tail}`) : run('dotnet', ['dotnet'], `fsi ${file}${tail}`);
    case 'JarScriptHost':
      return run('java', isWindows ? ['java.exe'] : ['java'], service.arguments);
  }
}

/** What has to be installed so that a script can run. */
type Runtime = 'cmd' | 'powershell' | 'bash' | 'python' | 'php' | 'node' | 'fsharp' | 'java' | 'dotnet';

type RunBuilder = (runtime: Runtime, programs: readonly string[], argumentText: string) => LocalCommand;

const installHints: Readonly<Record<Runtime, string>> = {
  cmd: 'cmd.exe is part of Windows; check that PATH contains the System32 folder.',
  powershell: 'Install PowerShell 7 (https://aka.ms/powershell).',
  bash: 'Install Bash; on Windows it comes with Git (https://git-scm.com).',
  python: 'Install Python 3 (https://www.python.org).',
  php: 'Install PHP (https://www.php.net).',
  node: 'Install Node.js (https://nodejs.org).',
  fsharp: 'Install the F# compiler tools, which come with Visual Studio.',
  java: 'Install a Java runtime (https://adoptium.net).',
  dotnet: 'Install the .NET SDK (https://dotnet.microsoft.com).',
};

function windowsScriptElsewhere(
  { file, siblings, runArguments = '' }: LocalCommandRequest,
  run: RunBuilder,
): LocalCommand {
  if (extensionOf(file) !== '.exe') {
    return { kind: 'cannotRun', message: `${file} runs on Windows only. Add a run.sh to run the job here too.` };
  }
  const library = `${file.slice(0, -'.exe'.length)}.dll`;
  const found = siblings.find((name) => name.toLowerCase() === library.toLowerCase());
  if (found === undefined) {
    return {
      kind: 'cannotRun',
      message: `${file} runs on Windows only, and there is no ${library} for dotnet beside it.`,
    };
  }
  return run('dotnet', ['dotnet'], `${found}${runArguments === '' ? '' : ` ${runArguments}`}`);
}
