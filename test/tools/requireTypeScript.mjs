/** Hooks of Node's loader for `import('./file')` in our TypeScript: they leave the work to `require`. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export function resolve(specifier, context, next) {
  if (!/^\.{1,2}\//.test(specifier) || !context.parentURL?.endsWith('.ts')) return next(specifier, context);
  const { href } = new URL(specifier, context.parentURL);
  const url = [href, `${href}.ts`, `${href}/index.ts`].find(
    (each) => /\.ts$/.test(each) && existsSync(fileURLToPath(each)),
  );
  return url === undefined ? next(specifier, context) : { url, format: 'commonjs', shortCircuit: true };
}

export function load(url, context, next) {
  return url.endsWith('.ts') ? { format: 'commonjs', source: null, shortCircuit: true } : next(url, context);
}
