import { UserError } from '../base/userError';

/**
 * The base address of an SCM site, without a final `/`.
 * @throws UserError when `text` is no address, carries credentials, or would send them in the clear over a network (R1).
 */
export function parseSiteUrl(text: string): URL {
  const address = text.includes('://') ? text : `https://${text}`;
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || (url.protocol !== 'https:' && url.protocol !== 'http:') || url.hostname === '') {
    throw new UserError(
      'site-url-invalid',
      `${text} is no address of a site. Use one such as https://name.scm.azurewebsites.net.`,
    );
  }
  if (url.username !== '' || url.password !== '') {
    throw new UserError(
      'site-url-credentials',
      `The address of ${url.host} contains credentials, which would end up in logs. Give user and password on their own.`,
    );
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    throw new UserError(
      'site-url-insecure',
      `Credentials for ${url.host} would travel unencrypted over http. Use https://${url.host}.`,
    );
  }
  url.search = '';
  url.hash = '';
  url.pathname = url.pathname.replace(/\/+$/, '');
  return url;
}

export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}
