import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

const rule = '@typescript-eslint/no-restricted-imports';
const plainNode = {
  name: 'vscode',
  message: 'This layer runs in plain Node: let src/extension.ts pass in what you need.',
};

/** The same table as test/layers.test.ts, for squiggles while typing. */
function layer(files, forbiddenLayers, paths = [plainNode]) {
  return {
    files,
    rules: {
      [rule]: [
        'error',
        {
          paths,
          patterns: [
            {
              regex: `/(${forbiddenLayers})(/|$)`,
              message: 'Dependencies point inwards, to core: see ARCHITECTURE.md.',
            },
          ],
        },
      ],
    },
  };
}

export default defineConfig(
  globalIgnores(['dist', 'out', '.vscode-test', 'test/fixtures', 'node_modules', '**/*.mjs']),
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      'no-console': 'error',
      eqeqeq: 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      // VS Code's typings declare classes where any object of that shape serves.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
    },
  },
  layer(['src/core/**'], 'protocol|server|host|cli|vscode|extension'),
  layer(['src/protocol/**'], 'core|server|host|cli|vscode|extension'),
  layer(['src/server/**'], 'host|cli|vscode|extension'),
  layer(['src/host/**'], 'server|cli|vscode|extension'),
  layer(['src/cli/**'], 'server|host|vscode|extension'),
  layer(['src/webview/**'], 'core|server|host|cli|vscode|extension'),
  layer(['src/vscode/**'], 'server|host|cli|extension', []),
  {
    files: ['test/**'],
    rules: {
      // node:test's `test()` returns a promise that the runner itself awaits.
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            { from: 'package', name: ['test', 'it', 'describe', 'suite', 'after', 'before'], package: 'node:test' },
          ],
        },
      ],
    },
  },
);
