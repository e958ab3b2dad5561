// Sentences made of findings: a finding carries the adjective, its interval the certainty; without a finding there is neither.
import type { Card, Finding, MetricKind, Overview } from '$lib/api/types';
import { comparison, type Comparison } from '$lib/address/period';
import { difference, isRange, told } from '$lib/figure/figures';
import { t } from '$lib/locale/locale.svelte';

/** How the company names what findings speak of. */
export type Names = {
  metric: (id: string) => { name: string; kind: MetricKind } | null;
  unit: (path: string) => string;
};

/**
 * A finding as a sentence, or nothing when it lacks what its sentence needs.
 *
 * `before` is what a change was measured against; it is `said` when a sentence before has named it.
 */
export function findingSentence(
  finding: Finding,
  before: Comparison | null,
  names: Names,
  said = false,
): string | null {
  const { id, estimate, change } = finding;
  const metric = names.metric(id);
  const name = metric?.name ?? t(`operation-${id}`);
  const parts = told(estimate);
  switch (finding.kind) {
    case 'metric_change':
    case 'operation_change': {
      const size = change && difference(change, estimate);
      if (!size || !parts || !before || (change.verdict !== 'higher' && change.verdict !== 'lower')) return null;
      const than = said ? '' : t('than-before', before);
      return t(`finding-${metric?.kind ?? id}-${change.verdict}`, { ...parts, ...size, name, than });
    }
    case 'unit_low':
    case 'unit_high': {
      if (!parts || finding.unit === null) return null;
      return t(finding.kind === 'unit_low' ? 'finding-unit-low' : 'finding-unit-high', {
        ...parts,
        name,
        unit: names.unit(finding.unit),
      });
    }
  }
}

/** What the page opens with when nothing was found: the first figure as it stands. */
export function plainLead(overview: Overview, names: Names): string {
  const first = overview.cards[0];
  const sentences = comparison(overview.period) === null ? [] : [t('lead-no-change')];
  if (first) sentences.unshift(stateSentence(first, overview.minimum_people, names));
  return sentences.join(' ');
}

function stateSentence({ id, estimate }: Card, minimum: number, names: Names): string {
  const name = names.metric(id)?.name ?? t(`operation-${id}`);
  const parts = told(estimate);
  if (!parts) return t('lead-too-few', { name, n: estimate.people, minimum });
  return t(isRange(estimate) ? 'lead-state' : 'lead-counted', { ...parts, name });
}

/**
 * Findings in the order in which they are read: the most important, then the most important of the other kind,
 * so that good news does not hide bad news, nor the other way round; then the rest.
 */
export function balanced(findings: readonly Finding[]): Finding[] {
  const [first, ...rest] = findings;
  if (!first) return [];
  const other = rest.find((finding) => finding.good !== first.good);
  return other ? [first, other, ...rest.filter((finding) => finding !== other)] : [...findings];
}
