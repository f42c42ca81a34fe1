import { message } from '../base/message';
import { UserError } from '../base/userError';

/**
 * The base address of an SCM site, without a final `/`.
 * @throws UserError when `text` is no address, carries credentials, or would send them in the clear over a network (R1).
 */
export function parseSiteUrl(text: string): URL {
  const url = text.includes('://') ? tryParse(text) : withScheme(text);
  if (url === undefined || (url.protocol !== 'https:' && url.protocol !== 'http:') || url.hostname === '') {
    throw new UserError(
      'site-url-invalid',
      message('{text} is no address of a site. Use one such as https://name.scm.azurewebsites.net.', { text }),
    );
  }
  if (url.username !== '' || url.password !== '') {
    throw new UserError(
      'site-url-credentials',
      message(
        'The address of {host} contains credentials, which would end up in logs. Give user and password on their own.',
        {
          host: url.host,
        },
      ),
    );
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    throw new UserError(
      'site-url-insecure',
      message('Credentials for {host} would travel unencrypted over http. Use https://{host}.', { host: url.host }),
    );
  }
  url.search = '';
  url.hash = '';
  url.pathname = url.pathname.replace(/\/+$/, '');
  return url;
}

/** Publish profiles leave the scheme out; a site on this machine has no certificate. */
function withScheme(text: string): URL | undefined {
  const url = tryParse(`https://${text}`);
  return url !== undefined && isLoopback(url.hostname) ? tryParse(`http://${text}`) : url;
}

function tryParse(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}

export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}
