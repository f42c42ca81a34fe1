import type { JobKey } from '../../core/jobs/job';

/** The address that runs a triggered job or starts a continuous one; it holds no credentials. */
export function webHookUrl(siteUrl: string, { kind, name }: JobKey): string {
  const action = kind === 'triggered' ? 'run' : 'start';
  return `${new URL(siteUrl).origin}/api/${kind}webjobs/${encodeURIComponent(name)}/${action}`;
}

/**
 * The same as a line for a shell. The password is a variable of that shell, so that it stands in no history.
 *
 * @param user undefined where the user's name is as secret as the password.
 */
export function curlCommand(siteUrl: string, job: JobKey, user: string | undefined): string {
  // User names of publish profiles begin with a dollar sign, which a shell must not replace.
  const name = user === undefined ? '"$USERNAME"' : shellQuote(user);
  // An empty body makes curl send a length, without which some servers refuse a POST.
  return `curl -X POST -d '' -u ${name}:"$PASSWORD" ${shellQuote(webHookUrl(siteUrl, job))}`;
}

function shellQuote(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
