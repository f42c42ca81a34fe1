import { type Uri, ViewColumn, type WebviewPanel, l10n, window } from 'vscode';
import type { Clock } from '../../core/base/clock';
import { type Disposable, MutableDisposable } from '../../core/base/disposable';
import { timelinePanelType } from '../contributedTypes';
import type { Notifier } from '../notifier';
import type { SiteClients } from '../remote/siteClients';
import type { SiteRegistry } from '../sites/siteRegistry';
import type { VisibleRefresh } from '../views/visibleRefresh';
import type { Settings } from '../workspace/settings';
import type { TimelinePanel } from './timelinePanel';

/** What the timeline shows, and with what. */
export interface TimelineOptions {
  readonly registry: SiteRegistry;
  readonly siteClients: SiteClients;
  readonly settings: Settings;
  readonly notifier: Notifier;
  readonly clock: Clock;
  /** Keeps remote sites up to date while somebody looks. */
  readonly polling: VisibleRefresh;
  readonly extensionUri: Uri;
}

/** Shows the one panel of the timeline (V5). Everything about it is loaded when it is first shown. */
export class TimelineView implements Disposable {
  private readonly shown = new MutableDisposable<TimelinePanel>();

  constructor(private readonly options: TimelineOptions) {}

  async show(): Promise<void> {
    if (this.shown.value) this.shown.value.panel.reveal();
    else await this.fill(window.createWebviewPanel(timelinePanelType, l10n.t('Timeline of Runs'), ViewColumn.Active));
  }

  /** Shows the timeline in a panel: a new one, or one that VS Code has restored. */
  async fill(panel: WebviewPanel): Promise<void> {
    const { TimelinePanel } = await import('./timelinePanel');
    // The window may have restored one while another was asked for.
    this.shown.value?.panel.dispose();
    const timeline = new TimelinePanel(panel, this.options);
    this.shown.value = timeline;
    panel.onDidDispose(() => {
      timeline.dispose();
      if (this.shown.value === timeline) this.shown.value = undefined;
    });
  }

  dispose(): void {
    this.shown.dispose();
  }
}
