/**
 * Reads milliseconds of load, call and finish by extension from the document of "Developer: Startup Performance", whose rows
 * look like `| publisher.name | eager | load | call | finish | event | by |`.
 */
export function activationsIn(report: string): ReadonlyMap<string, number> {
  const cells = report.split('\n').map((line) => line.split('|').map((cell) => cell.trim()));
  return new Map(
    cells
      .filter((row) => /^\d+$/.test(row[3] ?? '') && row.length >= 8)
      .map((row) => [row[1] ?? '', Number(row[3]) + Number(row[4]) + Number(row[5])]),
  );
}
