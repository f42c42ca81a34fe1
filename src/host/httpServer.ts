import type { Server } from 'node:http';
import { createAdaptorServer, type HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { errorMessage, systemErrorCode, UserError } from '../core/base/userError';
import { hostPrefix } from '../core/hostClient/hostApi';
import { type Credentials, refuseForeignPages, requireCredentials } from './basicAuthentication';
import type { HostApp, HostContext, HostRequest } from './hostContext';
import type { JobLists } from './jobLists';
import { RefusedPathError } from './pathContainment';
import { empty, exceptionFailure, failure } from './responses';
import { addCommandRoutes } from './routes/command';
import { addEnvironmentRoutes } from './routes/environment';
import { addLocalRoutes, localFailure } from './routes/local';
import { addSettingsRoutes } from './routes/settings';
import { addVfsRoutes } from './routes/vfs';
import { addWebJobsRoutes } from './routes/webJobs';
import { addZipRoutes } from './routes/zip';

/** The site's whole HTTP surface. Every request passes authentication first, also for addresses that do not exist. */
export function createSiteApp(host: HostContext, lists: JobLists, credentials: Credentials): HostApp {
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.use('*', refuseForeignPages);
  app.use('*', requireCredentials(credentials));
  addLocalRoutes(app, host);
  addWebJobsRoutes(app, host, lists);
  addVfsRoutes(app, host);
  addZipRoutes(app, host);
  addSettingsRoutes(app, host);
  addEnvironmentRoutes(app, host);
  addCommandRoutes(app, host);
  app.notFound((request) => empty(request, 404));
  app.onError((error, request) => answerError(error, request, host));
  return app;
}

/**
 * Serves `app` on loopback and nowhere else.
 *
 * @param port 0 for a free one.
 * @throws UserError `port-in-use`
 */
export function listen(app: HostApp, port: number): Promise<{ readonly server: Server; readonly url: string }> {
  const server = createAdaptorServer({ fetch: app.fetch, overrideGlobalObjects: false }) as Server;
  // An upload may take as long as it takes.
  server.requestTimeout = 0;
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(listenError(error, port)));
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      const actualPort = typeof address === 'object' && address !== null ? address.port : port;
      resolve({ server, url: `http://127.0.0.1:${actualPort}` });
    });
  });
}

function listenError(error: Error, port: number): Error {
  switch (systemErrorCode(error)) {
    case 'EADDRINUSE':
      return new UserError(
        'port-in-use',
        `Port ${port} is in use by another program. Choose another one with --port, or leave it out for a free one.`,
        { cause: error },
      );
    case 'EACCES':
      return new UserError(
        'port-refused',
        `Port ${port} may not be used by this user. Choose one above 1023 with --port.`,
        { cause: error },
      );
    default:
      return error;
  }
}

function answerError(error: Error, request: HostRequest, host: HostContext): Response {
  if (error instanceof RefusedPathError) return failure(request, host.flavor, 400, error.message);
  // A client that has left in the middle of its request is no fault of the host, and hears nothing any more.
  const { incoming } = request.env;
  if (!(error instanceof UserError) && !(incoming.destroyed && !incoming.complete)) {
    host.logger.error(`${request.req.method} ${request.req.path} failed: ${errorMessage(error)}`, error);
  }
  if (request.req.path.startsWith(`${hostPrefix}/`)) return localFailure(request, error);
  return exceptionFailure(request, host.flavor, error instanceof UserError ? 400 : 500, error);
}
