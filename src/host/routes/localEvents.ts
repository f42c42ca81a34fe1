import { DisposableStore } from '../../core/base/disposable';
import { UserError } from '../../core/base/userError';
import type { HostEvent } from '../../core/hostClient/hostApi';
import type { HostContext, HostRequest } from '../hostContext';
import { responseAlreadySent } from '../responses';

/** How often a client hears that the host lives, in milliseconds. */
const aliveEveryMs = 2_000;

/** Announces every change until the client leaves. The open stream is the client's lease. */
export async function streamEvents(request: HostRequest, host: HostContext): Promise<Response> {
  if (host.isEnding())
    throw new UserError('host-ending', 'The host is stopping its jobs and ends; connect again for a new one.');
  const { outgoing } = request.env;
  const subscriptions = new DisposableStore();
  outgoing.once('close', () => subscriptions.dispose());
  subscriptions.add(host.leases.acquire());

  // Only the latest state of a job counts, so that a slow reader costs one event for each job and not one for each change.
  const pending = new Map<string, HostEvent>();
  let isReady = false;
  const flush = (): void => {
    if (!isReady || outgoing.destroyed) return;
    for (const [key, event] of pending) {
      if (outgoing.writableNeedDrain) return;
      pending.delete(key);
      outgoing.write(`${JSON.stringify(event)}\n`);
    }
  };
  const announce = (key: string, event: HostEvent): void => {
    // Deleting first keeps the order in which things happened.
    pending.delete(key);
    pending.set(key, event);
    flush();
  };
  outgoing.on('drain', flush);
  subscriptions.add(host.engine.onDidChangeJob((job) => announce(`${job.kind} ${job.name}`, { type: 'job', job })));
  subscriptions.add(
    host.engine.onDidRemoveJob(({ kind, name }) => announce(`${kind} ${name}`, { type: 'removed', kind, name })),
  );
  subscriptions.add(host.onDidChangeInfo((info) => announce('info', { type: 'info', info })));

  const jobs = await host.engine.jobs();
  outgoing.writeHead(200, { 'Content-Type': 'application/x-ndjson', 'Cache-Control': 'no-store' });
  outgoing.write(`${JSON.stringify({ type: 'snapshot', info: host.info(), jobs } satisfies HostEvent)}\n`);
  isReady = true;
  flush();
  const timer = setInterval(() => announce('alive', { type: 'alive' }), aliveEveryMs);
  subscriptions.add({ dispose: () => clearInterval(timer) });
  return responseAlreadySent;
}
