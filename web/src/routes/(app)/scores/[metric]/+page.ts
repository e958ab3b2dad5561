import { error } from '@sveltejs/kit';
import type { Metric } from '$lib/api/types';
import { session } from '$lib/session.svelte';

export async function load({ params, parent }): Promise<{ metric: Metric | null }> {
  await parent();
  if (!session.current) return { metric: null };
  const metric = session.metric(params.metric);
  if (!metric) error(404, params.metric);
  return { metric };
}
