import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { runCase as runNcrontab } from '../../vectors/suites/ncrontab';
import { runCase as runInterval } from '../../vectors/suites/schedulerInterval';

/** The recordings that come with the project; `npm run test:vectors` runs any others. */
function recordings(file: string): { readonly id?: string; readonly kind?: string }[] {
  return JSON.parse(readFileSync(`test/vectors/${file}`, 'utf8')) as { readonly id?: string; readonly kind?: string }[];
}

test('recorded expressions', () => {
  for (const each of recordings('ncrontab.json')) runNcrontab(each as never);
});

for (const each of recordings('kudu/scheduler.json').filter(({ kind }) => kind === 'interval')) {
  test(`recorded decision ${each.id ?? ''}`, () => runInterval(each as never));
}
