// Makes a screenshot small: 256 colours, the most frequent ones as they are. A picture of a window has few that matter.
import { crc32, deflateSync, inflateSync } from "node:zlib";

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const COLOURS = 256;

/**
 * @param {Buffer} png with three or four bytes a pixel, not interlaced: as a browser writes it (PNG, third edition, 11.2)
 * @returns {Buffer} the same picture with a palette
 */
export function shrinkPng(png) {
  const { width, height, bytes, data } = readPng(png);
  const pixels = unfilter(inflateSync(data), width, height, bytes);
  const { palette, indexOf } = choosePalette(pixels, bytes);
  const rows = Buffer.alloc(height * (width + 1));
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1)
      rows[y * (width + 1) + 1 + x] = indexOf(colourAt(pixels, (y * width + x) * bytes));
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // Eight bits a pixel, by palette; the rest is nought.
  header.set([8, 3], 8);
  const colours = Buffer.from(palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]));
  const parts = [chunk("IHDR", header), chunk("PLTE", colours), chunk("IDAT", deflateSync(rows, { level: 9 }))];
  return Buffer.concat([SIGNATURE, ...parts, chunk("IEND", Buffer.alloc(0))]);
}

/** @param {Buffer} png */
function readPng(png) {
  const data = [];
  for (let at = SIGNATURE.length; at < png.length; ) {
    const length = png.readUInt32BE(at);
    if (png.toString("latin1", at + 4, at + 8) === "IDAT") data.push(png.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  // The first chunk is always IHDR.
  const bytes = png[25] === 6 ? 4 : 3;
  return { width: png.readUInt32BE(16), height: png.readUInt32BE(20), bytes, data: Buffer.concat(data) };
}

/**
 * Each row begins with the way in which it was foretold (PNG, 9.2).
 *
 * @param {Buffer} rows
 * @param {number} width
 * @param {number} height
 * @param {number} bytes of a pixel
 */
function unfilter(rows, width, height, bytes) {
  const stride = width * bytes;
  // A row of nought above the first, and a pixel of nought before each row, stand for what is outside.
  const wide = stride + bytes;
  const padded = Buffer.alloc((height + 1) * wide);
  for (let y = 0; y < height; y += 1) {
    const filter = rows[y * (stride + 1)] ?? 0;
    for (let x = 0; x < stride; x += 1) {
      const at = (y + 1) * wide + bytes + x;
      const [left = 0, up = 0, corner = 0] = [padded[at - bytes], padded[at - wide], padded[at - wide - bytes]];
      padded[at] = (rows[y * (stride + 1) + 1 + x] ?? 0) + foretell(filter, left, up, corner);
    }
  }
  const lines = Array.from({ length: height }, (_, y) => padded.subarray((y + 1) * wide + bytes, (y + 2) * wide));
  return Buffer.concat(lines);
}

/**
 * @param {number} filter
 * @param {number} left
 * @param {number} up
 * @param {number} corner
 */
function foretell(filter, left, up, corner) {
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  if (filter !== 4) return 0;
  const [a, b, c] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}

/**
 * The most frequent colours; any other goes to the nearest of them.
 *
 * @param {Buffer} pixels
 * @param {number} bytes of a pixel
 */
function choosePalette(pixels, bytes) {
  /** @type {Map<number, number>} */
  const counts = new Map();
  for (let at = 0; at < pixels.length; at += bytes) {
    const colour = colourAt(pixels, at);
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const frequent = [...counts].sort(([, left], [, right]) => right - left);
  const palette = frequent.slice(0, COLOURS).map(([colour]) => colour);
  const indexes = new Map(frequent.map(([colour]) => [colour, nearest(palette, colour)]));
  return { palette, indexOf: (/** @type {number} */ colour) => indexes.get(colour) ?? 0 };
}

/**
 * @param {readonly number[]} palette
 * @param {number} colour
 */
function nearest(palette, colour) {
  const distances = palette.map((each) =>
    [16, 8, 0].reduce((sum, shift) => sum + (((each >> shift) & 255) - ((colour >> shift) & 255)) ** 2, 0),
  );
  return distances.indexOf(Math.min(...distances));
}

/**
 * @param {Buffer} pixels
 * @param {number} at
 */
function colourAt(pixels, at) {
  return ((pixels[at] ?? 0) << 16) | ((pixels[at + 1] ?? 0) << 8) | (pixels[at + 2] ?? 0);
}

/**
 * @param {string} type
 * @param {Buffer} data
 */
function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
