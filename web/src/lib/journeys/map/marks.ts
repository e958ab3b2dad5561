// What is marked on the map: money at risk, moments of truth, complaints after a touchpoint, and waits at it.
import type { MapNode, MarksAnswer, NodeMarks } from '$lib/api/journeys';
import { rangeText, shownValue, told } from '$lib/figure/figures';
import { t } from '$lib/locale/locale.svelte';
import { painKindName } from '../names';
import { COMPLAINT_DAYS } from '../durations';
import type { Figure } from './layout';

/** Rarer complaints are told, but not drawn. */
const DRAWN_FROM = 0.01;

/** The marks of touchpoints by their names. */
export function marksOf(answer: MarksAnswer | undefined): Map<string, NodeMarks> {
  return new Map(answer?.nodes.map((node) => [node.node, node]));
}

/** The marks of a node; what is put together of several touchpoints has none. */
export function marksAt(marks: ReadonlyMap<string, NodeMarks>, node: MapNode): NodeMarks | null {
  return node.other || node.stage === node.node ? null : (marks.get(node.node) ?? null);
}

/** Whether a node gets a sign: only what is certain is marked. */
export function isMarked({ pains, moment }: NodeMarks): boolean {
  return pains.length > 0 || moment !== null;
}

/** "payments that failed: 110 000 to 190 000 ₽ at risk; moment of truth". */
export function marksTold({ pains, moment }: NodeMarks, waitSeconds: number): string {
  return [
    ...pains.map(({ kind, money }) =>
      t('map-pain', { what: painKindName(kind, waitSeconds), range: rangeText(money) }),
    ),
    ...(moment ? [t('map-moment')] : []),
  ].join('; ');
}

/** "2.1 % complained within 7 days (1.8 to 2.4)"; nothing where too few tell. */
export function complaintsTold({ complaints }: NodeMarks): string {
  const share = told(complaints);
  return share ? t('map-complaints', { share: share.value, days: COMPLAINT_DAYS, range: rangeText(complaints) }) : '';
}

/** "half waited 3:10 min at most, nine of ten 9:30 min"; nothing where nobody waits. */
export function waitsTold({ wait_median, wait_p90 }: NodeMarks): string {
  const [half, most] = [wait_median && told(wait_median), wait_p90 && told(wait_p90)];
  return half && most ? t('map-waits', { median: half.value, p90: most.value }) : '';
}

/** Complaints and waits as they stand in a node, each with its people. */
export function markFigures(marks: NodeMarks): Figure[] {
  const { complaints, complaints_people, wait_median, wait_p90, waits_people } = marks;
  const waits = (figure: typeof wait_median, key: string): Figure[] =>
    figure?.value == null ? [] : [{ text: t(key, { time: shownValue(figure) }), look: 'wait', people: waits_people }];
  return [
    ...((complaints.value ?? 0) >= DRAWN_FROM
      ? [
          {
            text: t('map-complaints-short', { share: shownValue(complaints) }),
            look: 'hurt' as const,
            people: complaints_people,
          },
        ]
      : []),
    ...waits(wait_median, 'map-waits-short'),
    ...waits(wait_p90, 'map-waits-p90'),
  ];
}
