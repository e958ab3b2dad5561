// Nodes and edges in words: for the reader who points at one, and for the one who hears the page.
import type { MapEdge, MapNode, TransitionsAnswer } from '$lib/api/journeys';
import { rangeText, spoken, told } from '$lib/figure/figures';
import { t } from '$lib/locale/locale.svelte';
import { nodeName } from '../names';
import { changeTold } from './difference';

/** "How 2,400 guests travel: 6,100 journeys". */
export function journeysTold({ journeys }: TransitionsAnswer): string {
  return t('map-lead', { n: journeys.people, journeys: journeys.value ?? 0 });
}

/** "The arrows shown are 94 % of all transitions (93 to 95)."; nothing where there are none. */
export function coverageTold({ coverage }: TransitionsAnswer): string {
  const covered = told(coverage);
  return covered ? t('map-coverage', { share: covered.value, range: rangeText(coverage) }) : '';
}

/** "Menu in the app: 49 % of guests were here, 48 to 50; NPS 36, 32 to 39; for 23 % the journey ends here, …". */
export function nodeTold(node: MapNode, metric: string): string {
  const share = told(node.share);
  return [
    `${nodeName(node)}: ${share ? t('map-node-share', { share: share.value, range: rangeText(node.share) }) : rangeText(node.share)}`,
    ...(node.score ? [spoken(metric, node.score)] : []),
    ...(node.end_share.value === null ? [] : [endTold(node)]),
    ...(node.change ? [changeTold(node.change, node.share)] : []),
  ].join('; ');
}

/** "23 % end here, 22 to 24". */
export function endTold(node: MapNode): string {
  const share = told(node.end_share);
  return share ? t('map-ends', { share: share.value, range: rangeText(node.end_share) }) : '';
}

/** "Menu in the app → Order: 95 % go on so, 94 to 96; half within 3:14 min, nine of ten within 6 min". */
export function edgeTold(edge: MapEdge, nodes: readonly MapNode[]): string {
  const [from, to] = [nodes[edge.from], nodes[edge.to]];
  const way = `${from ? nodeName(from) : ''} → ${to ? nodeName(to) : ''}`;
  return [`${way}: ${shareTold(edge)}`, timesTold(edge), changeTold(edge.change, edge.share)]
    .filter((part) => part !== '')
    .join('; ');
}

/** The share of those who were where the edge begins. */
export function shareTold({ share }: MapEdge): string {
  const parts = told(share);
  return parts ? t('map-edge-share', { share: parts.value, range: rangeText(share) }) : rangeText(share);
}

/** How long it took to go along. */
export function timesTold({ median, p90 }: MapEdge): string {
  const [half, most] = [median && told(median), p90 && told(p90)];
  return half && most ? t('funnel-times', { median: half.value, p90: most.value }) : '';
}
