import {
  CustomExecution,
  Task,
  type TaskDefinition,
  type TaskProvider,
  TaskScope,
  type WorkspaceFolder,
  l10n,
  workspace,
} from 'vscode';
import { UserError } from '../../core/base/userError';
import { kindOfJobFolder } from '../../core/jobs/jobPaths';
import { taskType } from '../contributedTypes';
import { jobAtFolder } from '../sites/jobAtFolder';
import type { SiteJob, SiteRegistry } from '../sites/siteRegistry';
import { readJobTask, taskMatcher } from './jobTask';
import { JobTerminal } from './jobTerminal';

/** Offers a task for each job of the workspace, and completes those of tasks.json. */
export class JobTaskProvider implements TaskProvider {
  constructor(private readonly registry: SiteRegistry) {}

  provideTasks(): Task[] {
    return this.registry.jobs.flatMap(({ site, job }) => {
      if (site.kind !== 'workspace' || job.runCommand === null) return [];
      const folder = (workspace.workspaceFolders ?? []).find(({ uri }) => job.folder.startsWith(uri.fsPath));
      const path = folder === undefined ? job.folder : job.folder.slice(folder.uri.fsPath.length + 1);
      const definition = { type: taskType, job: path.replaceAll('\\', '/'), kind: job.kind };
      return [this.complete(definition, folder, job.name)];
    });
  }

  resolveTask(task: Task): Task | undefined {
    const { definition, scope, name } = task;
    // A task that lacks the member is shown by VS Code with what is missing.
    if (typeof definition.job !== 'string') return undefined;
    return this.complete(definition, typeof scope === 'object' ? scope : undefined, name);
  }

  private complete(definition: TaskDefinition, folder: WorkspaceFolder | undefined, name: string): Task {
    const execution = new CustomExecution((resolved) => Promise.resolve(this.terminal(resolved, folder)));
    const task = new Task(definition, folder ?? TaskScope.Workspace, name, taskType, execution, taskMatcher);
    const kind = (definition.kind as unknown) ?? kindOfJobFolder(String(definition.job));
    // Whoever waits for a continuous job waits for its start, which the problem matcher sees.
    task.isBackground = kind === 'continuous';
    return task;
  }

  private terminal(definition: TaskDefinition, folder: WorkspaceFolder | undefined): JobTerminal {
    const text: unknown = definition.arguments;
    return new JobTerminal({
      find: () => this.find(definition, folder),
      arguments: typeof text === 'string' && text !== '' ? text : undefined,
      l10n,
    });
  }

  private async find(definition: TaskDefinition, folder: WorkspaceFolder | undefined): Promise<SiteJob> {
    const task = readJobTask(definition, (folder ?? workspace.workspaceFolders?.[0])?.uri.fsPath, l10n);
    const found = await jobAtFolder(this.registry, task.folder);
    const isOfKind = task.kind === undefined || found?.job.kind === task.kind;
    if (found !== undefined && isOfKind) return found;
    throw new UserError(
      'job-not-found',
      l10n.t('{0} is no job folder of this window. Correct "job" or "kind" of the task in tasks.json.', task.folder),
    );
  }
}
