import { crc32, deflateSync, inflateSync } from 'node:zlib';

/** A picture with 8 bits for each of red, green and blue. */
interface Pixels {
  readonly width: number;
  readonly height: number;
  /** Three bytes a pixel, line by line. */
  readonly colors: Uint8Array;
}

/** Pictures of a user interface have few colours; the shades between letters and their background can be merged. */
const mostColors = 64;

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/**
 * Writes a screenshot anew with a palette, which makes it several times smaller.
 *
 * @param png as browsers write it: 8 bits a channel, without transparency that counts, not interlaced.
 * @throws for any other picture.
 */
export function palettePng(png: Buffer): Buffer {
  const { width, height, colors } = decode(png);
  const palette = commonColors(colors);
  const nearest = nearestIn(palette);
  const lines = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) lines[y * (width + 1) + 1 + x] = nearest(colorAt(colors, y * width + x));
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  const table = Buffer.from(palette.flatMap((color) => [color >> 16, (color >> 8) & 255, color & 255]));
  const chunks = [chunk('IHDR', header), chunk('PLTE', table), chunk('IDAT', deflateSync(lines, { level: 9 }))];
  return Buffer.concat([signature, ...chunks, chunk('IEND', Buffer.alloc(0))]);
}

function decode(png: Buffer): Pixels {
  const parts: Buffer[] = [];
  for (let at = signature.length; at < png.length; at += png.readUInt32BE(at) + 12) {
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT')
      parts.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  }
  const [width, height, depth, type, interlace] = [
    png.readUInt32BE(16),
    png.readUInt32BE(20),
    png[24],
    png[25],
    png[28],
  ];
  if (depth !== 8 || (type !== 2 && type !== 6) || interlace !== 0) throw new Error('Not a picture of a browser.');
  const channels = type === 2 ? 3 : 4;
  const bytes = unfilter(inflateSync(Buffer.concat(parts)), width * channels, height, channels);
  const colors = new Uint8Array(width * height * 3);
  for (let pixel = 0; pixel < width * height; pixel++) {
    for (let channel = 0; channel < 3; channel++) colors[pixel * 3 + channel] = bytes[pixel * channels + channel] ?? 0;
  }
  return { width, height, colors };
}

/** Takes back the filter of each line (PNG specification, 9.2). */
function unfilter(data: Buffer, lineBytes: number, height: number, pixelBytes: number): Uint8Array {
  const result = new Uint8Array(lineBytes * height);
  for (let y = 0; y < height; y++) {
    const filter = data[y * (lineBytes + 1)] ?? 0;
    for (let x = 0; x < lineBytes; x++) {
      const at = y * lineBytes + x;
      const left = x < pixelBytes ? 0 : (result[at - pixelBytes] ?? 0);
      const up = y === 0 ? 0 : (result[at - lineBytes] ?? 0);
      const corner = x < pixelBytes || y === 0 ? 0 : (result[at - lineBytes - pixelBytes] ?? 0);
      result[at] = (data[at + y + 1] ?? 0) + predict(filter, left, up, corner);
    }
  }
  return result;
}

function predict(filter: number, left: number, up: number, corner: number): number {
  switch (filter) {
    case 1:
      return left;
    case 2:
      return up;
    case 3:
      return (left + up) >> 1;
    case 4: {
      const estimate = left + up - corner;
      const [toLeft, toUp, toCorner] = [left, up, corner].map((each) => Math.abs(estimate - each)) as [
        number,
        number,
        number,
      ];
      if (toLeft <= toUp && toLeft <= toCorner) return left;
      return toUp <= toCorner ? up : corner;
    }
    default:
      return 0;
  }
}

/** The colours that are most frequent, but none that is close to one that was taken before. */
function commonColors(colors: Uint8Array): readonly number[] {
  const counts = new Map<number, number>();
  for (let pixel = 0; pixel < colors.length / 3; pixel++) {
    const color = colorAt(colors, pixel);
    counts.set(color, (counts.get(color) ?? 0) + 1);
  }
  const byFrequency = [...counts].sort(([, left], [, right]) => right - left).map(([color]) => color);
  for (let closest = 1; ; closest *= 2) {
    const palette: number[] = [];
    for (const color of byFrequency) {
      if (palette.every((taken) => distance(taken, color) >= closest)) palette.push(color);
      if (palette.length > mostColors) break;
    }
    if (palette.length <= mostColors) return palette;
  }
}

function nearestIn(palette: readonly number[]): (color: number) => number {
  const known = new Map<number, number>();
  return (color) => {
    let index = known.get(color);
    if (index === undefined) {
      const distances = palette.map((each) => distance(each, color));
      index = distances.indexOf(Math.min(...distances));
      known.set(color, index);
    }
    return index;
  };
}

function distance(left: number, right: number): number {
  const red = (left >> 16) - (right >> 16);
  const green = ((left >> 8) & 255) - ((right >> 8) & 255);
  const blue = (left & 255) - (right & 255);
  return red * red + green * green + blue * blue;
}

function colorAt(colors: Uint8Array, pixel: number): number {
  return ((colors[pixel * 3] ?? 0) << 16) | ((colors[pixel * 3 + 1] ?? 0) << 8) | (colors[pixel * 3 + 2] ?? 0);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}
