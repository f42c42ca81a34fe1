import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { buildBundles } from '../support/bundles';
import { temporaryFolder } from '../support/fileTree';
import { type LocalSite, startLocalSite } from '../support/localSite';
import { type CliResult, runCliProcess } from '../support/runCliProcess';

const { cli } = buildBundles();

/** A local site, and the terminal command in a folder beside it. */
export interface SiteTerminal {
  readonly site: LocalSite;
  readonly folder: string;
  /** Runs a command with the connection options of the site. */
  readonly run: (...args: readonly string[]) => Promise<CliResult>;
}

/** Opens one that ends with the test. */
export async function openTerminal(t: TestContext): Promise<SiteTerminal> {
  const site = await startLocalSite(t);
  const folder = await temporaryFolder(t);
  const stateFolder = join(folder, 'state');
  const connection = ['--scm-url', site.url, '--user', site.user, '--password-env', 'SITE_PASSWORD'];
  const environment = { SITE_PASSWORD: site.password };
  return {
    site,
    folder,
    run: (...args) => runCliProcess(cli, [...args, ...connection], { stateFolder, environment, cwd: folder }),
  };
}
