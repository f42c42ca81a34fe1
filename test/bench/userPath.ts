/**
 * What a person does on the way of a job, in a real window: how many clicks and keys each step takes, and how long it is from
 * the last of them to what can be seen of it. Prints a Markdown table of medians.
 *
 *   node --import tsx test/bench/userPath.ts [windows, default 3]
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DebugDriver } from '../editor/driver/debugDriver';
import type { EditorDriver } from '../editor/driver/editorDriver';
import { withShop } from '../editor/shop';
import { median } from './compare';
import { withBenchExtensions } from './shipped';

/** One step of the way. */
interface Step {
  readonly name: string;
  /** Clicks and keys, without the letters of names that are typed. */
  readonly inputs: string;
  readonly seen: string;
  /** All but the last click or key. */
  readonly prepare?: (place: Place) => Promise<void>;
  /** The last click or key. */
  readonly act: (place: Place) => Promise<void>;
  /** Waits until the effect can be seen. */
  readonly see: (place: Place) => Promise<unknown>;
}

interface Place {
  readonly editor: EditorDriver;
  readonly debug: DebugDriver;
  readonly folder: string;
}

const worker = ['Continuous', 'order-worker'];
const report = 'App_Data/jobs/triggered/nightly-report/settings.job';

const steps: readonly Step[] = [
  {
    name: 'create: **New Job…**, kind, name, language',
    inputs: '2 clicks, 2 × Enter, the name',
    seen: 'the job’s files, settings open',
    prepare: async ({ editor }) => {
      await clickViewAction(editor, 'New Job');
      await editor.pick('Continuous');
      await editor.waitForText('Name of the job');
      await editor.typeInput('mailer');
      await editor.acceptInput();
      await row(editor, 'Node.js');
    },
    act: ({ editor }) => editor.acceptInput(),
    see: ({ editor }) => editor.waitForEditorText('stopping_wait_time'),
  },
  {
    name: 'write: a digit of a schedule in `settings.job`',
    inputs: '1 key',
    seen: 'its words and next run behind it',
    prepare: async ({ editor, folder }) => {
      await editor.openFile('nightly-report/settings.job');
      await editor.waitForEditorText(/At 02:30, Monday to Friday/);
      // The last digit of the weekdays is replaced.
      const text = await readFile(join(folder, report), 'utf8');
      const before = text.slice(0, text.indexOf('1-5')).split('\n');
      await editor.goToLine(before.length, (before.at(-1)?.length ?? 0) + 3);
      await editor.press('Delete');
    },
    act: ({ editor }) => editor.page.keyboard.type('4'),
    see: ({ editor }) => editor.waitForEditorText(/At 02:30, Monday to Thurs/),
  },
  {
    name: 'run: the button of the row',
    inputs: '1 click',
    seen: 'the job’s first line',
    prepare: async ({ editor, folder }) => {
      await editor.runCommand('View: Revert and Close Editor');
      // The editor may have saved it by itself.
      const file = join(folder, report);
      await writeFile(file, (await readFile(file, 'utf8')).replace('1-4', '1-5'));
      await editor.openView('WebJobs');
      await hover(editor, worker);
    },
    act: ({ editor }) => clickAction(editor, worker, 'Run Job'),
    see: ({ editor }) => editor.waitForOutput('order-worker waits for orders'),
  },
  {
    name: 'stop: the button of the row',
    inputs: '1 click',
    seen: 'its last line, after it has ended by itself',
    prepare: ({ editor }) => hover(editor, worker),
    act: ({ editor }) => clickAction(editor, worker, 'Stop Job'),
    see: ({ editor }) => editor.waitForOutput('Status changed to Stopped'),
  },
  {
    name: 'debug: F5 in its file',
    inputs: '1 key',
    seen: 'held at the breakpoint',
    prepare: ({ debug }) => debug.setBreakpoint('order-worker/run.js', 'await inbox.open();'),
    act: ({ editor }) => editor.press('F5'),
    see: ({ debug }) => debug.stoppedLine(),
  },
  {
    name: 'stop debugging: Shift+F5',
    inputs: '1 key',
    seen: 'no session, after it has ended by itself',
    act: ({ editor }) => editor.press('Shift+F5'),
    see: ({ debug }) => debug.ended(),
  },
  {
    name: 'publish: menu of the row, site, the plan',
    inputs: '3 clicks, Enter',
    seen: 'published and checked',
    prepare: async ({ editor }) => {
      await editor.openView('WebJobs');
      await editor.contextMenu(['shop', ...worker], 'Publish Job…');
      await editor.pick('Local Site');
      await editor.waitForText('Publish order-worker to Local Site');
    },
    act: ({ editor }) => editor.press('Enter'),
    see: ({ editor }) => editor.waitForNotification(/5 files sent/, 60_000),
  },
  {
    name: 'watch: the output of its row on the site',
    inputs: '1 click',
    seen: 'the lines it writes there',
    prepare: async ({ editor }) => {
      await editor.runCommand('Notifications: Clear All Notifications');
      await editor.expandTreeRow('Local Site');
      await hover(editor, ['Local Site', ...worker]);
    },
    act: ({ editor }) => clickAction(editor, ['Local Site', ...worker], 'Show Output'),
    // The lines of the workspace's job, which has stopped, look the same otherwise.
    see: ({ editor }) => editor.waitForOutput(/^(?![^]*to Stopped)[^]*order-worker waits for orders/),
  },
  {
    name: 'change the schedule: menu of the row, builder',
    inputs: '5 clicks, Enter',
    seen: 'the file, and the row with its words',
    prepare: async ({ editor }) => {
      await editor.contextMenu(['shop', 'Triggered', 'nightly-report'], 'Build Schedule…');
      await editor.pick('Every week, on chosen days');
      await editor.pick('Continue with Monday, Tuesday, Wednesday, Thursday, and Friday');
      await editor.pick('09:00');
      await row(editor, 'Write 0 0 9 * * 1-5');
    },
    act: ({ editor }) => editor.acceptInput(),
    see: async ({ editor, folder }) => {
      const file = join(folder, report);
      await editor.patience.until('the schedule', async () => (await readFile(file, 'utf8')).includes('0 0 9 * * 1-5'));
      await editor.patience.until('the words in the tree', async () =>
        (await editor.treeRows()).some(({ description }) => description.includes('At 09:00')),
      );
    },
  },
  {
    name: 'publish again after a change: Ctrl+Shift+F7',
    inputs: '1 key',
    seen: 'published and checked',
    prepare: async ({ editor, folder }) => {
      const file = join(folder, 'App_Data/jobs/continuous/order-worker/lib/orders.js');
      await writeFile(file, `${await readFile(file, 'utf8')}// changed\n`);
      await editor.openFile('order-worker/run.js');
    },
    act: ({ editor }) => editor.press('Control+Shift+F7'),
    see: ({ editor }) => editor.waitForNotification(/1 file sent/, 60_000),
  },
];

