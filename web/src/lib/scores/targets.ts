import type { Catalogue, MetricKind } from '$lib/api/types';

/** What a target may be, as people write it: satisfaction in percent, though a share counts from 0 to 1. */
export const RANGE: Record<MetricKind, { lowest: number; highest: number; step: number; shownTimes: number }> = {
  nps: { lowest: -100, highest: 100, step: 1, shownTimes: 1 },
  csat: { lowest: 0, highest: 100, step: 0.1, shownTimes: 100 },
  ces: { lowest: 1, highest: 7, step: 0.1, shownTimes: 1 },
};

/** A catalogue in which a metric has this target in the company or a unit, or none any more. */
export function withTarget(
  catalogue: Catalogue,
  metric: string,
  unit: string | null,
  target: { value: number; until: string | null } | null,
): Catalogue {
  const others = (catalogue.targets ?? []).filter((known) => known.metric !== metric || (known.unit ?? null) !== unit);
  return { ...catalogue, targets: target ? [...others, { metric, unit, ...target }] : others };
}
