// What differs from an expected journey, in words.
import type { ConformanceAnswer, Deviation, JourneysFound } from '$lib/api/conformance';
import { rangeText, told } from '$lib/figure/figures';
import { t } from '$lib/locale/locale.svelte';
import { session } from '$lib/session.svelte';
import { nodeName } from '../names';

/** What a step is called: its touchpoints with "or" between them. */
export function stepName(at: readonly string[]): string {
  return at.map((touchpoint) => session.touchpointName(touchpoint)).join(t('expected-or'));
}

/** One thing that differs: "skipped “Payment”". */
export function deviationName(one: Deviation, steps: readonly { at: string[] }[], nodes: ConformanceAnswer['nodes']) {
  if (one.kind === 'inserted') return t('journeys-expected-inserted', { name: insertedName(one.node ?? '', nodes) });
  return t(`journeys-expected-${one.kind}`, { name: stepName(steps[one.step ?? 0]?.at ?? []) });
}

/** A whole way to differ, as one reads it. */
export function wayName(
  way: readonly Deviation[],
  steps: readonly { at: string[] }[],
  nodes: ConformanceAnswer['nodes'],
): string {
  return way.map((one) => deviationName(one, steps, nodes)).join(t('expected-then'));
}

function insertedName(node: string, nodes: ConformanceAnswer['nodes']): string {
  const known = nodes.find((candidate) => candidate.node === node);
  return known ? nodeName(known) : session.touchpointName(node);
}

/** A share with its range: "12 %, 10 to 14". */
export function shareText({ share }: JourneysFound, minimum: number): string {
  const parts = told(share);
  return parts ? `${parts.value}, ${rangeText(share)}` : rangeText(share, minimum);
}
