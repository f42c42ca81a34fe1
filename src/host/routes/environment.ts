import type { HostApp, HostContext } from '../hostContext';
import { json } from '../responses';

/** Tells what answers: the version of the engine in place of Kudu's. */
export function addEnvironmentRoutes(app: HostApp, host: HostContext): void {
  for (const path of ['/api/environment', '/environment']) {
    app.get(path, (request) => json(request, { version: host.info().version }));
  }
}
