import { type Disposable, type TaskProvider, tasks } from 'vscode';
import { taskType } from '../contributedTypes';

/** Registers the task type `webjob` (product D6), which is built when VS Code asks for tasks. */
export function registerTasks(load: () => Promise<TaskProvider>): Disposable {
  return tasks.registerTaskProvider(taskType, {
    provideTasks: async (token) => (await load()).provideTasks(token),
    resolveTask: async (task, token) => (await load()).resolveTask(task, token),
  });
}
