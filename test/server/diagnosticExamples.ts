import { type SettingsEditorOptions } from '../support/settingsEditor';

/** A text in which a code is reported; `files` lie beside it. */
export interface DiagnosticExample {
  readonly text: string;
  readonly options?: SettingsEditorOptions;
  /** What the table shows for an example that is no text: the files, or what is known of the job. */
  readonly shown?: string;
}

const schedule = (text: string): DiagnosticExample => ({ text: JSON.stringify({ schedule: text }), shown: text });
const continuous = (text: string): DiagnosticExample => ({ text, options: { kind: 'continuous' } });
const files = (...names: readonly string[]): DiagnosticExample => ({
  text: '{}',
  options: { files: Object.fromEntries(names.map((name) => [name, ''])) },
  shown: names.join(', '),
});
const script = (name: string, content: string): DiagnosticExample => ({
  text: '{}',
  options: { files: { [name]: content } },
  shown: `${name}: ${JSON.stringify(content)}`,
});

/** One example for each code that the service reports. */
export const diagnosticExamples: Readonly<Record<string, DiagnosticExample>> = {
  'settings-unreadable': continuous('{ "is_singleton": True }'),
  'not-plain-json': continuous('{ "stopping_wait_time": 0x10 }'),
  'duplicate-key': continuous('{ "is_singleton": true, "is_singleton": false }'),
  'unknown-key': continuous('{ "interval": 5 }'),
  'unread-key': continuous('{ "run_mode": "continuous" }'),
  'wrong-case': continuous('{ "Is_Singleton": true }'),
  'wrong-type': continuous('{ "stopping_wait_time": "60" }'),
  'negative-stop-wait': continuous('{ "stopping_wait_time": -1 }'),
  'stop-wait-too-long': continuous('{ "stopping_wait_time": 2147484 }'),
  'schedule-without-effect': continuous('{ "schedule": "0 0 0 * * *" }'),
  'singleton-without-effect': { text: '{ "is_singleton": true }' },
  'stop-wait-seldom-used': { text: '{ "stopping_wait_time": 60 }' },
  'in-place-is-default': { text: '{ "is_in_place": false }' },
  'period-shorter-than-run': {
    text: '{ "schedule": "0 */5 * * * *" }',
    options: { usualRunMs: 450_000 },
    shown: '0 */5 * * * * (a run takes 7.5 minutes)',
  },
  'file-too-long': { text: `{}${' '.repeat(65_536)}`, shown: '{}, and 65536 spaces' },
  'schedule-too-long': {
    text: JSON.stringify({ schedule: `${'0,'.repeat(500)}0 0 0 * * *` }),
    shown: '0,0,0,… 0 0 * * *',
  },
  'empty-expression': schedule(''),
  macro: schedule('@daily'),
  'too-few-fields': schedule('0 0 9'),
  'missing-seconds': schedule('*/5 * * * *'),
  'too-many-fields': schedule('0 0 9 * * * 2026'),
  'space-in-field': schedule('0 0 9 * * MON, TUE'),
  'empty-element': schedule('0 0,,30 9 * * *'),
  'value-too-high': schedule('0 60 9 * * *'),
  'value-too-low': schedule('0 0 9 0 * *'),
  'sunday-seven': schedule('0 0 9 * * 7'),
  'number-too-large': schedule('0 99999999999 9 * * *'),
  'step-too-large': schedule('0 */99999999999 9 * * *'),
  'missing-step': schedule('0 */ 9 * * *'),
  'bad-step': schedule('0 */x 9 * * *'),
  'missing-base': schedule('0 /15 9 * * *'),
  'open-range': schedule('0 0 9- * * *'),
  'bad-range': schedule('0 0 9-12-15 * * *'),
  'misplaced-star': schedule('0 0 9-* * * *'),
  'question-mark': schedule('0 0 9 ? * MON'),
  'last-day': schedule('0 0 9 L * *'),
  'nearest-weekday': schedule('0 0 9 15W * *'),
  'nth-weekday': schedule('0 0 9 * * 1#1'),
  hash: schedule('0 H 9 * * *'),
  'white-space': schedule('0\t0\t9\t*\t*\t*'),
  'name-in-other-field': schedule('0 0 9 * MON *'),
  'unknown-name': schedule('0 0 9 * * XYZ'),
  'not-a-number': schedule('0 x 9 * * *'),
  'value-step-one': schedule('0 5/1 9 * * *'),
  'step-below-one': schedule('0 */0 9 * * *'),
  'step-beyond-range': schedule('0 0-10/30 9 * * *'),
  'uneven-step': schedule('0 */7 * * * *'),
  'reversed-range': schedule('0 0 22-6 * * *'),
  'both-day-fields': schedule('0 0 9 1 * 1'),
  'every-second': schedule('* 5 * * * *'),
  'every-minute': schedule('0 * 9 * * *'),
  'never-runs': schedule('0 0 9 30 2 *'),
  'missing-days': schedule('0 0 9 31 * *'),
  'redundant-element': schedule('0 0 9,9 * * *'),
  'short-name': schedule('0 0 9 * J *'),
  'hidden-white-space': schedule('0 0 9 * * 1\t'),
  'nothing-runnable': files('app.ts'),
  'settings-hide-script': files('bin/run.sh'),
  'hidden-script': files('bin/run.sh', 'README.md', 'LICENSE'),
  'settings-not-read': {
    text: '{}',
    options: { path: 'conf/settings.job', files: { 'run.cmd': '' } },
    shown: 'run.cmd, conf/settings.job',
  },
  'several-scripts': files('first.py', 'second.py'),
  'space-in-script-name': files('my job.py'),
  'documented-only': files('app.jar'),
  'byte-order-mark': script('run.cmd', '\ufeff@echo off'),
  'windows-line-ends': script('run.sh', '#!/bin/bash\r\n'),
  'missing-shebang': script('run.sh', 'echo\n'),
  'refused-name': {
    text: '{}',
    options: { folder: 'file:///project/App_Data/jobs/triggered/my%20job' },
    shown: 'App_Data/jobs/triggered/my job',
  },
  'folder-spelling': {
    text: '{}',
    options: { folder: 'file:///project/app_data/jobs/triggered/report' },
    shown: 'app_data/jobs/triggered/report',
  },
};
