import { TextDocument } from 'vscode-languageserver-textdocument';
import type { JobKind } from '../../src/core/jobs/job';
import { findZone, utcZone, type Zone } from '../../src/core/schedule/zones';
import type { SettingsJobEnvironment } from '../../src/server/service/environment';
import { SettingsJobService } from '../../src/server/service/settingsJobService';
import { Texts } from '../../src/server/service/texts';
import { memoryJobFiles } from './memoryJobFiles';

/** A `settings.job` that is open in an editor, and the service that answers for it. */
export interface SettingsEditor {
  readonly service: SettingsJobService;
  readonly document: TextDocument;
  /** What the service wrote, as text by URI. */
  readonly written: ReadonlyMap<string, string>;
  /** Moves the clock of the service on. */
  readonly passTime: (ms: number) => void;
}

export interface SettingsEditorOptions {
  readonly kind?: JobKind;
  /** Other files of the job folder; default: `run.sh`. */
  readonly files?: Readonly<Record<string, string>>;
  /** Path of the document in the job folder. */
  readonly path?: string;
  readonly siteZone?: string;
  readonly localZone?: string;
  /** URI of the job folder; default: a job of `kind` below `App_Data/jobs`. */
  readonly folder?: string;
  readonly usualRunMs?: number;
  /** Texts of another language. */
  readonly translations?: Readonly<Record<string, string>>;
}

/** 2026-01-01T00:00:00Z, a Thursday. */
export const testNowMs = Date.UTC(2026, 0, 1);

/** Opens a text as `…/App_Data/jobs/{kind}/report/settings.job`. */
export function openSettings(text: string, options: SettingsEditorOptions = {}): SettingsEditor {
  const {
    kind = 'triggered',
    files = { 'run.sh': '#!/bin/bash\n' },
    path = 'settings.job',
    siteZone,
    localZone,
    folder = `file:///project/App_Data/jobs/${kind}/report`,
    usualRunMs,
    translations,
  } = options;
  const texts = new Texts(translations);
  const written = new Map<string, string>();
  let nowMs = testNowMs;
  const environment: SettingsJobEnvironment = {
    now: () => nowMs,
    siteZone: () =>
      siteZone === undefined ? { zone: utcZone, source: 'default' } : { zone: zoneOf(siteZone), source: 'setting' },
    localZone: () => (localZone === undefined ? utcZone : zoneOf(localZone)),
    files: () => memoryJobFiles({ ...files, [path]: text }),
    usualRunMs: () => Promise.resolve(usualRunMs),
    write: (uri, content) => {
      written.set(uri, new TextDecoder('utf-8', { ignoreBOM: true }).decode(content));
      return Promise.resolve();
    },
  };
  const document = TextDocument.create(`${folder}/${path}`, 'jsonc', 1, text);
  const service = new SettingsJobService(environment, () => texts);
  return { service, document, written, passTime: (ms) => (nowMs += ms) };
}

/** Splits a text at the cursor, which is written as `|`. */
export function atCursor(marked: string): { readonly text: string; readonly offset: number } {
  const offset = marked.indexOf('|');
  return { text: marked.slice(0, offset) + marked.slice(offset + 1), offset };
}

function zoneOf(name: string): Zone {
  const zone = findZone(name);
  if (zone === undefined) throw new Error(`No zone is called ${name}.`);
  return zone;
}
