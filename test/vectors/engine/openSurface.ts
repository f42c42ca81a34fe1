import type { EngineOptions } from '../../../src/core/runner/engineOptions';
import { type EngineSurface, InProcessSurface } from './engineSurface';
import { RestSurface } from './restSurface';

/** Actions for which there is no request, or after which nobody would answer one. */
const actionsWithoutRequest: ReadonlySet<string> = new Set(['host-shutdown', 'posted-web-hooks']);

/**
 * The surface for a case: the local site over HTTP; the engine itself for what HTTP cannot show, and for two instances on
 * one site.
 */
export function openSurface(
  options: EngineOptions,
  actions: readonly { readonly do: string; readonly trigger?: string }[],
  { instances = 1 }: { readonly instances?: number } = {},
): Promise<EngineSurface> {
  const needsEngine =
    instances > 1 || actions.some((action) => actionsWithoutRequest.has(action.do) || action.trigger !== undefined);
  return needsEngine ? InProcessSurface.open(options) : RestSurface.open(options);
}
