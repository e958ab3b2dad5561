import { expect, test } from 'vitest';
import { csv } from './csv';

test('a table begins with a byte order mark and ends its lines as spreadsheets expect', () => {
  expect(csv(['Неделя', 'NPS'], [['4 мая', 38.5]])).toBe('\ufeffНеделя,NPS\r\n4 мая,38.5\r\n');
});

test('commas, quotes and line breaks stay inside their cell', () => {
  expect(csv(['a'], [['x, "y"\nz']])).toContain('"x, ""y""\nz"');
});

test('a text that would run as a formula is made plain', () => {
  const table = csv(['a'], [['=1+1'], ['+7 900'], ['-5'], ['@cmd'], ['\tx'], ['=A1,B1']]);
  expect(table.split('\r\n').slice(1, -1)).toEqual(["'=1+1", "'+7 900", "'-5", "'@cmd", "'\tx", '"\'=A1,B1"']);
});

test('a negative number stays a number, an absent one is empty', () => {
  expect(csv(['a', 'b'], [[-5, null]])).toContain('\r\n-5,\r\n');
});
