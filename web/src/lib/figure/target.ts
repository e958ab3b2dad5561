import type { Estimate, TargetProgress } from '$lib/api/types';
import { t } from '$lib/locale/locale.svelte';
import { axisText, difference } from './figures';

/** A target as the score beside it is written; its digits are its own, not those of an interval. */
export function targetValue(target: number, { unit }: Estimate): string {
  return axisText(target, unit);
}

/** How far a score is from its target, in words that say how sure it is. */
export function targetText(progress: TargetProgress, like: Estimate): string {
  const target = targetValue(progress.target, like);
  const size = difference({ value: progress.distance, low: progress.low, high: progress.high }, like);
  return t(`target-${progress.verdict}`, { target, ...size });
}
