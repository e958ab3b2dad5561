import { beforeEach, describe, expect, test, vi } from 'vitest';
import { momentsOf, painsOf } from '../../../../tests/invented-server/pains';
import { spaced as unbroken, speak } from '../../../../tests/texts';
import { changeTold, momentsSentence, momentsTable, returnTold } from './moments';
import { comparedTold, moneyTold, painName, painsSentence, painsTable, sequelTold } from './words';

vi.mock('$lib/session.svelte', () => ({ session: { unitName: (path: string) => path.toUpperCase() } }));

/** Thousands stand apart by a space that is neither. */
const spaced = (text: string) => unbroken(text)?.replaceAll('\u202f', ' ') ?? '';

const pains = painsOf();
const [failed, wait] = pains.rows as [(typeof pains.rows)[0], (typeof pains.rows)[0]];

beforeEach(() => speak('ru', 'guest'));

describe('pain points', () => {
  test('are named by where and what, and by their part of the company', () => {
    expect(painName(failed, 600)).toBe('Оплата в приложении: платёж не прошёл');
    expect(spaced(painName({ ...wait, unit: 'msk' }, 900))).toBe('Выдача: ожидание от 15 мин · MSK');
  });

  test('cost money only where that is certain', () => {
    expect(spaced(painsSentence(pains, 600))).toContain(
      '«Оплата в приложении: платёж не прошёл», от 122 000 ₽ до 164 000 ₽',
    );
    expect(spaced(painsSentence({ ...pains, rows: [wait] }, 600))).toContain(
      'Ни об одной болевой точке нельзя уверенно сказать',
    );
    expect(painsSentence({ ...pains, rows: [] }, 600)).toBe('Болевых точек здесь не нашлось.');
    expect(spaced(moneyTold(wait, 10))).toContain('не отличить от случайности: от −35 000 ₽');
    const few = {
      ...wait,
      verdict: 'too_few' as const,
      money: { ...wait.money, value: null, low: null, high: null, people: 7 },
    };
    expect(spaced(moneyTold(few, 10))).toBe('Мало людей для сравнения: 7, нужно от 10');
  });

  test('say what became of those affected, of how many others, and what was left out', () => {
    expect(spaced(sequelTold(failed, 30))).toMatch(/^За сутки заказ сделали 41 % \(от 37 до 45 %\).* — 99,0 %\.$/);
    expect(spaced(sequelTold(wait, 30))).toMatch(/^За 30 дней новый заказ сделали 41 %/);
    expect(spaced(comparedTold(failed))).toBe(
      'Для сравнения — 4 096 путей, людей: 4 096. О 34 людях судить рано: эти пути не учтены. 21 путь сравнить не с чем: он не учтён.',
    );
  });

  test('stand in a table with all their figures', () => {
    const { columns, rows } = painsTable(pains, 600);
    expect(rows.every(({ cells, raw }) => cells.length === columns.length && raw.length === columns.length)).toBe(true);
    expect(rows[0]?.raw.slice(1, 6)).toEqual([512, 1 / 9, 0.41, 0.99, 143_000]);
  });
});

describe('moments of truth', () => {
  const moments = momentsOf();
  const [first, second] = moments.rows as [(typeof moments.rows)[0], (typeof moments.rows)[0]];

  test('are told where more certainly come back', () => {
    expect(spaced(momentsSentence(moments))).toContain('«Выдача», возвращаются чаще: на 5');
    expect(momentsSentence({ ...moments, rows: [second] })).toContain('нельзя уверенно сказать');
    expect(changeTold(second, 10)).toBe('Разницу не отличить от случайности');
    expect(spaced(returnTold(first))).toContain('без неё — 70 %: 1 500 похожих недель');
  });

  test('stand in a table', () => {
    const { columns, rows } = momentsTable(moments);
    expect(rows.every(({ cells, raw }) => cells.length === columns.length && raw.length === columns.length)).toBe(true);
  });
});
