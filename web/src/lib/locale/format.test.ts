import { describe, expect, test } from 'vitest';
import { Format } from './format';

const ru = new Format('ru', 'Europe/Moscow');
const en = new Format('en', 'Europe/Moscow');
const names = { second: 'с', minute: 'мин', hour: 'ч', day: 'дн.' };

describe('numbers', () => {
  test('thousands stand apart and the point is a comma in Russian', () => {
    expect(ru.number(1234.5, 1)).toBe('1\u202f234,5');
    expect(en.number(1234.5, 1)).toBe('1,234.5');
  });

  test('a minus is a minus, and zero has no sign', () => {
    expect(ru.number(-12)).toBe('\u221212');
    expect(ru.number(-0.2)).toBe('0');
    expect(en.number(-0.04, 1)).toBe('0.0');
  });

  test('money is whole above a thousand, exact where it is asked for, in millions on cards', () => {
    expect(ru.money(1_093_264.35, 'BRL')).toBe('1\u202f093\u202f264\u00a0R$');
    expect(ru.exactMoney(1_093_264.35, 'BRL')).toBe('1\u202f093\u202f264,35\u00a0R$');
    expect(ru.money(25_321_000, 'RUB', true)).toBe('25,32\u00a0млн\u00a0₽');
    expect(en.money(412.35, 'RUB')).toBe('₽412.35');
  });
});

describe('room on a disk', () => {
  test('is told in the unit that keeps it short', () => {
    expect(ru.bytes(1_234_000_000)).toBe('1,2\u00a0ГБ');
    expect(ru.bytes(512 * 1024 * 1024)).toBe('537\u00a0МБ');
    expect(en.bytes(2_000_000_000_000)).toBe('2\u00a0TB');
  });
});

describe('durations', () => {
  test('minutes and seconds are told like a clock', () => {
    expect(ru.duration(250, names)).toEqual({ text: '4:10', unit: 'мин' });
    expect(ru.duration(59.4, names)).toEqual({ text: '59', unit: 'с' });
    expect(ru.duration(59.6, names)).toEqual({ text: '1:00', unit: 'мин' });
  });

  test('hours and days take over', () => {
    expect(ru.duration(2 * 3600 + 300, names)).toEqual({ text: '2:05', unit: 'ч' });
    expect(ru.duration(12.527 * 86_400, names)).toEqual({ text: '12,5', unit: 'дн.' });
  });

  test('a usual gap is told roughly', () => {
    expect(ru.roughly(900, names)).toEqual({ text: '15', unit: 'мин' });
    expect(ru.roughly(3 * 86_400, names)).toEqual({ text: '3', unit: 'дн.' });
    expect(ru.roughly(30, names)).toEqual({ text: '30', unit: 'с' });
  });
});

describe('dates', () => {
  test('a date is written out, without the Russian abbreviation of the year', () => {
    expect(ru.date('2026-05-05T10:15:00+03:00')).toBe('5 мая 2026');
    expect(en.date('2026-05-05T10:15:00+03:00')).toBe('5 May 2026');
  });

  test("an instant's day and hour are those of the company's zone", () => {
    expect(ru.day('2026-05-04T22:30:00Z')).toBe('2026-05-05');
    expect(ru.time('2026-05-04T22:30:00Z')).toBe('01:30');
  });

  test('a calendar date has no zone', () => {
    const west = new Format('en', 'America/Sao_Paulo');
    expect(west.fullDate('2026-05-04')).toBe('4 May 2026');
    expect(west.dayAndMonth('2026-05-04')).toBe('4 May');
    expect(ru.dayAndMonth('2026-11-16')).toBe('16 ноября');
    expect(west.month('2026-05')).toBe('May 2026');
  });
});
