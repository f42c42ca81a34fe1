/** The `when` keys that the extension sets, with the values they take. */
export interface ContextValues {
  /** At least one job is known, in any site. */
  readonly 'webjobs.hasJobs': boolean;
  /** At least one job is alive, so that there is something to stop. */
  readonly 'webjobs.hasRunningJobs': boolean;
  /** The folders of the workspace's jobs, as the explorer writes paths: menus test membership. */
  readonly 'webjobs.jobFolders': readonly string[];
  readonly 'webjobs.localSite': 'stopped' | 'starting' | 'started';
  /** Schedules fire in this workspace; false as well while the workspace has no jobs. */
  readonly 'webjobs.schedulesEnabled': boolean;
  /** The workspace has launch configurations, so that F5 means one of those. */
  readonly 'webjobs.hasLaunchConfigurations': boolean;
  readonly 'webjobs.hasWorkspaceJobs': boolean;
  /** Jobs of the workspace are alive, so that they can be stopped together. */
  readonly 'webjobs.hasRunningWorkspaceJobs': boolean;
  /** The outputs of jobs show errors only. */
  readonly 'webjobs.errorsOnly': boolean;
  /** Sites beside the workspace and the local one are connected. */
  readonly 'webjobs.hasSites': boolean;
  /** A publish to one of the window's sites can be undone. */
  readonly 'webjobs.hasUndoablePublish': boolean;
  /** A publish to one of the window's sites was cut off and is to be put in order. */
  readonly 'webjobs.hasCutOffPublish': boolean;
}

export type ContextKey = keyof ContextValues;

export const contextKeys = [
  'webjobs.hasJobs',
  'webjobs.hasRunningJobs',
  'webjobs.jobFolders',
  'webjobs.localSite',
  'webjobs.schedulesEnabled',
  'webjobs.hasLaunchConfigurations',
  'webjobs.hasWorkspaceJobs',
  'webjobs.hasRunningWorkspaceJobs',
  'webjobs.errorsOnly',
  'webjobs.hasSites',
  'webjobs.hasUndoablePublish',
  'webjobs.hasCutOffPublish',
] as const satisfies readonly ContextKey[];

/** The only place that sets context keys. Equal values are not sent again. */
export class ContextKeys {
  private readonly sent = new Map<ContextKey, string>();

  /** @param setContext hands one key to the editor. */
  constructor(private readonly setContext: (key: ContextKey, value: unknown) => void) {}

  set<K extends ContextKey>(key: K, value: ContextValues[K]): void {
    const text = JSON.stringify(value);
    if (this.sent.get(key) === text) return;
    this.sent.set(key, text);
    this.setContext(key, value);
  }
}
