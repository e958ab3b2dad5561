import { describe, expect, test } from 'vitest';
import { change, counted, estimate } from '../../../tests/invented-server/figures';
import { spaced, speak } from '../../../tests/texts';
import { changeText, rangeText, spoken, tone } from './figures';

const nps = estimate('points', 38, 3, 2450);

describe('a figure in words', () => {
  test('too few answers say how many are needed', () => {
    speak('ru');
    expect(spaced(rangeText(estimate('points', 0, 0, 8)))).toBe('мало ответов: 7, нужно от 10');
    speak('en');
    expect(spaced(rangeText(estimate('points', 0, 0, 8)))).toBe('too few answers: 7 of 10');
  });

  test('a range names its unit once', () => {
    speak('ru');
    expect(spaced(rangeText(estimate('share', 0.81, 0.02, 1930)))).toBe('от 79 до 83 %');
    speak('en');
    expect(spaced(rangeText(estimate('share', 0.81, 0.02, 1930)))).toBe('79 to 83%');
  });

  test('a complete count has no range', () => {
    speak('ru');
    expect(spaced(rangeText(counted('count', 8135)))).toBe('подсчитано полностью');
  });

  test('those who hear the page get value and range', () => {
    speak('ru');
    expect(spaced(spoken('NPS', nps))).toBe('NPS: 38, от 35 до 41');
  });
});

describe('a change in words', () => {
  test('points take their plural', () => {
    speak('ru');
    expect(spaced(changeText(change(1, 0.4), nps))).toBe('выше на 1,0 пункта, от 0,6 до 1,4');
    expect(spaced(changeText(change(-21, 5), nps))).toBe('ниже на 21 пункт, от 16 до 26');
    expect(spaced(changeText(change(3, 2), nps))).toBe('выше на 3 пункта, от 1 до 5');
  });

  test('what chance explains is not called a change', () => {
    speak('ru');
    expect(spaced(changeText(change(1, 4), nps))).toBe('без различимых изменений');
    expect(tone(change(1, 4), 'higher')).toBe('flat');
  });

  test('whether it is good is for the figure to say', () => {
    expect(tone(change(-5, 1), 'lower')).toBe('good');
    expect(tone(change(-5, 1), 'higher')).toBe('bad');
    expect(tone(null, 'higher')).toBe('flat');
  });
});
