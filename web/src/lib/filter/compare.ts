import type { Compare, By } from '$lib/api/types';
import { comparison } from '$lib/address/period';
import { sliceName } from '$lib/chart/slice';
import { t } from '$lib/locale/locale.svelte';

/** A comparison as the reader chooses it: "the 90 days before". */
export function compareName(compare: Compare, period: string): string {
  if (typeof compare === 'object') return t('compare-slice', { name: sliceOf(compare) });
  const before = comparison(period);
  if (compare === 'previous_period') return before ? t('compare-previous', before) : t('compare-none');
  return t(`compare-${compare}`);
}

/** "…, than in the 90 days before": what ends a sentence about a change; nothing for all time. */
export function thanText(compare: Compare, period: string): string | null {
  if (typeof compare === 'object') return t('than-slice', { name: sliceOf(compare) });
  const before = comparison(period);
  if (compare === 'rest') return t('than-rest');
  if (!before) return null;
  return compare === 'same_period_last_year' ? t('than-last-year') : t('than-before', before);
}

function sliceOf(compare: Exclude<Compare, string>): string {
  if (!('slice' in compare)) return '';
  const [by] = Object.keys(compare.slice) as By[];
  return by ? sliceName(compare.slice, by) : '';
}
