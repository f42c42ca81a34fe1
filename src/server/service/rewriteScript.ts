import type { RewriteAction } from '../../core/jobs/jobProblem';

/** The bytes of a script with LF line ends, or without its UTF-8 byte order mark; all other bytes stay as they are. */
export function rewriteScript(content: Uint8Array, action: RewriteAction): Uint8Array {
  switch (action) {
    case 'convertLineEnds':
      return content.filter((byte, index) => !(byte === 0x0d && content[index + 1] === 0x0a));
    case 'removeByteOrderMark': {
      const hasMark = content[0] === 0xef && content[1] === 0xbb && content[2] === 0xbf;
      return hasMark ? content.subarray(3) : content;
    }
  }
}
