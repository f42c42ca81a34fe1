import type { Localizer } from '../localizer';

/** Where the parts of the page are, and what it may load. */
export interface TimelinePageParts {
  /** What the editor lets pages of extensions load from. */
  readonly cspSource: string;
  /** Random for each page; only the script that carries it runs. */
  readonly nonce: string;
  readonly scriptUri: string;
  readonly styleUri: string;
  /** The display language as a BCP 47 tag. */
  readonly locale: string;
  /** The zone in which times are shown. */
  readonly zoneName: string;
}

/** The page of the timeline without its content, which is sent once the page is ready. */
export function timelinePage(parts: TimelinePageParts, l10n: Localizer): string {
  const { cspSource, nonce } = parts;
  const policy = `default-src 'none'; style-src ${cspSource}; script-src 'nonce-${nonce}'`;
  const title = l10n.t('Timeline of Runs');
  return `<!DOCTYPE html>
<html lang="${escapeHtml(parts.locale)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${escapeHtml(parts.styleUri)}">
<title>${escapeHtml(title)}</title>
</head>
<body>
<header>
${choices('hours', l10n.t('Hours before and after now'), [
  ['1', l10n.t('1 hour')],
  ['6', l10n.t('6 hours')],
  ['24', l10n.t('24 hours')],
])}
${choices('view', l10n.t('View'), [
  ['chart', l10n.t('Chart')],
  ['table', l10n.t('Table')],
])}
<p id="note" role="status"></p>
</header>
<main>
<div id="chart" role="grid" aria-label="${escapeHtml(title)}" aria-describedby="keys"></div>
<div id="table" hidden>
${table('upcoming', l10n.t('Starts to come'), l10n)}
${table('past', l10n.t('Runs so far'), l10n)}
</div>
</main>
<footer>
<ul id="legend" aria-hidden="true">
${legend(l10n)
  .map(([kind, label]) => `<li><span class="item sample ${kind}"></span>${escapeHtml(label)}</li>`)
  .join('\n')}
</ul>
<p id="keys">${escapeHtml(
    l10n.t('Arrow keys move between runs, Enter opens the log of a run or the settings behind a start.'),
  )} ${escapeHtml(l10n.t('Times are in {0}.', parts.zoneName))}</p>
</footer>
<div id="tooltip" role="tooltip" hidden></div>
<script nonce="${nonce}" src="${escapeHtml(parts.scriptUri)}"></script>
</body>
</html>`;
}

function legend(l10n: Localizer): readonly (readonly [kind: string, label: string])[] {
  return [
    ['success', l10n.t('succeeded')],
    ['failed', l10n.t('failed')],
    ['running', l10n.t('running')],
    ['stopped', l10n.t('stopped or aborted')],
    ['success long', l10n.t('longer than usual')],
    ['planned', l10n.t('planned')],
    ['off', l10n.t('not in force')],
    ['overlap', l10n.t('jobs at once')],
  ];
}

/** Radio buttons, because that is what a keyboard and a screen reader know how to use. */
function choices(name: string, label: string, options: readonly (readonly [value: string, text: string])[]): string {
  const inputs = options.map(
    ([value, text]) =>
      `<label><input type="radio" name="${name}" value="${value}"><span>${escapeHtml(text)}</span></label>`,
  );
  return `<fieldset><legend>${escapeHtml(label)}</legend>${inputs.join('')}</fieldset>`;
}

function table(id: string, caption: string, l10n: Localizer): string {
  const columns = [
    l10n.t('Time'),
    l10n.t('Job'),
    l10n.t('Site'),
    l10n.t('Result'),
    l10n.t('Duration'),
    l10n.t('Notes'),
  ];
  const heads = columns.map((column) => `<th scope="col">${escapeHtml(column)}</th>`).join('');
  return `<table><caption>${escapeHtml(caption)}</caption><thead><tr>${heads}</tr></thead><tbody id="${id}"></tbody></table>`;
}

function escapeHtml(text: string): string {
  const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return text.replace(/[&<>"]/g, (character) => entities[character] ?? character);
}
