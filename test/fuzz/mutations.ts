import fc from 'fast-check';

/** Recorded texts in which stretches are removed, replaced, repeated or blown up. */
export function mutatedText(seeds: readonly string[], pieces: readonly string[]): fc.Arbitrary<string> {
  const piece = fc.oneof(
    { weight: 3, arbitrary: fc.constant('') },
    { weight: 6, arbitrary: fc.constantFrom(...pieces) },
    { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 4 }) },
    { weight: 1, arbitrary: fc.constantFrom(...seeds) },
  );
  const edit = fc.record({
    // Places are parts of the text, so that they are inside however long it is.
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    removed: fc.oneof(fc.constantFrom(0, 1), fc.nat(3), fc.nat(40)),
    piece,
    times: fc.oneof({ weight: 20, arbitrary: fc.constant(1) }, { weight: 1, arbitrary: fc.nat(400) }),
  });
  return fc.tuple(fc.constantFrom(...seeds), fc.array(edit, { maxLength: 8 })).map(([seed, edits]) =>
    edits.reduce((text, { at, removed, piece: added, times }) => {
      const start = Math.floor(at * text.length);
      return text.slice(0, start) + added.repeat(times) + text.slice(start + removed);
    }, seed),
  );
}

/** Recorded bytes in which some are changed, inserted, removed or cut off. */
export function mutatedBytes(seeds: readonly Uint8Array[]): fc.Arbitrary<Uint8Array> {
  const edit = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    kind: fc.constantFrom('change', 'change', 'change', 'insert', 'remove', 'cut'),
    bytes: fc.oneof(
      fc.uint8Array({ minLength: 1, maxLength: 8 }),
      fc.constantFrom(
        Uint8Array.of(0xff, 0xff, 0xff, 0xff),
        Uint8Array.of(0, 0, 0, 0),
        Uint8Array.of(0x2e, 0x2e, 0x2f),
      ),
    ),
  });
  return fc.tuple(fc.constantFrom(...seeds), fc.array(edit, { maxLength: 6 })).map(([seed, edits]) =>
    edits.reduce((content, { at, kind, bytes }) => {
      const start = Math.floor(at * content.length);
      const before = content.subarray(0, start);
      switch (kind) {
        case 'change':
          return Buffer.concat([before, bytes, content.subarray(start + bytes.length)]);
        case 'insert':
          return Buffer.concat([before, bytes, content.subarray(start)]);
        case 'remove':
          return Buffer.concat([before, content.subarray(start + bytes.length)]);
        case 'cut':
          return before;
      }
    }, seed),
  );
}
