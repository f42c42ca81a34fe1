import { messageText } from '../../core/base/message';
import { PublishError } from '../../core/publish/publishError';
import type { PreflightProblem } from '../../core/publish/preflight';
import type { PublishRequest } from '../../core/publish/preparePublish';
import { otherKind } from '../../core/remote/siteFacts';

/** A problem of a publish with the option or command of the terminal that helps; the core's own texts name none. */
export function problemText({ code, message }: PreflightProblem, { kind, name }: PublishRequest): string {
  const text = messageText(message);
  switch (code) {
    case 'job-name':
      return `${text} Use --name.`;
    case 'other-kind-exists':
      return `${text} For example: webjobs remote delete ${name} --kind ${otherKind(kind)}.`;
    case 'in-the-way':
      return `${text} Use --delete-extra.`;
    default:
      return text;
  }
}

/** What to type after a publish that failed; empty where its own message says it all. */
export function failureHint(error: unknown, name: string): string {
  const isNotStarted = error instanceof PublishError && error.outcome === 'new-not-started';
  return isNotStarted ? ` For example: webjobs remote start ${name}.` : '';
}