async function walk(extensionPath: string): Promise<Map<Step, number>> {
  const times = new Map<Step, number>();
  await withShop(
    async ({ editor, folder }) => {
      const place: Place = { editor, folder, debug: new DebugDriver(editor) };
      await editor.openView('WebJobs');
      await editor.treeRow(worker);
      for (const step of steps) {
        // A step that fails has no time; the others are still of use.
        await timeOf(step, place).then(
          (ms) => times.set(step, ms),
          (error: unknown) => process.stderr.write(`${step.name}: ${String(error)}\n`),
        );
      }
    },
    { extensionPath },
  );
  return times;
}

/** Milliseconds from the last click or key of a step to what can be seen of it. */
async function timeOf(step: Step, place: Place): Promise<number> {
  await step.prepare?.(place);
  const startedAt = performance.now();
  await step.act(place);
  await step.see(place);
  return performance.now() - startedAt;
}

/** Puts the mouse on a row that stays where it is. */
async function hover(editor: EditorDriver, path: readonly string[]): Promise<void> {
  await editor.patience.until('a row at rest under the mouse', async () => {
    const before = JSON.stringify(await editor.treeRows());
    await (await editor.treeRow(path)).hover();
    await editor.page.waitForTimeout(700);
    return JSON.stringify(await editor.treeRows()) === before;
  });
}

async function clickAction(editor: EditorDriver, path: readonly string[], title: string): Promise<void> {
  const row = await editor.treeRow(path);
  await row
    .locator(`.actions .action-label[aria-label^=${JSON.stringify(title)}]`)
    .first()
    .click();
}

async function row(editor: EditorDriver, label: string): Promise<void> {
  await editor.patience.until(`the row ${label}`, async () => (await editor.quickPickItems()).includes(label));
}

async function clickViewAction(editor: EditorDriver, title: string): Promise<void> {
  const bar = editor.page.locator('.part.sidebar .composite.title');
  await bar.hover();
  await bar.locator(`.action-label[aria-label^=${JSON.stringify(title)}]`).click();
}

async function main(windows: number): Promise<void> {
  const walks: Map<Step, number>[] = [];
  await withBenchExtensions(async ({ ours }) => {
    for (let index = 0; index < windows; index++) walks.push(await walk(ours));
  });
  const lines = steps.map((step) => {
    const times = walks.flatMap((walk) => walk.get(step) ?? []);
    const after = times.length === 0 ? '–' : `${(median(times) / 1000).toFixed(2)} s`;
    return `| ${step.name} | ${step.inputs} | ${step.seen} | ${after} |`;
  });
  const head = ['| step | clicks and keys | what is seen | after |', '| --- | --- | --- | --- |'];
  process.stdout.write(`${[...head, ...lines].join('\n')}\n`);
}

void main(Number(process.argv[2] ?? 3));
