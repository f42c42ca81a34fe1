import type { HostRequest } from './hostContext';

/**
 * How a request that came through Azure Resource Manager is answered (kudu-webjobs §8.7): objects are wrapped, and lists
 * become `{"value":[…]}`. The address of the resource comes in the `Referer` header.
 */
export interface ArmRequest {
  /** The path of the requested resource or list. */
  readonly path: string;
  readonly location: string;
}

/** Undefined for a request that came directly. */
export function armRequestOf(request: HostRequest): ArmRequest | undefined {
  const location = request.req.header('x-ms-geo-location');
  if (location === undefined) return undefined;
  try {
    return { path: new URL(request.req.header('Referer') ?? '').pathname.replace(/\/$/, ''), location };
  } catch {
    return { path: '', location };
  }
}

/** Wraps one object whose address is the request's own. */
export function armObject(arm: ArmRequest, properties: Record<string, unknown>): Record<string, unknown> {
  return wrap(arm.path, arm.location, properties);
}

/** Wraps a list of objects, each with a `name`, which lie one step below the request's address. */
export function armList(arm: ArmRequest, list: readonly Record<string, unknown>[]): Record<string, unknown> {
  return {
    value: list.map((properties) => wrap(`${arm.path}/${String(properties.name)}`, arm.location, properties)),
  };
}

function wrap(id: string, location: string, properties: Record<string, unknown>): Record<string, unknown> {
  // After the provider, types and names take turns: Microsoft.Web/sites/{site}/triggeredwebjobs/{job}/history/{run}.
  const [, provider = '', rest = ''] = /\/providers\/([^/]+)\/(.*)$/.exec(id) ?? [];
  const steps = rest.split('/');
  const types = steps.filter((_, index) => index % 2 === 0);
  const names = steps.filter((_, index) => index % 2 === 1);
  return { id, name: names.join('/'), type: [provider, ...types].join('/'), location, properties };
}
