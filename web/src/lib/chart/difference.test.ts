import { beforeEach, describe, expect, test } from 'vitest';
import { change, estimate } from '../../../tests/invented-server/figures';
import { spaced, speak } from '../../../tests/texts';
import { layDots } from './dots';
import { differenceTable, rowOf } from './difference';

const share = estimate('share', 0.84, 0.02, 2000);
const fell = { name: 'Поддержка', change: change(-0.14, 0.05) };

beforeEach(() => speak('ru'));

describe('a difference', () => {
  test('may be below nought, whatever it is a difference of', () => {
    const dots = layDots([rowOf(fell, share, 'higher')], null, 300, true);
    expect(dots.domain[0]).toBeLessThan(-0.19);
  });

  test('is good or bad by which way is better', () => {
    expect(rowOf(fell, share, 'higher').versus_rest).toBe('below');
    expect(rowOf(fell, share, 'lower').versus_rest).toBe('above');
    expect(rowOf(fell, share, null).versus_rest).toBe('inside');
    expect(rowOf({ name: '', change: change(0.01, 0.05) }, share, 'higher').versus_rest).toBe('inside');
  });

  test('stands in the table in words, with its interval and p value', () => {
    const [row] = differenceTable([fell], share).rows;
    expect(row?.cells.map((cell) => spaced(cell))).toEqual([
      'Поддержка',
      'ниже на 14 п. п., от 9 до 19',
      '−14 п. п.',
      '−19 п. п.',
      '−9 п. п.',
      '< 0,0001',
    ]);
    expect(row?.raw.at(-1)).toBe(0.00004);
  });
});
