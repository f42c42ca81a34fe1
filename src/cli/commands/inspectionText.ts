import type { InspectedProblem, JobInspection } from '../../core/jobs/inspectJob';

/** An inspection for people, several lines without a final line break. */
export function inspectionText(inspection: Omit<JobInspection, 'kind'> & { readonly kind: string | null }): string {
  const { name, kind, runnable, runCommand, host, settings, reason, problems } = inspection;
  const wait = settings.stopping_wait_time;
  return [
    `${name} (${kind ?? 'unknown kind'})`,
    runnable
      ? `  script      ${runCommand ?? ''} (${host ?? ''})`
      : '  script      none: the service does not list this job',
    `  why         ${reason}`,
    ...(kind === 'triggered'
      ? [`  schedule    ${settings.schedule ?? 'none'}`]
      : [`  singleton   ${yesNo(settings.is_singleton)}`]),
    `  stop wait   ${wait === null ? 'the service fails to read it' : `${wait} s`}`,
    `  in place    ${yesNo(settings.is_in_place)}`,
    ...problems.map((problem) => `  ${problemText(problem)}`),
  ].join('\n');
}

/** A problem for people and for editors that jump to `file:line:column`. */
export function problemText({ file, line, column, severity, message, code }: InspectedProblem): string {
  return `${file}:${line}:${column} ${severity}: ${message} (${code})`;
}

function yesNo(value: boolean): string {
  return value ? 'yes' : 'no';
}
