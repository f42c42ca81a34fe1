import type { TransportStatistics } from '../remote/scmTransport';
import type { PreparedPublish } from './preparePublish';
import type { PlanReason, PublishMode } from './publishPlan';
import type { PublishResult } from './publishOptions';

/** The JSON of `webjobs publish` (product.md, section C). Each path stands in exactly one list; all lists are sorted. */
export interface PublishReport {
  readonly mode: PublishMode;
  readonly added: readonly string[];
  readonly replaced: readonly string[];
  readonly kept: readonly { readonly path: string; readonly reason: PlanReason }[];
  readonly deleted: readonly string[];
  readonly newerOnSite: readonly string[];
  /** Bytes of all request bodies. */
  readonly uploadedBytes: number;
  /** Every HTTP request, repetitions included. */
  readonly requests: number;
  readonly verified: boolean;
  /** The job as the service sent it. */
  readonly job: unknown;
}

/** @param result undefined for a dry run: the lists then tell what would happen. */
export function publishReport(
  { request, plan }: PreparedPublish,
  result: PublishResult | undefined,
  statistics: TransportStatistics,
): PublishReport {
  const pathsOf = (action: (typeof plan.files)[number]['action']): string[] =>
    plan.files.filter((file) => file.action === action).map(({ path }) => path);
  return {
    mode: request.mode,
    added: pathsOf('add'),
    replaced: pathsOf('replace'),
    kept: plan.files.filter(({ action }) => action === 'keep').map(({ path, reason }) => ({ path, reason })),
    deleted: pathsOf('delete'),
    newerOnSite: pathsOf('newerOnSite'),
    uploadedBytes: statistics.uploadedBytes,
    requests: statistics.requests,
    verified: result?.isVerified ?? false,
    job: result?.job?.body ?? null,
  };
}
