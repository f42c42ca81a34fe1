import { EventEmitter, type TreeDataProvider, type TreeView, window } from 'vscode';
import type { JobsTree } from './jobsTree';
import type { TreeNode } from './treeNodes';
import { jobsViewId } from './viewIds';

/** Creates the view of all jobs (product V1), whose tree is built when somebody first looks at it. */
export function registerJobsTree(load: () => Promise<JobsTree>): TreeView<TreeNode> {
  const didChange = new EventEmitter<TreeNode[] | undefined>();
  let loading: Promise<JobsTree> | undefined;
  const tree = (): Promise<JobsTree> =>
    (loading ??= load().then((provider) => {
      provider.onDidChangeTreeData((change) => didChange.fire(change));
      return provider;
    }));
  const treeDataProvider: TreeDataProvider<TreeNode> = {
    onDidChangeTreeData: didChange.event,
    getChildren: async (node) => (await tree()).getChildren(node),
    getTreeItem: async (node) => (await tree()).getTreeItem(node),
    getParent: async (node) => (await tree()).getParent(node),
    resolveTreeItem: async (item, node) => (await tree()).resolveTreeItem(item, node),
  };
  return window.createTreeView(jobsViewId, { treeDataProvider, showCollapseAll: true, canSelectMany: true });
}
