import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { windowsZonesModule } from './windowsZones.mjs';

const packages = join(dirname(fileURLToPath(import.meta.url)), '../node_modules');

/** What the language client and the language server both consist of. */
const protocolPackages = /^vscode-(jsonrpc|languageserver-protocol|languageserver-types)(\/.*)?$/;

/** Features of the language client that no language server of this extension offers. */
const unusedFeatures = [
  ...['callHierarchy', 'codeLens', 'colorProvider', 'declaration', 'definition', 'diagnostic', 'documentHighlight'],
  ...['documentLink', 'documentSymbol', 'fileOperations', 'foldingRange', 'formatting', 'implementation'],
  ...['inlineCompletion', 'inlineValue', 'linkedEditingRange', 'notebook', 'reference', 'rename', 'selectionRange'],
  ...['semanticTokens', 'signatureHelp', 'textDocumentContent', 'typeDefinition', 'typeHierarchy', 'workspaceSymbol'],
];

/** Parts of the language server's connection for features of the protocol that it does not offer. */
const unofferedFeatures = [
  ...['callHierarchy', 'diagnostic', 'fileOperations', 'foldingRange', 'inlineCompletion', 'inlineValue'],
  ...['linkedEditingRange', 'moniker', 'notebook', 'semanticTokens', 'textDocumentContent', 'typeHierarchy'],
];

/** Of the features that neither side has a part for, those whose messages are named nowhere else. */
const unnamedMessages = [
  ...['callHierarchy', 'diagnostic', 'fileOperations', 'inlineCompletion', 'inlineValue', 'linkedEditingRange'],
  ...['moniker', 'textDocumentContent', 'typeHierarchy'],
];

/** Under both names by which writer and reader of archives know it. The writer begins with what is no number: four zero bytes. */
const nodesChecksum = `
  const { crc32 } = require('node:zlib');
  module.exports = Object.assign((data) => crc32(data), { buf: (data, before) => crc32(data, Number(before) || 0) });
`;

/** What execa calls in any case, or offers: processes do not become streams, and are not waited for without promises. */
const uncalledParts = 'export const addConvertedStreams = () => undefined, execaCoreSync = undefined;';

/** Adds nothing to the class that a part of the connection extends, under any name. */
const noMixin = 'module.exports = new Proxy({}, { get: () => (Base) => Base });';

/** A feature in the sense of the language client that announces nothing and does nothing, under any name. */
const noFeature = `
  class NoFeature {
    fillClientCapabilities() {}
    initialize() {}
    getState() { return { kind: 'static' }; }
    clear() {}
  }
  module.exports = new Proxy({}, { get: () => NoFeature });
`;

/**
 * Leaves out of the bundles what they hold twice, or what Node has itself.
 *
 * - Client and server want patch releases of the protocol that differ: both get the one that lies beside them.
 * - `readable-stream` is a copy of Node's own streams for other platforms.
 * - The archiver writes other formats than zip, and searches folders for files; neither is called.
 * - Checksums of archives come with tables for Nodes that have none of their own.
 * - Language client and server have a part for each feature of the protocol, of which few are offered; and the client looks
 *   whether VS Code is new enough, which VS Code has done with `engines` of the manifest.
 * - cron-parser reads crontab files, which nobody here has, and a browser has no files. It is asked for times in UTC only,
 *   so that it needs no library of zones.
 * - The zones of Windows are needed by name only, not by territory.
 * - XML is read, never written, and its reader looks for what is unsafe in HTML and XML only.
 * - execa can report what it does with signs for terminals, wait without promises, and turn processes into streams, which
 *   nobody asks it to.
 */
