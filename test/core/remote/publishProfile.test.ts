import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parsePublishProfile } from '../../../src/core/remote/publishProfile';

function profile(method: string, attributes: Record<string, string>): string {
  const text = Object.entries({ publishMethod: method, userName: '$shop', userPWD: 'made-up', ...attributes })
    .map(([name, value]) => `${name}="${value}"`)
    .join(' ');
  return `<publishProfile ${text}><databases/></publishProfile>`;
}

const document = (...profiles: string[]): string =>
  `\uFEFF<?xml version="1.0"?>\r\n<publishData>${profiles.join('')}</publishData>`;

const web = profile('MSDeploy', { publishUrl: 'shop.scm.azurewebsites.net:443', msdeploySite: 'shop', userPWD: 'web' });
const ftp = profile('FTP', { publishUrl: 'ftps://waws.ftp.azurewebsites.windows.net/site/wwwroot', userPWD: 'ftp' });
const zip = profile('ZipDeploy', { publishUrl: 'shop-zip.scm.azurewebsites.net:443', userPWD: 'zip' });

test('ZipDeploy is taken before MSDeploy, FTP never, and the port goes', () => {
  const found = parsePublishProfile(document(web, ftp, zip));
  assert.deepEqual(found, {
    scmUrl: 'https://shop-zip.scm.azurewebsites.net',
    user: '$shop',
    password: 'zip',
    siteName: 'shop-zip',
  });
  assert.deepEqual(parsePublishProfile(document(ftp, web)), {
    scmUrl: 'https://shop.scm.azurewebsites.net',
    user: '$shop',
    password: 'web',
    siteName: 'shop',
  });
});

test('entities are decoded, once', () => {
  const text = document(
    profile('MSDeploy', {
      publishUrl: 'a.net:443',
      userPWD: 'a&amp;b&lt;&quot;&apos;&#65;&#x42;&amp;lt;',
      userName: 'x&amp;y',
    }),
  );
  const { user, password } = parsePublishProfile(text);
  assert.deepEqual([user, password], ['x&y', 'a&b<"\'AB&lt;']);
});

test('a password of digits stays text', () => {
  assert.equal(
    parsePublishProfile(document(profile('MSDeploy', { publishUrl: 'a.net', userPWD: '00123' }))).password,
    '00123',
  );
});

test('a masked or empty password is told, with what to do', () => {
  for (const userPWD of ['REDACTED', '*****', '']) {
    const text = document(profile('MSDeploy', { publishUrl: 'a.net', userPWD }));
    assert.throws(() => parsePublishProfile(text), { code: 'publish-profile-masked', message: /Switch on/ });
  }
});

test('what is no profile is told without quoting it', () => {
  for (const text of [
    '',
    'secret',
    '{"a":1}',
    '<publishData',
    '<html><body>secret</body></html>',
    '<publishData/>',
    '<publishData>x</publishData>',
  ]) {
    assert.throws(
      () => parsePublishProfile(text),
      (error: Error & { code?: string }) =>
        error.code === 'publish-profile-invalid' && !error.message.includes('secret'),
      text,
    );
  }
  assert.throws(() => parsePublishProfile(document(ftp)), { code: 'publish-profile-no-scm' });
});

test('an address that reaches across the password is not shown', () => {
  const broken = profile('ZipDeploy', { publishUrl: `a.net' userPWD='secret` }).replace('publishUrl="', `publishUrl='`);
  const text = document(broken.replace(`a.net'`, 'a.net').replace(`'secret"`, `secret'`));
  assert.throws(
    () => parsePublishProfile(text),
    (error: Error & { code?: string }) => error.code === 'site-url-invalid' && !error.message.includes('secret'),
    text,
  );
});

test('an unencrypted or odd address is refused', () => {
  assert.throws(() => parsePublishProfile(document(profile('MSDeploy', { publishUrl: 'http://a.net:80' }))), {
    code: 'site-url-insecure',
  });
  for (const publishUrl of ['', 'C:\\site\\wwwroot', '\\\\server\\share']) {
    assert.throws(() => parsePublishProfile(document(profile('MSDeploy', { publishUrl }))), {
      code: 'site-url-invalid',
    });
  }
});
