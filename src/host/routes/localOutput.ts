import type { ServerResponse } from 'node:http';
import { UserError } from '../../core/base/userError';
import type { JobKey } from '../../core/jobs/job';
import type { FollowFrom, OutputSink } from '../../core/runner/webJobsEngine';
import type { HostContext, HostRequest } from '../hostContext';
import { queryOf } from '../requestPath';
import { responseAlreadySent } from '../responses';

/** A job's log lines as they are written. The headers go out when the first line after them cannot be missed any more. */
export async function streamOutput(request: HostRequest, host: HostContext, key: JobKey): Promise<Response> {
  const { incoming, outgoing } = request.env;
  const following = host.engine.followOutput(key, followFrom(queryOf(incoming.url ?? '')), sinkFor(outgoing));
  outgoing.once('close', () => following.dispose());
  await following.attached;
  if (!outgoing.headersSent) outgoing.writeHead(200, outputHeaders);
  outgoing.flushHeaders();
  return responseAlreadySent;
}

const outputHeaders = { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' };

function followFrom(query: URLSearchParams): FollowFrom {
  const run = query.get('run');
  const from = query.get('from') ?? (run === null ? 'now' : 'run');
  if (from === 'now') return { from };
  if (from !== 'run') throw new UserError('bad-query', `'from' is "now" or "run", not "${from}".`);
  return run === null ? { from } : { from, runId: run };
}

/** Passes the reader's pace on: a write is done when the connection takes more, or is gone. */
function sinkFor(outgoing: ServerResponse): OutputSink {
  return {
    write(chunk) {
      if (!outgoing.headersSent) outgoing.writeHead(200, outputHeaders);
      if (outgoing.destroyed || outgoing.write(chunk)) return undefined;
      return new Promise((resolve) => {
        const proceed = (): void => {
          outgoing.off('drain', proceed);
          outgoing.off('close', proceed);
          resolve();
        };
        outgoing.once('drain', proceed);
        outgoing.once('close', proceed);
      });
    },
    end() {
      if (!outgoing.headersSent) outgoing.writeHead(200, outputHeaders);
      outgoing.end();
    },
  };
}
