import { expect, it } from 'vitest';
import { inBothLanguages } from './names';

it('a name that was given in one language only is the same in the other', () => {
  expect(inBothLanguages(' Касса ', '')).toEqual({ ru: 'Касса', en: 'Касса' });
  expect(inBothLanguages('  ', 'Checkout')).toEqual({ ru: 'Checkout', en: 'Checkout' });
  expect(inBothLanguages('Касса', 'Checkout ')).toEqual({ ru: 'Касса', en: 'Checkout' });
  expect(inBothLanguages(' ', '')).toEqual({ ru: '', en: '' });
});
