import type { Hover, InlayHint, Position, Range } from 'vscode-languageserver';
import type { TextRange } from '../../core/jobs/relaxedJsonNodes';
import type { ParsedDocument } from './documentModel';
import { explainJob } from './jobExplanation';
import { escapeMarkdown } from './markdown';
import type { ServiceContext } from './serviceContext';

/** The job of the document, over the brace that opens its settings; undefined at any other place. */
export async function jobHoverAt(
  parsed: ParsedDocument,
  offset: number,
  { folders, texts }: ServiceContext,
  toRange: (range: TextRange) => Range,
): Promise<Hover | undefined> {
  const brace = openingBrace(parsed);
  if (brace === undefined || offset < brace.start || offset > brace.end) return undefined;
  const explanation = explainJob(parsed, await folders.get(parsed.place), texts);
  if (explanation === undefined) return undefined;
  // Problems of the folder stand at the beginning of the text, where the editor shows them itself.
  const isBeginning = parsed.file.document.text.slice(0, brace.start).trim() === '';
  const problems = isBeginning ? [] : explanation.problems.map(({ text }) => `- ⚠ ${escapeMarkdown(texts.of(text))}`);
  const sections = [...explanation.sections, ...(problems.length === 0 ? [] : [problems.join('\n')])];
  return { contents: { kind: 'markdown', value: sections.join('\n\n') }, range: toRange(brace) };
}

/** The script, as a link, at the end of the line that opens the settings, and whether it runs in place. */
export async function jobHint(
  parsed: ParsedDocument,
  { folders, texts }: ServiceContext,
  toPosition: (offset: number) => Position,
): Promise<InlayHint | undefined> {
  const brace = openingBrace(parsed);
  if (brace === undefined) return undefined;
  const explanation = explainJob(parsed, await folders.get(parsed.place), texts);
  if (explanation === undefined) return undefined;
  const { script, label, sections } = explanation;
  const start = { line: 0, character: 0 };
  return {
    position: toPosition(endOfLine(parsed.file.document.text, brace.end)),
    label:
      script === undefined
        ? label
        : [
            { value: script.file, location: { uri: script.uri, range: { start, end: start } } },
            { value: ` · ${label}` },
          ],
    paddingLeft: true,
    tooltip: { kind: 'markdown', value: sections.join('\n\n') },
  };
}

function openingBrace({ file }: ParsedDocument): TextRange | undefined {
  const { root } = file.document;
  return root?.type === 'object' ? { start: root.start, end: root.start + 1 } : undefined;
}

/** Where the visible part of a line ends. */
function endOfLine(text: string, offset: number): number {
  const [rest = ''] = /^[^\r\n]*/.exec(text.slice(offset)) ?? [];
  return offset + rest.trimEnd().length;
}
