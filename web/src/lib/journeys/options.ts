import { t } from '$lib/locale/locale.svelte';

export type Option = { value: string; name: string };

/** Values to choose from, each called by the text of the prefix and its own name. */
export function optionsOf(prefix: string, values: readonly string[]): Option[] {
  return values.map((value) => ({ value, name: t(`${prefix}-${value}`) }));
}
