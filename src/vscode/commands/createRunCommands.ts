import { RunArguments } from '../workspace/runArguments';
import { AllJobs } from './allJobs';
import type { CommandContext } from './createCommands';
import { DebugJob } from './debugJob';
import { DismissEnd } from './dismissEnd';
import type { CommandHandlers } from './registerCommands';
import { RunJob } from './runJob';
import { ShowOutput } from './showOutput';
import { StopJob } from './stopJob';
import { forEachJob } from './selection';

type RunCommand =
  | 'webjobs.runJob'
  | 'webjobs.runJobWithArguments'
  | 'webjobs.stopJob'
  | 'webjobs.startAllJobs'
  | 'webjobs.stopAllJobs'
  | 'webjobs.debugJob'
  | 'webjobs.debugJobWithArguments'
  | 'webjobs.dismissEnd'
  | 'webjobs.showOutput'
  | 'webjobs.showErrorsOnly'
  | 'webjobs.showAllOutput';

/** Builds what runs, stops and debugs jobs, and shows what they write. */
export function createRunCommands(context: CommandContext): Pick<CommandHandlers, RunCommand> {
  const { picker, outputs, contextKeys } = context;
  const runArguments = new RunArguments(context.memory);
  const runJob = new RunJob(picker, outputs, runArguments);
  const stopJob = new StopJob(picker);
  const allJobs = new AllJobs(context.sites.registry, outputs);
  const debugJob = new DebugJob(picker, context.settings, runArguments);
  const dismissEnd = new DismissEnd(picker, context.dismissedEnds);
  const showOutput = new ShowOutput(picker, outputs, contextKeys);
  return {
    'webjobs.runJob': forEachJob((target) => runJob.run(target)),
    'webjobs.runJobWithArguments': (target) => runJob.runWithArguments(target),
    'webjobs.stopJob': forEachJob((target) => stopJob.stop(target)),
    'webjobs.startAllJobs': (target) => allJobs.start(target),
    'webjobs.stopAllJobs': (target) => allJobs.stop(target),
    'webjobs.debugJob': (target) => debugJob.debug(target),
    'webjobs.debugJobWithArguments': (target) => debugJob.debugWithArguments(target),
    'webjobs.dismissEnd': forEachJob((target) => dismissEnd.dismiss(target)),
    'webjobs.showOutput': (target) => showOutput.show(target),
    'webjobs.showErrorsOnly': () => showOutput.showErrorsOnly(true),
    'webjobs.showAllOutput': () => showOutput.showErrorsOnly(false),
  };
}
