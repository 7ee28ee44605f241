import { chmod, mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { inflateRawSync } from "node:zlib";

/** A file of a zip. */
export interface Unzipped {
  readonly path: string;
  readonly content: Buffer;
  /** The permissions of Unix that it was packed with. */
  readonly mode: number;
}

const END = 0x06054b50;
const CENTRAL = 0x02014b50;

/**
 * Every file of a zip, by its central directory: as much of the format as our own zips need
 * (https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, 4.3.12).
 */
export function readZip(zip: Buffer): readonly Unzipped[] {
  const end = zip.lastIndexOf(Buffer.from(new Uint32Array([END]).buffer));
  if (end < 0) throw new TypeError("This is no zip.");
  const files: Unzipped[] = [];
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (zip.readUInt32LE(at) !== CENTRAL) throw new TypeError("The zip's directory is damaged.");
    const [name, extra, comment] = [zip.readUInt16LE(at + 28), zip.readUInt16LE(at + 30), zip.readUInt16LE(at + 32)];
    const path = zip.toString("utf8", at + 46, at + 46 + name);
    files.push({ path, content: readContent(zip, at), mode: zip.readUInt32LE(at + 38) >>> 16 });
    at += 46 + name + extra + comment;
  }
  return files;
}

function readContent(zip: Buffer, at: number): Buffer {
  const local = zip.readUInt32LE(at + 42);
  const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
  const packed = zip.subarray(start, start + zip.readUInt32LE(at + 20));
  return zip.readUInt16LE(at + 10) === 0 ? packed : inflateRawSync(packed);
}

/** Writes the files of a zip into a folder, each with its permissions. */
export async function unzip(files: readonly Unzipped[], folder: string): Promise<void> {
  for (const { path, content, mode } of files) {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
    await chmod(file, mode & 0o777);
  }
}
