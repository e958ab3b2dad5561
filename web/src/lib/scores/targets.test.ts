import { describe, expect, test } from 'vitest';
import type { Catalogue } from '$lib/api/types';
import { withTarget } from './targets';

const company = { metric: 'nps_visit', value: 40, until: '2026-12-31' };
const branch = { metric: 'nps_visit', unit: 'msk', value: 45, until: null };
const catalogue: Catalogue = { rules: [], metrics: [], channels: {}, targets: [company, branch] };

describe('a target', () => {
  test('takes the place of the one before, and of no other', () => {
    const next = withTarget(catalogue, 'nps_visit', null, { value: 42, until: null });
    expect(next.targets).toEqual([branch, { metric: 'nps_visit', unit: null, value: 42, until: null }]);
  });

  test('is added where there was none', () => {
    const next = withTarget({ ...catalogue, targets: [] }, 'ces', 'msk', { value: 5.5, until: null });
    expect(next.targets).toEqual([{ metric: 'ces', unit: 'msk', value: 5.5, until: null }]);
  });

  test('is taken out', () => {
    expect(withTarget(catalogue, 'nps_visit', 'msk', null).targets).toEqual([company]);
  });
});
