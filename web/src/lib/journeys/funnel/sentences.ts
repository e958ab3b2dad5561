// What a funnel shows, in one sentence each.
import type { FunnelRow } from '$lib/api/journeys';
import { told } from '$lib/figure/figures';
import { t } from '$lib/locale/locale.svelte';

/** How many of those who began got through. */
export function funnelLead(steps: readonly FunnelRow[]): string {
  const [first, last] = [steps[0], steps.at(-1)];
  const entered = first?.reached.value ?? 0;
  if (!first || !last || entered === 0) return t('funnel-lead-nobody');
  const share = told(last.of_first);
  return share ? t('funnel-lead', { n: entered, ...share }) : t('funnel-lead-few', { n: entered });
}

/** The step where most are lost for certain: by the lower end of the interval. */
export function largestLoss(steps: readonly FunnelRow[]): FunnelRow | null {
  const lossy = steps.slice(0, -1).filter((row) => row.fell_share.low !== null);
  return lossy.toSorted((a, b) => (b.fell_share.low ?? 0) - (a.fell_share.low ?? 0))[0] ?? null;
}
