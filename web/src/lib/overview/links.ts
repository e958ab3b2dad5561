import type { Finding } from '$lib/api/types';
import { view } from '$lib/address/view.svelte';
import { session } from '$lib/session.svelte';

/** The group of figures on the operations page that tells more of an overview card. */
const GROUP: Record<string, string> = {
  complaints: 'service',
  returns: 'service',
  first_contact_resolution: 'service',
  waiting: 'waiting',
  late: 'delivery',
  first_reply: 'service',
};

/** The page that tells more of a metric or an operations figure, under the open filter. */
export function moreOf(id: string, values: Record<string, string | null> = {}): string {
  if (session.metric(id)) return view.elsewhere(`/scores/${id}`, values);
  return view.elsewhere('/operations', { ...values, group: GROUP[id] ?? 'orders' });
}

export function moreOfFinding(finding: Finding): string {
  return moreOf(finding.id, finding.unit === null ? {} : { unit: finding.unit });
}
