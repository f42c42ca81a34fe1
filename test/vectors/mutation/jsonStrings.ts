/** Applies a function to every text of a JSON value; `path` holds the names of the members that lead to it. */
export function mapStrings(
  value: unknown,
  map: (text: string, path: readonly string[]) => string,
  options: { readonly names?: (name: string) => string } = {},
  path: readonly string[] = [],
): unknown {
  if (typeof value === 'string') return map(value, path);
  if (Array.isArray(value)) return value.map((item: unknown) => mapStrings(item, map, options, path));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      options.names?.(name) ?? name,
      mapStrings(member, map, options, [...path, name]),
    ]),
  );
}
