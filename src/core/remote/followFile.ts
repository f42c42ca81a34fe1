import { type Clock, delay, systemClock } from '../base/clock';
import type { ScmClient } from './scmClient';

export interface FollowOptions {
  readonly signal?: AbortSignal;
  readonly clock?: Clock;
  /** The pause between two looks; 1 s by default. */
  readonly pollMs?: number;
  /** Where the file goes when it is rolled over (kudu-webjobs §1.5). */
  readonly predecessor?: string;
  /** Begin so many bytes before the end; from the start by default. */
  readonly lastBytes?: number;
  /** Asked before each look: once it is true, the look is the last one. */
  readonly isOver?: () => Promise<boolean>;
}

/** So many bytes before the known end are read again, to see that it is still the same file. */
const overlapBytes = 64;

/**
 * Yields a growing file's bytes as they come, across roll-overs, until `isOver` or the signal ends it. A file that does not
 * exist yet is waited for. Polls, because the service streams no files below `data` (kudu-webjobs §8.12).
 */
export async function* followFile(
  client: ScmClient,
  path: string,
  options: FollowOptions = {},
): AsyncGenerator<Uint8Array> {
  const clock = options.clock ?? systemClock;
  const call = options.signal ? { signal: options.signal } : {};
  let position: Position | undefined =
    options.lastBytes === undefined ? { offset: 0, tail: new Uint8Array() } : undefined;
  let etag: string | undefined;
  for (;;) {
    const isLast = (await options.isOver?.()) ?? false;
    position ??= await positionBeforeEnd(client, path, options.lastBytes ?? 0, call);
    const known: Position = position;
    const answer = await readFrom(client, path, known, { ...call, ...(etag !== undefined && { etag }) });
    if (answer.state === 'rolled') {
      if (options.predecessor !== undefined) {
        const rest = await readFrom(client, options.predecessor, known, call);
        if (rest.state === 'grown') yield* rest.chunks;
      }
      position = { offset: 0, tail: new Uint8Array() };
      etag = undefined;
      continue;
    }
    if (answer.state === 'grown') {
      yield* answer.chunks;
      position = advance(known, answer.chunks);
      etag = answer.etag ?? undefined;
    }
    if (isLast) return;
    await delay(clock, options.pollMs ?? 1_000, options.signal);
  }
}

/** How much of the file is known, and its last bytes. */
interface Position {
  readonly offset: number;
  readonly tail: Uint8Array;
}

type Growth =
  | { readonly state: 'grown'; readonly chunks: readonly Uint8Array[]; readonly etag: string | null }
  /** Nothing new, or no file yet. */
  | { readonly state: 'still' }
  /** Another file is in its place. */
  | { readonly state: 'rolled' };

async function readFrom(
  client: ScmClient,
  path: string,
  { offset, tail }: Position,
  call: { readonly signal?: AbortSignal; readonly etag?: string },
): Promise<Growth> {
  const fromByte = offset - tail.length;
  const answer = await client.readFile(
    path,
    async (content): Promise<Growth> => {
      // A site on Linux sends the whole file, whatever the range (kudu-webjobs §8.13).
      const chunks = await collect(content.chunks, content.isPartial ? 0 : fromByte);
      if (chunks === undefined) return { state: 'rolled' };
      const bytes = Buffer.concat(chunks);
      if (!bytes.subarray(0, tail.length).equals(tail)) return { state: 'rolled' };
      return { state: 'grown', chunks: [bytes.subarray(tail.length)], etag: content.etag };
    },
    { ...call, ...(fromByte > 0 && { fromByte }) },
  );
  if (answer.state === 'read') return answer.value;
  return { state: answer.state === 'past-end' || (answer.state === 'missing' && offset > 0) ? 'rolled' : 'still' };
}

/** The content without its first `skip` bytes; undefined when it is shorter than that. */
async function collect(source: AsyncIterable<Uint8Array>, skip: number): Promise<Uint8Array[] | undefined> {
  const chunks: Uint8Array[] = [];
  let left = skip;
  for await (const chunk of source) {
    if (left < chunk.length) chunks.push(chunk.subarray(left));
    left = Math.max(left - chunk.length, 0);
  }
  return left > 0 ? undefined : chunks;
}

function advance({ offset, tail }: Position, chunks: readonly Uint8Array[]): Position {
  const bytes = Buffer.concat([tail, ...chunks]);
  return { offset: offset - tail.length + bytes.length, tail: bytes.subarray(-overlapBytes) };
}

async function positionBeforeEnd(
  client: ScmClient,
  path: string,
  lastBytes: number,
  call: { readonly signal?: AbortSignal },
): Promise<Position> {
  const folder = path.slice(0, path.lastIndexOf('/'));
  const listing = await client.listFolder(folder, call);
  const entry = listing?.entries.find(({ name }) => `${folder}/${name}` === path);
  return { offset: Math.max((entry?.size ?? 0) - lastBytes, 0), tail: new Uint8Array() };
}
