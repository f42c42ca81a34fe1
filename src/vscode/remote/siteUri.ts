/** A file on a site: `path` is relative to `HOME`, without a slash in front. */
export interface SitePath {
  readonly siteId: string;
  readonly path: string;
}

/** The path of a `webjobs:` address; its first part stands for the site. */
export function siteUriPath({ siteId, path }: SitePath): string {
  return `/${siteSegment(siteId)}/${path}`;
}

/** Reads the path of a `webjobs:` address; `siteId` is answered as {@link siteSegment} writes it. */
export function parseSiteUriPath(uriPath: string): { readonly segment: string; readonly path: string } {
  const [segment = '', ...rest] = uriPath.replace(/^\/+/, '').split('/');
  return { segment, path: rest.filter((part) => part !== '' && part !== '.' && part !== '..').join('/') };
}

/** The id of a site as one part of a path. */
export function siteSegment(siteId: string): string {
  return siteId.replaceAll('/', '~');
}

/** Logs and the records of runs belong to the service: they are shown, never written. */
export function isReadonlyPath(path: string): boolean {
  return /^data(\/|$)/i.test(path);
}

/** Files that grow without limit; of them only the end is read. */
export function isLogPath(path: string): boolean {
  return /^data\/.*\.(txt|log)$/i.test(path);
}
