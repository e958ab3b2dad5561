// The map beside another period or another part of the data: what differs for certain.
import type { MapEdge, MapNode, TransitionsAnswer } from '$lib/api/journeys';
import type { Change, Estimate } from '$lib/api/types';
import { changeText, signedDifference } from '$lib/figure/figures';

/** Which way something differs, if it does for certain. */
export type Way = 'more' | 'less' | null;

export function wayOf(change: Change | null): Way {
  if (change?.verdict === 'higher') return 'more';
  return change?.verdict === 'lower' ? 'less' : null;
}

/** "+3": percentage points, whose sign says the same as the colour; the legend names the unit. */
export function signed(change: Change | null, share: Estimate): string {
  if (!change || !wayOf(change)) return '';
  const { value, low, high } = change;
  const text = signedDifference({ ...share, value, low, high });
  return text.replace(/[^\d,.+\u2212].*$/, '');
}

/** A change in words, or nothing where nothing is compared. */
export function changeTold(change: Change | null, share: Estimate): string {
  return change ? changeText(change, share) : '';
}

/** How many touchpoints and arrows are compared, and how many of them differ for certain. */
export function differing({ nodes, edges }: TransitionsAnswer): { compared: number; differ: number } {
  const changes = [...nodes, ...edges].map(({ change }: MapNode | MapEdge) => change);
  return {
    compared: changes.filter((change) => change !== null).length,
    differ: changes.filter((change) => wayOf(change) !== null).length,
  };
}
