import { locale } from '$lib/locale/locale.svelte';

export async function load({ parent }): Promise<void> {
  await parent();
  await locale.need('maps');
}
