import { type TextDocument, type TextEditor, Uri, window } from 'vscode';
import { type Disposable, DisposableStore } from '../../core/base/disposable';
import { EventEmitter } from '../../core/base/event';
import type { Logger } from '../../core/base/logger';
import { errorMessage } from '../../core/base/userError';
import type { ScmClient } from '../../core/remote/scmClient';
import { readSiteFacts } from '../../core/remote/siteFacts';
import type { SiteTimeZone } from '../../protocol/settingsJobMessages';
import { siteScheme } from '../contributedTypes';
import { parseSiteUriPath, siteSegment } from '../remote/siteUri';
import type { Site } from '../sites/site';
import { isSettingsJob } from '../workspace/jobDocuments';

/** What is needed of the window's sites. */
export interface SiteTimeZonesContext {
  readonly registry: { readonly sites: readonly Site[] };
  readonly clients: { of(site: Site): Promise<Pick<ScmClient, 'getSiteSettings'>> };
  readonly logger: Logger;
}

/** The time zones of the sites whose `settings.job` files are on the screen. A site is asked each time one appears. */
export class SiteTimeZones implements Disposable {
  private readonly store = new DisposableStore();
  private readonly didChange = this.store.add(new EventEmitter<void>());
  /** By the part of a `webjobs:` address that stands for the site. */
  private readonly zones = new Map<string, SiteTimeZone>();
  private shown: ReadonlySet<string> = new Set();

  readonly onDidChange = this.didChange.event;

  constructor(private readonly context: SiteTimeZonesContext) {
    this.store.add(window.onDidChangeVisibleTextEditors((editors) => this.show(editors)));
    this.show(window.visibleTextEditors);
  }

  /** The zones that are known, by the beginning of the addresses that belong to them. */
  all(): Readonly<Record<string, SiteTimeZone>> {
    const prefixOf = (segment: string): string => Uri.from({ scheme: siteScheme, path: `/${segment}/` }).toString();
    return Object.fromEntries([...this.zones].map(([segment, zone]) => [prefixOf(segment), zone]));
  }

  /** The zone of the site that a file lies on; undefined for other files, and while nobody knows. */
  nameOf(uri: Uri): string | undefined {
    const zone = uri.scheme === siteScheme ? this.zones.get(parseSiteUriPath(uri.path).segment) : undefined;
    return zone?.kind === 'named' ? zone.name : zone?.kind === 'unset' ? 'UTC' : undefined;
  }

  dispose(): void {
    this.store.dispose();
  }

  private show(editors: readonly TextEditor[]): void {
    const shown = new Set(editors.map(({ document }) => segmentOf(document)).filter((each) => each !== undefined));
    for (const segment of shown) if (!this.shown.has(segment)) void this.ask(segment);
    this.shown = shown;
  }

  private async ask(segment: string): Promise<void> {
    const zone = await this.read(segment);
    this.zones.set(segment, zone);
    this.didChange.fire();
  }

  private async read(segment: string): Promise<SiteTimeZone> {
    const { registry, clients, logger } = this.context;
    const site = registry.sites.find(({ id }) => siteSegment(id) === segment);
    if (site === undefined) return { kind: 'untold' };
    try {
      return zoneIn(await (await clients.of(site)).getSiteSettings());
    } catch (error) {
      // The schedule is explained all the same, with a word that the site did not tell.
      logger.warn(`The time zone of ${site.label} could not be read: ${errorMessage(error)}`);
      return { kind: 'untold' };
    }
  }
}

/** The site of a `settings.job`; undefined for every other document. */
function segmentOf(document: TextDocument): string | undefined {
  const { scheme, path } = document.uri;
  return scheme === siteScheme && isSettingsJob(document) ? parseSiteUriPath(path).segment : undefined;
}

function zoneIn(settings: Readonly<Record<string, string>> | undefined): SiteTimeZone {
  if (settings === undefined) return { kind: 'untold' };
  const { zoneName } = readSiteFacts(settings);
  return zoneName === undefined ? { kind: 'unset' } : { kind: 'named', name: zoneName };
}
