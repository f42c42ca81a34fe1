import type { IncomingMessage } from 'node:http';
import { UserError } from '../core/base/userError';

/** Larger than any settings.job or request of ours; only bodies that become values are read whole. */
const longestBody = 1024 * 1024;

/** The whole body as text. @throws UserError `body-too-large` */
export async function readText(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > longestBody) throw new UserError('body-too-large', `The body is longer than ${longestBody} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks)
    .toString('utf8')
    .replace(/^\uFEFF/, '');
}

/** The body as JSON; an empty one is an empty object. @throws UserError `bad-body` */
export async function readJson(incoming: IncomingMessage): Promise<unknown> {
  const text = await readText(incoming);
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UserError('bad-body', 'The body is not valid JSON.', { cause: error });
  }
}