export const leanPackages = {
  name: 'lean-packages',
  setup(build) {
    build.onResolve({ filter: protocolPackages }, async ({ path, kind, pluginData }) => {
      if (pluginData?.isShared) return undefined;
      if (path.endsWith('/browser')) return { path: join(packages, dirname(path), 'lib/browser/main.js') };
      return build.resolve(path, { kind, resolveDir: packages, pluginData: { isShared: true } });
    });
    // Their manifests offer these files to builds for a browser only, and this one is for both.
    build.onResolve({ filter: /^vscode-language(client|server)\/browser$/ }, ({ path }) => ({
      path: join(packages, dirname(path), 'lib/browser/main.js'),
    }));
    build.onResolve({ filter: /^readable-stream$/ }, () => ({ path: 'node:stream', external: true }));
    build.onResolve({ filter: /^readable-stream\/passthrough$/ }, () => ({ path: 'passthrough', namespace: 'lean' }));
    build.onResolve({ filter: /^(tar-stream|readdir-glob)$/ }, ({ path }) => ({ path, namespace: 'lean' }));
    build.onResolve({ filter: new RegExp(`^\\./(${unusedFeatures.join('|')})$`) }, ({ importer }) =>
      /[\\/]vscode-languageclient[\\/]lib[\\/]common[\\/]\w+\.js$/.test(importer)
        ? { path: 'feature', namespace: 'lean' }
        : undefined,
    );
    build.onResolve({ filter: new RegExp(`^\\./(${unofferedFeatures.join('|')})$`) }, ({ importer }) =>
      /[\\/]vscode-languageserver[\\/]lib[\\/]common[\\/]\w+\.js$/.test(importer)
        ? { path: 'mixin', namespace: 'lean' }
        : undefined,
    );
    build.onLoad({ filter: /^mixin$/, namespace: 'lean' }, () => ({ contents: noMixin }));
    build.onLoad({ filter: /^feature$/, namespace: 'lean' }, () => ({ contents: noFeature }));
    build.onResolve({ filter: /^semver\/functions\/(parse|satisfies)$/ }, () => ({ path: 'isNew', namespace: 'lean' }));
    build.onLoad({ filter: /^isNew$/, namespace: 'lean' }, () => ({ contents: 'module.exports = () => true;' }));
    build.onResolve({ filter: /^luxon$/ }, () => ({ path: join(packages, '../build/utcDateTime.mjs') }));
    build.onResolve({ filter: /^windows-iana$/ }, ({ path }) => ({ path, namespace: 'lean' }));
    build.onLoad({ filter: /^windows-iana$/, namespace: 'lean' }, () => ({ contents: windowsZonesModule() }));
    build.onResolve({ filter: /\/CronFileParser$/ }, ({ path }) => ({ path: basename(path), namespace: 'lean' }));
    build.onResolve({ filter: /\/json2xml\.js$/ }, ({ path }) => ({ path: basename(path), namespace: 'lean' }));
    build.onResolve(
      { filter: /^\.\/contexts\/(svg|sql|sql-strict|shell|redos|nosql|log)\.js$/ },
      ({ path, importer }) =>
        /[\\/]is-unsafe[\\/]/.test(importer) ? { path: basename(path), namespace: 'lean' } : undefined,
    );
    build.onResolve({ filter: /^(crc-32|\.\/crc32)$/ }, () => ({ path: 'checksum', namespace: 'lean' }));
    build.onLoad({ filter: /^checksum$/, namespace: 'lean' }, () => ({ contents: nodesChecksum }));
    build.onResolve({ filter: /^\.\/lib\/plugins\/(tar|json)\.js$/ }, ({ path }) => ({
      path: basename(path),
      namespace: 'lean',
    }));
    build.onResolve({ filter: /^\.\/files$/ }, ({ path, importer }) =>
      /[\\/]vscode-languageserver[\\/]lib[\\/]node[\\/]/.test(importer)
        ? { path: basename(path), namespace: 'lean' }
        : undefined,
    );
    build.onResolve({ filter: new RegExp(`^\\./protocol\\.(${unnamedMessages.join('|')})$`) }, () => ({
      path: 'messages',
      namespace: 'lean',
    }));
    build.onResolve({ filter: /\/(main-sync|convert\/add)\.js$/ }, ({ path, importer }) =>
      /[\\/]execa[\\/]/.test(importer) ? { path: 'uncalled', namespace: 'lean' } : undefined,
    );
    build.onLoad({ filter: /^uncalled$/, namespace: 'lean' }, () => ({ contents: uncalledParts }));
    build.onResolve({ filter: /^figures$/ }, ({ path }) => ({ path, namespace: 'lean' }));
    build.onLoad({ filter: /^(svg|sql|sql-strict|shell|redos|nosql|log)\.js$/, namespace: 'lean' }, () => ({
      contents: 'export default [];',
    }));
    build.onLoad({ filter: /^passthrough$/, namespace: 'lean' }, () => ({
      contents: 'module.exports = require("node:stream").PassThrough;',
    }));
    build.onLoad(
      {
        filter: /^(tar-stream|readdir-glob|CronFileParser|json2xml\.js|figures|tar\.js|json\.js|files|messages)$/,
        namespace: 'lean',
      },
      () => ({
        contents: 'export default {};',
      }),
    );
  },
};
