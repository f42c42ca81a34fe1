import assert from 'node:assert/strict';
import fc from 'fast-check';
import { UserError } from '../../../src/core/base/userError';
import { parsePublishProfile } from '../../../src/core/remote/publishProfile';
import { CallTimer } from '../callTimer';
import type { FuzzTarget } from '../fuzzTarget';
import { mutatedText } from '../mutations';

/** Longer than any profile takes; an expansion of entities would never end. */
const limitMs = 50;

const password = 'madeUpSecret';
const attributes = `userName="$shop" userPWD="${password}" msdeploySite="shop" destinationAppUrl="http://shop.net"`;
const seeds = [
  `<publishData><publishProfile profileName="a" publishMethod="MSDeploy" publishUrl="shop.scm.net:443" ${attributes}><databases/></publishProfile></publishData>`,
  `\uFEFF<?xml version="1.0"?>\r\n<publishData><publishProfile publishMethod='FTP' publishUrl='ftps://h/site' ${attributes}/><publishProfile ${attributes} publishMethod="ZipDeploy" publishUrl="shop.scm.net"></publishProfile></publishData>`,
  `<!DOCTYPE x [<!ENTITY a "${'b'.repeat(50)}"><!ENTITY c "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;">]><publishData><publishProfile publishMethod="ZipDeploy" publishUrl="&d;" ${attributes}/></publishData>`,
  // One quote less, and the address reaches to the next one, across the password.
  `<publishData><publishProfile publishMethod="ZipDeploy" userName="u" userPWD="p" publishUrl='shop.scm.net' ${attributes} profileName='a'/></publishData>`,
];
const pieces = [
  '<',
  '>',
  '/',
  '"',
  "'",
  '=',
  '&',
  ';',
  '<!--',
  '-->',
  '<![CDATA[',
  ']]>',
  '<?',
  '?>',
  '&#x41;',
  '&amp;',
];
const more = [
  '<publishData>',
  '</publishData>',
  '<publishProfile ',
  'publishUrl="http://',
  '__proto__="1" ',
  '<!ENTITY',
];

/** Publish profiles: each gives an address and credentials or a clear error, and the password is told to nobody. */
export function publishProfiles(): FuzzTarget {
  const timer = new CallTimer(limitMs);
  const property = fc.asyncProperty(mutatedText(seeds, [...pieces, ...more]), async (text) => {
    await timer.time('reading', () => {
      try {
        const { scmUrl } = parsePublishProfile(text);
        assert.match(scmUrl, /^https?:\/\//);
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        assert.ok(!error.message.includes(password), `the password is in the message: ${error.message}`);
      }
    });
  });
  return { name: 'publish profiles', property, measured: () => String(timer) };
}
