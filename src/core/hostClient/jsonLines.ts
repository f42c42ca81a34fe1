import { StringDecoder } from 'node:string_decoder';

/** Cuts a stream of bytes into its lines at `\n`, each of them JSON. An unfinished last line is dropped. */
export async function* jsonLines(bytes: AsyncIterable<Buffer>): AsyncGenerator {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  for await (const chunk of bytes) {
    const lines = (rest + decoder.write(chunk)).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield JSON.parse(line);
  }
}
