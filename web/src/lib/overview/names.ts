import { locale } from '$lib/locale/locale.svelte';
import { session } from '$lib/session.svelte';
import type { Names } from './sentences';

/** Names as the signed-in person's company gave them. */
export const namesOfCompany: Names = {
  metric: (id) => {
    const metric = session.metric(id);
    return metric ? { name: locale.name(metric.name), kind: metric.kind } : null;
  },
  unit: (path) => session.unitName(path),
};
