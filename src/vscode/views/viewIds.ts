/** Ids of view containers and views, as package.json declares them. */
export const viewContainerId = 'webjobs';
export const jobsViewId = 'webjobs.jobs';
