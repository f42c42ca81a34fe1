import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { commandIds } from '../src/vscode/commands/commandIds';
import { contextKeys } from '../src/vscode/workspace/contextKeys';

interface Step {
  readonly id: string;
  readonly description: string;
  readonly media: { readonly image: string; readonly altText: string };
  readonly completionEvents: readonly string[];
}

const { contributes } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  readonly contributes: { readonly walkthroughs: readonly { readonly steps: readonly Step[] }[] };
};
const texts = JSON.parse(readFileSync('package.nls.json', 'utf8')) as Readonly<Record<string, string>>;
const steps = contributes.walkthroughs.flatMap((walkthrough) => walkthrough.steps);
const commands = new Set<string>(Object.values(commandIds));

test('each step has a picture that is there, with words in place of it', () => {
  assert.deepEqual(
    steps.filter(({ media }) => !existsSync(media.image) || (texts[media.altText.slice(1, -1)] ?? '') === ''),
    [],
  );
});

test('each step can be completed: by one of the commands that it links to, or by what is there already', () => {
  for (const { id, description, completionEvents } of steps) {
    const linked = [...(texts[description.slice(1, -1)] ?? '').matchAll(/\(command:([\w.]+)\)/g)].map(
      (match) => match[1] ?? '',
    );
    assert.deepEqual(
      linked.filter((command) => !commands.has(command)),
      [],
      id,
    );
    assert.ok(
      completionEvents.some((event) => linked.includes(event.replace('onCommand:', ''))),
      id,
    );
    for (const event of completionEvents) {
      const [kind, name = ''] = event.split(':');
      if (kind === 'onCommand') assert.ok(commands.has(name), event);
      else assert.ok(kind === 'onContext' && contextKeys.some((key) => key === name), event);
    }
  }
});
