// An archive of files as they are, without compression: enough to write the formats that are archives inside.
const LOCAL_FILE = 0x04034b50;
const DIRECTORY_ENTRY = 0x02014b50;
const DIRECTORY_END = 0x06054b50;
const VERSION = 20;
const NAMES_IN_UTF8 = 0x0800;
/** 1 January 1980, the first day that the format knows: the same content gives the same bytes. */
const DATE = 0x0021;

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/** The checksum that the format asks for (CRC-32, ISO 3309). */
export function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crc >>> 8) ^ (CRC_TABLE[(crc ^ byte) & 0xff] ?? 0);
  return (crc ^ 0xffffffff) >>> 0;
}

/** Puts texts by their paths into one archive (PKWARE APPNOTE 6.3, stored). */
export function zip(files: Record<string, string>): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder();
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const [path, text] of Object.entries(files)) {
    const [name, content] = [encoder.encode(path), encoder.encode(text)];
    const facts = [VERSION, NAMES_IN_UTF8, 0, 0, DATE];
    const sizes = [crc32(content), content.length, content.length];
    const local = [...long(LOCAL_FILE), ...facts.flatMap(short), ...sizes.flatMap(long), ...short(name.length), 0, 0];
    const entry = [
      ...long(DIRECTORY_ENTRY),
      ...short(VERSION),
      ...facts.flatMap(short),
      ...sizes.flatMap(long),
      ...short(name.length),
      // Neither extra fields nor a comment, the first disk, no attributes.
      ...Array<number>(12).fill(0),
      ...long(offset),
    ];
    parts.push(Uint8Array.from(local), name, content);
    directory.push(Uint8Array.from(entry), name);
    offset += local.length + name.length + content.length;
  }
  const count = short(Object.keys(files).length);
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  const end = [...long(DIRECTORY_END), 0, 0, 0, 0, ...count, ...count, ...long(size), ...long(offset), 0, 0];
  return joined([...parts, ...directory, Uint8Array.from(end)]);
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function short(value: number): number[] {
  return [value & 0xff, (value >>> 8) & 0xff];
}

function long(value: number): number[] {
  return [...short(value), ...short(value >>> 16)];
}
