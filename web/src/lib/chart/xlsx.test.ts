import { crc32 as trusted } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { fileName } from './file';
import { columnName, xlsx } from './xlsx';
import { crc32, zip } from './zip';

const bytes = (text: string) => new TextEncoder().encode(text);

/** Reads an archive by its directory, as a program that opens it does. */
function unzip(archive: Uint8Array): Record<string, string> {
  const view = new DataView(archive.buffer);
  const end = archive.length - 22;
  expect(view.getUint32(end, true)).toBe(0x06054b50);
  const files: Record<string, string> = {};
  let at = view.getUint32(end + 16, true);
  for (let count = view.getUint16(end + 10, true); count > 0; count -= 1) {
    expect(view.getUint32(at, true)).toBe(0x02014b50);
    const [size, nameLength, local] = [
      view.getUint32(at + 24, true),
      view.getUint16(at + 28, true),
      view.getUint32(at + 42, true),
    ];
    const name = new TextDecoder().decode(archive.slice(at + 46, at + 46 + nameLength));
    expect(view.getUint32(local, true)).toBe(0x04034b50);
    const begin = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
    const content = archive.slice(begin, begin + size);
    expect(view.getUint32(at + 16, true)).toBe(trusted(content));
    files[name] = new TextDecoder().decode(content);
    at += 46 + nameLength;
  }
  expect(at).toBe(end);
  return files;
}

describe('an archive', () => {
  test("has the checksum of zlib's", () => {
    for (const text of ['', '123456789', 'Ждать приходится дольше'])
      expect(crc32(bytes(text))).toBe(trusted(bytes(text)));
  });

  test('gives back what was put in', () => {
    const files = { 'a.txt': 'a', 'папка/б.txt': 'больше одного файла' };
    expect(unzip(zip(files))).toEqual(files);
  });
});

describe('a workbook', () => {
  const files = unzip(
    xlsx([
      {
        title: 'NPS: по неделям',
        header: ['Неделя', 'n'],
        rows: [
          ['<16 ноября> & "17"', 188],
          ['\u0007нет', null],
        ],
      },
      { title: 'Переходы', header: ['Откуда'], rows: [['Касса']] },
    ]),
  );
  const parts = Object.entries(files).map(([path, text]) => ({ path, text }));
  const sheet = files['xl/worksheets/sheet1.xml'] ?? '';

  test('is well-formed in every part', () => {
    expect(parts.length).toBe(7);
    for (const { path, text } of parts) {
      const read = new DOMParser().parseFromString(text.slice(text.indexOf('\n') + 1), 'text/xml');
      expect(read.querySelector('parsererror'), path).toBeNull();
    }
  });

  test('keeps numbers as numbers and texts as they are', () => {
    expect(sheet).toContain('<c r="B2"><v>188</v></c>');
    expect(sheet).toContain('>&lt;16 ноября&gt; &amp; &quot;17&quot;</t>');
    expect(sheet).toContain('>нет</t>');
    expect(sheet).not.toContain('r="B3"');
  });

  test('names its sheet as spreadsheets allow', () => {
    expect(files['xl/workbook.xml']).toContain('name="NPS  по неделям"');
  });

  test('numbers its columns as spreadsheets do', () => {
    expect([0, 25, 26, 51, 52, 701, 702].map(columnName)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA']);
  });
});

test('a file is named as every file system allows', () => {
  expect(fileName('NPS: по неделям/дням?.csv')).toBe('NPS- по неделям-дням-.csv');
});
