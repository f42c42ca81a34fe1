import type { TextDocument } from 'vscode';
import { projectFileKind } from '../../core/jobs/projectFiles';
import { outputLanguageId } from '../contributedTypes';

/** By its name alone, wherever it lies. */
export function isSettingsJob(document: TextDocument): boolean {
  return /(^|\/)settings\.job$/i.test(document.uri.path);
}

/** Whether whoever opens this document has to do with jobs: with settings of one, a log, or a file of Visual Studio's. */
export function isAboutJobs(document: TextDocument): boolean {
  const { languageId, uri } = document;
  return languageId === outputLanguageId || isSettingsJob(document) || projectFileKind(uri.path) !== undefined;
}
