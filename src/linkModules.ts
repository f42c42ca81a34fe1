/** A CommonJS module, as a function of what such a module can name. */
export type ModuleBody = (module: { exports: unknown }, exports: unknown, require: (name: string) => unknown) => void;

/**
 * Makes one `require` of many modules; each is run when it is first required.
 *
 * Its text travels: the build puts it into files that hold several modules, and the browser's extension into the script of
 * its worker. So it names nothing outside of itself.
 *
 * @param outside answers for modules that are not among them.
 */
export function linkModules(
  modules: Readonly<Record<string, ModuleBody>>,
  outside: (name: string) => unknown,
): (name: string) => unknown {
  const loaded: Record<string, { exports: unknown }> = {};
  const load = (name: string): unknown => {
    const body = modules[name];
    if (body === undefined) return outside(name);
    let module = loaded[name];
    if (module === undefined) {
      module = { exports: {} };
      loaded[name] = module;
      body(module, module.exports, load);
    }
    return module.exports;
  };
  // A `require` of Node has members, such as the module that the process was started with.
  return Object.assign(load, outside);
}
