/** The tests of one bundle, in the order of their making: a bundle lives for one run in one extension host. */
const tests: { readonly name: string; readonly body: () => unknown }[] = [];

/** Declares a test that runs inside VS Code, where `vscode` can be imported. It fails when `body` throws. */
export function inHostTest(name: string, body: () => unknown): void {
  tests.push({ name, body });
}

/**
 * Runs all declared tests one after the other and prints a line for each, and the sums in the form of Node's test runner.
 *
 * @throws when one failed, after all have run: this is how VS Code learns the exit code.
 */
export async function runInHostTests(timeoutMs = 60_000): Promise<void> {
  let failed = 0;
  for (const { name, body } of tests) {
    const failure = await failureOf(body, timeoutMs);
    print(failure === undefined ? `✔ ${name}` : `✖ ${name}\n${failure}`);
    if (failure !== undefined) failed++;
  }
  print(`# pass ${tests.length - failed}\n# fail ${failed}`);
  if (failed > 0) throw new Error(`${failed} of ${tests.length} tests failed`);
}

async function failureOf(body: () => unknown, timeoutMs: number): Promise<string | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`It did not end within ${timeoutMs} ms.`)), timeoutMs);
  });
  try {
    await Promise.race([body(), timeout]);
    return undefined;
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  } finally {
    clearTimeout(timer);
  }
}

function print(text: string): void {
  // VS Code hands the extension host's console to whoever runs the tests; it has no other output that is seen there.
  // eslint-disable-next-line no-console
  console.log(text);
}
