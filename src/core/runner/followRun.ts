import { open } from 'node:fs/promises';
import type { OutputSink } from './outputChannel';

const blockBytes = 256 * 1024;
const carriageReturn = 0x0d;

/**
 * Hands the text of a run's log to a sink, with `\n` ends. A log that does not exist has no text.
 *
 * @param endByte where to stop; a log that is being written may have grown beyond it.
 */
export async function replayLog(path: string, sink: OutputSink, endByte = Infinity): Promise<void> {
  const handle = await open(path, 'r').catch(() => undefined);
  if (!handle) return;
  try {
    let held = Buffer.alloc(0);
    let position = 0;
    for (;;) {
      const block = Buffer.allocUnsafe(blockBytes);
      const { bytesRead } = await handle.read(block, 0, Math.min(blockBytes, endByte - position));
      position += bytesRead;
      const bytes = Buffer.concat([held, block.subarray(0, bytesRead)]);
      if (bytesRead === 0) {
        if (bytes.length > 0) await sink.write(bytes);
        return;
      }
      // A carriage return at the end of a block may be half of a line end.
      const end = bytes.at(-1) === carriageReturn ? bytes.length - 1 : bytes.length;
      held = bytes.subarray(end);
      if (end > 0) await sink.write(withLineFeeds(bytes.subarray(0, end)));
    }
  } finally {
    await handle.close();
  }
}

function withLineFeeds(bytes: Buffer): Buffer {
  return Buffer.from(bytes.toString('latin1').replaceAll('\r\n', '\n'), 'latin1');
}
