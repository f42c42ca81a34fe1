import { isBuiltin } from 'node:module';

/** The outputs that an entry loads, at once or later, the entry's own included, and the modules from outside they name. */
export function reachable(outputs, entryPoint) {
  const files = new Set();
  const externals = new Set();
  const visit = (path) => {
    if (files.has(path)) return;
    files.add(path);
    for (const each of outputs[path].imports) {
      if (each.external) externals.add(each.path);
      else visit(each.path);
    }
  };
  visit(Object.keys(outputs).find((path) => outputs[path].entryPoint === entryPoint));
  return { files: [...files], externals: [...externals] };
}

/** What an entry may name that is no part of the bundles. */
const permitted = {
  'editor and Node': () => true,
  editor: (name) => name === 'vscode',
  Node: (name) => isBuiltin(name),
  nothing: () => false,
};

/** A complaint for each entry that names, directly or through others, what its process does not have. */
export function trespasses(outputs, entries) {
  return entries.flatMap(({ source, has }) =>
    reachable(outputs, source)
      .externals.filter((name) => !permitted[has](name))
      .map((name) => ({ text: `${source} imports ${name}, directly or through others` })),
  );
}
