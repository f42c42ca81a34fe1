/** The debug type that package.json contributes. */
export const debugType = 'webjob';

/** The debug type of this extension's own child sessions for Python, for machines without the Python debugger extension. */
export const pythonDebugType = 'webjob-python';

/** The task type that package.json contributes. */
export const taskType = 'webjob';

/** The scheme of files that lie on a site. */
export const siteScheme = 'webjobs';

/** The language of job output and of the log files that hold it, which colours levels. */
export const outputLanguageId = 'webjobs-log';

/** The type of the timeline's panel, as the manifest's activation event names it. */
export const timelinePanelType = 'webjobs.timeline';
