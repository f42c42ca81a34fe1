import { randomBytes } from 'node:crypto';
import { Uri, type WebviewPanel, commands, env, l10n, workspace } from 'vscode';
import { type Disposable, DisposableStore, MutableDisposable } from '../../core/base/disposable';
import { minuteMs, secondMs } from '../../core/schedule/wallTime';
import type { TimelineHours, TimelineRequest } from '../../protocol/timelineMessages';
import { commandIds } from '../commands/commandIds';
import { scheduleDescriber } from '../views/describeSchedule';
import { TreeNodes } from '../views/treeNodes';
import { timelineContent } from './timelineContent';
import { timelinePage } from './timelinePage';
import { type TimelineEntry, TimelineSites } from './timelineSites';
import type { TimelineOptions } from './timelineView';

/** Changes that arrive within this time are drawn together. */
const redrawMs = 100;

/** How often the line of this moment moves on: often enough that it is never a pixel late. */
const tickMs: Readonly<Record<TimelineHours, number>> = { 1: 5 * secondMs, 6: 30 * secondMs, 24: minuteMs };

/** The panel of the timeline: sends the page what to show while it is visible, and does what is asked for there. */
export class TimelinePanel implements Disposable {
  private readonly store = new DisposableStore();
  private readonly redraw = this.store.add(new MutableDisposable());
  private readonly tick = this.store.add(new MutableDisposable());
  private readonly sites: TimelineSites;
  private hours: TimelineHours = 24;
  private isReady = false;

  constructor(
    readonly panel: WebviewPanel,
    private readonly options: TimelineOptions,
  ) {
    const { registry, siteClients, settings, clock, polling } = options;
    this.sites = this.store.add(
      new TimelineSites(registry, siteClients, settings, clock, scheduleDescriber(l10n.bundle)),
    );
    this.store.add(this.sites.onDidChange(() => this.drawSoon()));
    this.store.add(panel.webview.onDidReceiveMessage((request: TimelineRequest) => this.onRequest(request)));
    this.store.add(panel.onDidChangeViewState(() => this.onVisibility()));
    this.store.add({ dispose: () => polling.setVisible(this, false) });
    const icon = (name: string): Uri => Uri.joinPath(options.extensionUri, 'media', name);
    panel.iconPath = { light: icon('webjobsLight.svg'), dark: icon('webjobs.svg') };
    panel.webview.options = pageOptions(options.extensionUri);
    panel.webview.html = this.page();
    this.onVisibility();
  }

  dispose(): void {
    this.store.dispose();
  }

  private page(): string {
    const { webview } = this.panel;
    const uri = (...path: string[]): string =>
      webview.asWebviewUri(Uri.joinPath(this.options.extensionUri, ...path)).toString();
    const parts = {
      cspSource: webview.cspSource,
      nonce: randomBytes(16).toString('hex'),
      scriptUri: uri('dist', 'timeline.js'),
      styleUri: uri('media', 'timeline.css'),
      locale: env.language,
      zoneName: Intl.DateTimeFormat().resolvedOptions().timeZone,
    };
    return timelinePage(parts, l10n);
  }

  private onVisibility(): void {
    const isVisible = this.panel.visible;
    this.options.polling.setVisible(this, isVisible);
    // A hidden page is thrown away by the editor; it says when it is there again.
    if (!isVisible) this.isReady = false;
  }

  private onRequest(request: TimelineRequest): void {
    switch (request.type) {
      case 'ready':
        this.isReady = true;
        this.hours = request.hours ?? this.hours;
        this.draw();
        break;
      case 'hours':
        this.hours = request.hours;
        this.draw();
        break;
      case 'open': {
        const entry = this.sites.entries.find(({ timelineJob }) => timelineJob.id === request.rowId);
        if (entry) void this.open(entry, request.itemId);
      }
    }
  }

  private drawSoon(): void {
    this.redraw.value ??= this.options.clock.after(redrawMs, () => this.draw());
  }

  private draw(): void {
    this.redraw.value = undefined;
    this.tick.value = undefined;
    if (!this.isReady) return;
    const { clock } = this.options;
    const { hours, sites } = this;
    const context = { hours, nowMs: clock.now(), isReading: sites.isReading, locale: env.language, l10n };
    void this.panel.webview.postMessage(timelineContent(sites.entries, context));
    this.tick.value = clock.after(tickMs[hours], () => this.draw());
  }

  /** The log of a run or of a process; of a start to come the settings that bring it. */
  private async open(entry: TimelineEntry, itemId: string): Promise<void> {
    const { site, job, runs } = entry;
    const target = new TreeNodes().job(site, job);
    const run = runs.find(({ id }) => id === itemId);
    if (run === undefined) {
      const isProcess = itemId.startsWith('process');
      await commands.executeCommand(isProcess ? commandIds.showOutput : commandIds.openSettings, target);
    } else if (site.state.kind !== 'connected' && !workspace.isTrusted) {
      this.options.notifier.warn(
        l10n.t('Logs are read by a process of {0}, which waits until you trust the workspace.', site.label),
      );
    } else {
      const { key } = target;
      const node = { type: 'run', id: `${target.id}/run/${run.id}`, site, key, run };
      await commands.executeCommand(commandIds.openRunOutput, node);
    }
  }
}

/** What the page may do: run its script, and load it and its style. */
export function pageOptions(extensionUri: Uri): WebviewPanel['webview']['options'] {
  const folders = ['dist', 'media'].map((name) => Uri.joinPath(extensionUri, name));
  return { enableScripts: true, localResourceRoots: folders };
}
