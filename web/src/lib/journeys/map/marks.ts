// What is marked on the map: pain points with money at risk, and moments of truth.
import type { MapNode, MomentRow, MomentsAnswer, PainRow, PainsAnswer } from '$lib/api/journeys';
import { rangeText } from '$lib/figure/figures';
import { t } from '$lib/locale/locale.svelte';
import { painKindName } from '../names';

export type Marks = { pains: PainRow[]; moment: MomentRow | null };

/** The marks of touchpoints by their names; only what is certain is marked. */
export function marksOf(pains: PainsAnswer | undefined, moments: MomentsAnswer | undefined): Map<string, Marks> {
  const marks = new Map<string, Marks>();
  const of = (node: string) => {
    const known = marks.get(node) ?? { pains: [], moment: null };
    marks.set(node, known);
    return known;
  };
  for (const row of pains?.rows ?? []) if (row.verdict === 'at_risk') of(row.node).pains.push(row);
  for (const row of moments?.rows ?? []) if (row.change.verdict === 'higher') of(row.node).moment = row;
  return marks;
}

/** The marks of a node; what is put together of several touchpoints has none. */
export function marksAt(marks: ReadonlyMap<string, Marks>, node: MapNode): Marks | null {
  return node.other || node.stage === node.node ? null : (marks.get(node.node) ?? null);
}

/** "payments that failed: 110 000 to 190 000 ₽ at risk; moment of truth". */
export function marksTold({ pains, moment }: Marks, waitSeconds: number): string {
  return [
    ...pains.map(({ kind, money }) =>
      t('map-pain', { what: painKindName(kind, waitSeconds), range: rangeText(money) }),
    ),
    ...(moment ? [t('map-moment')] : []),
  ].join('; ');
}
