import { message } from '../base/message';
import { XMLParser } from 'fast-xml-parser';
import { UserError } from '../base/userError';
import { parseSiteUrl } from './siteUrl';

/** Where to publish and with which deployment credentials. The password is a secret: it belongs in secret storage only. */
export interface PublishProfile {
  /** Address of the SCM site. */
  readonly scmUrl: string;
  readonly user: string;
  readonly password: string;
  /** Name of the app, for display. */
  readonly siteName: string;
}

/** The methods whose address is the SCM site, the best first; FTP profiles have another host. */
const methods = ['ZipDeploy', 'MSDeploy'] as const;

/**
 * Reads a publish profile as the portal hands it out (`*.PublishSettings`).
 * @throws UserError when the text is no profile, holds no SCM address, or its password is masked.
 */
export function parsePublishProfile(text: string): PublishProfile {
  const profiles = readProfiles(text);
  const found = methods
    .map((method) => profiles.find((profile) => profile.publishMethod?.toLowerCase() === method.toLowerCase()))
    .find((profile) => profile !== undefined);
  if (found === undefined) {
    throw new UserError(
      'publish-profile-no-scm',
      message(
        "The publish profile has no ZipDeploy or MSDeploy entry, so the SCM address is unknown. Download it again from the app's overview page in the portal.",
      ),
    );
  }
  const { publishUrl = '', userName = '', userPWD = '', msdeploySite } = found;
  checkCredentials(userName, userPWD);
  const url = siteUrlOf(publishUrl);
  const siteName = msdeploySite ?? url.hostname.split('.')[0] ?? url.hostname;
  return { scmUrl: url.origin, user: userName, password: userPWD, siteName };
}

/** Attributes of a `publishProfile` element that matter. */
interface ProfileAttributes {
  readonly publishMethod?: string;
  readonly publishUrl?: string;
  readonly userName?: string;
  readonly userPWD?: string;
  readonly msdeploySite?: string;
}

function readProfiles(text: string): readonly ProfileAttributes[] {
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '',
    parseAttributeValue: false,
    // Character references count as entities of HTML for this parser.
    htmlEntities: true,
    isArray: (name) => name === 'publishProfile',
  });
  let document: { publishData?: { publishProfile?: readonly ProfileAttributes[] } | string };
  try {
    document = parser.parse(text.replace(/^\uFEFF/, '').trim()) as typeof document;
  } catch {
    document = {}; // the parser's own words would quote the text, which may hold a password
  }
  const profiles = typeof document.publishData === 'object' ? document.publishData.publishProfile : undefined;
  if (profiles === undefined) {
    throw new UserError(
      'publish-profile-invalid',
      message(
        "This is no publish profile: an XML document with publishData and publishProfile elements is expected. Download it from the app's overview page in the portal.",
      ),
    );
  }
  return profiles;
}

/** The portal masks secrets for people without the right, and in some views for everybody. */
function checkCredentials(user: string, password: string): void {
  if (user === '' || password === '' || /^(?:\*+|REDACTED|\[REDACTED\])$/i.test(password)) {
    throw new UserError(
      'publish-profile-masked',
      message(
        'The publish profile holds no usable password: it is masked or empty. Switch on "SCM Basic Auth Publishing Credentials" in the app\'s configuration and download the profile again with an account that may see it.',
      ),
    );
  }
}

/** With an error that does not show the address: where a quote is missing, it reaches across the password. */
function siteUrlOf(publishUrl: string): URL {
  try {
    // A URL parser takes the drive of a Windows path for a host.
    if (!publishUrl.includes('\\')) return parseSiteUrl(withoutDefaultPort(publishUrl));
  } catch (error) {
    if (!(error instanceof UserError) || error.code !== 'site-url-invalid') throw error;
  }
  throw new UserError(
    'site-url-invalid',
    message(
      "The publishUrl of the publish profile is no address of a site. Download the profile again from the app's overview page in the portal.",
    ),
  );
}

/** Profiles write `host:443`; other ports are kept. */
function withoutDefaultPort(publishUrl: string): string {
  return publishUrl
    .trim()
    .replace(/:443(?=\/|$)/, '')
    .replace(/\/msdeploy\.axd.*$/i, '');
}
