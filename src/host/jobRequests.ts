import { systemErrorCode, UserError } from '../core/base/userError';
import { baseUrl, type HostContext, type HostRequest } from './hostContext';
import type { ResponseOrigin } from './jobResponses';
import { isPlainName } from './pathContainment';
import { empty, exceptionFailure, failure, plainText } from './responses';

export function originOf(request: HostRequest, host: HostContext): ResponseOrigin {
  return { base: baseUrl(request), flavor: host.flavor, now: Date.now() };
}

/** The job's name in the address; undefined when it is none that a folder could have. */
export function jobNameOf(request: HostRequest, host: HostContext): string | undefined {
  const name = request.req.param('job') ?? '';
  return isPlainName(name, host.flavor) ? name : undefined;
}

/** In a workspace the jobs are the user's own sources: only the editor writes them. */
export function refuseToWriteSources(request: HostRequest, host: HostContext): Response {
  const { site, paths } = host;
  const sources = site.type === 'job' ? site.folder : (paths.jobsRoots[0] ?? paths.home);
  const message = `The jobs of this site are the sources in '${sources}', which its API does not change: edit, start and stop them from the workspace.`;
  return failure(request, host.flavor, 403, message);
}

/** What the service answers when the engine refuses, or the file system does (kudu-webjobs §8.3, §8.5). */
export function engineFailure(request: HostRequest, host: HostContext, error: unknown): Response {
  if (error instanceof UserError) {
    switch (error.code) {
      case 'job-not-found':
        return empty(request, 404);
      case 'already-running':
        return plainText(request, 'Cannot start a new run since job is already running.', 409);
      case 'webjobs-stopped':
        return plainText(request, 'WebJobs are currently in "stopped" state.', 409);
    }
  }
  if (systemErrorCode(error) === 'EROFS') return empty(request, 503);
  if (isFileSystemError(error) || error instanceof UserError) {
    return exceptionFailure(request, host.flavor, 409, error);
  }
  throw error;
}

/** Node's other errors with a code are faults of this program. */
function isFileSystemError(error: unknown): boolean {
  const code = systemErrorCode(error) ?? 'ERR_';
  return !code.startsWith('ERR_') || code.startsWith('ERR_FS_');
}
