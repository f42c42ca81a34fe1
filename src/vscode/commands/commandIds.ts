/** Every command of the extension; `test/manifest.test.ts` holds package.json to this list. */
export const commandIds = {
  newJob: 'webjobs.newJob',
  buildSchedule: 'webjobs.buildSchedule',
  runJob: 'webjobs.runJob',
  runJobWithArguments: 'webjobs.runJobWithArguments',
  stopJob: 'webjobs.stopJob',
  debugJob: 'webjobs.debugJob',
  debugJobWithArguments: 'webjobs.debugJobWithArguments',
  showOutput: 'webjobs.showOutput',
  openScript: 'webjobs.openScript',
  openSettings: 'webjobs.openSettings',
  refresh: 'webjobs.refresh',
  startLocalSite: 'webjobs.startLocalSite',
  stopLocalSite: 'webjobs.stopLocalSite',
  openLocalSiteFolder: 'webjobs.openLocalSiteFolder',
  publishJob: 'webjobs.publishJob',
  zipJob: 'webjobs.zipJob',
  enableSchedules: 'webjobs.enableSchedules',
  disableSchedules: 'webjobs.disableSchedules',
  copyScmUrl: 'webjobs.copyScmUrl',
  connectToSite: 'webjobs.connectToSite',
  removeSite: 'webjobs.removeSite',
  showLog: 'webjobs.showLog',
} as const;

export type CommandId = (typeof commandIds)[keyof typeof commandIds];
