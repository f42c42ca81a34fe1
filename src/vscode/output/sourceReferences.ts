/** A place in a source file that a line of output names, and where in the line it does. */
export interface SourceReference {
  /** UTF-16 offsets in the line; the end is exclusive. */
  readonly start: number;
  readonly end: number;
  /** As the program wrote it: absolute, relative, a `file:` address, or a Java class's path such as `shop/Main.java`. */
  readonly path: string;
  /** Begins at 1. */
  readonly line: number;
  /** Begins at 1; undefined where the language tells the line only. */
  readonly column: number | undefined;
}

/** File types of the languages that the service runs, so that `10:00:01` or `example.com:80` is no place in a file. */
const fileType = String.raw`\.(?:[cm]?[jt]sx?|py|php|java|kt|groovy|cs|fsx?|vb|sh|bash|psm?1|cmd|bat)`;
/** A path from a root that may hold blanks, for styles that mark its beginning and its end. */
const rootedPath = String.raw`(?<path>(?:file:\/\/|[A-Za-z]:[\\/]|[\\/])[^"'()<>|*?\r\n]+?${fileType})`;
const plainPath = String.raw`(?<path>(?:file:\/\/\/?)?(?:[A-Za-z]:[\\/])?[^\s"'():,;<>|*?[\]{}]+${fileType})`;

/** How the languages write a place, the most telling ones first: what one has taken is not looked at again. */
const styles: readonly RegExp[] = [
  // Python: File "/jobs/run.py", line 3, in main
  String.raw`File "(?<path>[^"\r\n]+)", line (?<line>\d+)`,
  // .NET: at Shop.Orders.Take() in C:\src\Orders.cs:line 12
  String.raw` in ${rootedPath}:line (?<line>\d+)`,
  // Java: at shop.Orders.take(Orders.java:12), at app//shop.Orders$1.run(Orders.java:12)
  String.raw`at (?:[\w.@-]*\/)*(?<members>[\w$.<>]+)\((?<file>\w+\.(?:java|kt|groovy)):(?<line>\d+)\)`,
  // PHP: in /jobs/run.php on line 3, and #0 /jobs/run.php(3): main()
  String.raw` in ${rootedPath} on line (?<line>\d+)`,
  String.raw`^(?:.*?\] )?#\d+ ${rootedPath}\((?<line>\d+)\)`,
  // Node.js: at main (/jobs/my job/run.js:3:5)
  String.raw`\(${rootedPath}:(?<line>\d+):(?<column>\d+)\)`,
  // PowerShell: At C:\my jobs\run.ps1:3 char:5, and at <ScriptBlock>, C:\jobs\run.ps1: line 3
  String.raw`\bAt ${rootedPath}:(?<line>\d+) char:(?<column>\d+)`,
  String.raw`\bat [^,\r\n]+, ${rootedPath}: line (?<line>\d+)`,
  // Bash: /jobs/run.sh: line 3: nothere: command not found
  String.raw`${plainPath}: line (?<line>\d+)`,
  // F# scripts, TypeScript, MSBuild: run.fsx(3,5): error
  String.raw`${plainPath}\((?<line>\d+)(?:,(?<column>\d+))?\)`,
  // Node.js and everybody else: /jobs/run.js:3:5, lib/orders.js:3
  String.raw`${plainPath}:(?<line>\d+)(?::(?<column>\d+))?`,
].map((source) => new RegExp(source, 'dg'));

/** What follows is read no further: a line of a megabyte is data, not a stack trace. */
const longestLine = 4000;

/** A cheap look at a line, since most hold no place at all. */
const mayHoldPlace = new RegExp(String.raw`${fileType}(?:["(:]| on line )|, line \d`);

/** Finds the places in source files that a line of a job's output names, in the order in which they stand. */
export function findSourceReferences(text: string): SourceReference[] {
  const line = text.slice(0, longestLine);
  if (!mayHoldPlace.test(line)) return [];
  const found: SourceReference[] = [];
  for (const style of styles) {
    for (const match of line.matchAll(style)) {
      const reference = read(match);
      if (reference && !found.some((other) => other.start < reference.end && reference.start < other.end)) {
        found.push(reference);
      }
    }
  }
  return found.sort((left, right) => left.start - right.start);
}

function read(match: RegExpExecArray): SourceReference | undefined {
  const { groups = {}, indices } = match;
  const { path, file, line, column, members } = groups;
  const named = indices?.groups;
  const from = (path === undefined ? named?.file : named?.path)?.[0];
  const to = (column === undefined ? named?.line : named?.column)?.[1];
  const written = path ?? javaPath(members, file);
  if (from === undefined || to === undefined || written === undefined || line === undefined) return undefined;
  return {
    start: from,
    end: to,
    path: written.trim(),
    line: Number(line),
    column: column === undefined ? undefined : Number(column),
  };
}

/** `shop.orders.Inbox.take` in `Inbox.java` is `shop/orders/Inbox.java`: classes and methods follow the packages. */
function javaPath(members: string | undefined, file: string | undefined): string | undefined {
  if (members === undefined || file === undefined) return undefined;
  const packages = members.split('.').slice(0, -2);
  return [...packages, file].join('/');
}
