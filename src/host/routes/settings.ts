import { UserError } from '../../core/base/userError';
import type { HostApp, HostContext, HostRequest } from '../hostContext';
import { readText } from '../requestBody';
import { empty, failure, json } from '../responses';

/**
 * The site's settings. Reads answer what the engine goes by, from all sources (kudu-webjobs §3.3); writes reach only the
 * store that the API owns. Nothing restarts: the engine looks at a setting when it needs it.
 */
export function addSettingsRoutes(app: HostApp, host: HostContext): void {
  for (const path of ['/api/settings', '/settings']) {
    app.get(path, (request) => json(request, host.settings.all()));
    app.get(`${path}/:name`, (request) => getOne(request, host));
    app.post(path, (request) => post(request, host));
    app.delete(`${path}/:name`, (request) => remove(request, host));
  }
}

function getOne(request: HostRequest, host: HostContext): Response {
  const name = nameOf(request);
  const key = name.toLowerCase();
  const found = Object.entries(host.settings.all()).find(([each]) => each.toLowerCase() === key);
  return found ? json(request, found[1]) : failure(request, host.flavor, 404, `There is no setting '${name}'.`);
}

async function post(request: HostRequest, host: HostContext): Promise<Response> {
  const { store } = host.settings;
  if (!store) return refuseInWorkspace(request, host);
  const text = await readText(request.env.incoming);
  if (text.trim() === '') return empty(request, 400);
  const changes = readChanges(text);
  if ('' in changes) return empty(request, 400);
  store.set(changes);
  return empty(request, 204);
}

/** 204 whether there was such a setting or not. One that comes from another source stays. */
function remove(request: HostRequest, host: HostContext): Response {
  const { store } = host.settings;
  if (!store) return refuseInWorkspace(request, host);
  store.delete(nameOf(request));
  return empty(request, 204);
}

function refuseInWorkspace(request: HostRequest, host: HostContext): Response {
  const message = 'The settings of a workspace are its files local.settings.json and .env: edit those.';
  return failure(request, host.flavor, 403, message);
}

function nameOf(request: HostRequest): string {
  return request.req.param('name') ?? '';
}

/**
 * Several settings as members of an object, or a single one as the members `key` and `value`. Messages quote no value,
 * which may be a secret.
 *
 * @throws UserError `bad-body`
 */
function readChanges(text: string): Readonly<Record<string, string>> {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw new UserError('bad-body', 'The body is not valid JSON.');
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new UserError('bad-body', 'The body must be an object of settings.');
  }
  const entries = Object.entries(body);
  const single = new Map(entries);
  const isSingle = entries.length === 2 && single.has('key') && single.has('value');
  const pairs = isSingle ? [[readName(single.get('key')), single.get('value')] as const] : entries;
  return Object.fromEntries(pairs.map(([name, value]) => [name, readValue(name, value)]));
}

function readName(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function readValue(name: string, value: unknown): string {
  // Jobs get settings as environment variables, which can hold neither.
  if (/[=\0]/.test(name)) throw new UserError('bad-body', `'${name}' cannot be the name of a setting.`);
  const isScalar = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  if (!isScalar || String(value).includes('\0')) {
    throw new UserError('bad-body', `The value of the setting '${name}' must be a text.`);
  }
  return String(value);
}
