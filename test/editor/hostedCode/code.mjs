#!/usr/bin/env node
/**
 * The executable that `runTests` of `@vscode/test-electron` starts in place of the desktop VS Code.
 * It only lets Node read TypeScript and hands over.
 */
import { createRequire } from 'node:module';
import 'tsx';

const { runHostedTests } = createRequire(import.meta.url)('./runHostedTests.ts');
try {
  process.exitCode = await runHostedTests(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}
