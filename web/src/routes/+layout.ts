import { api, Problem } from '$lib/api/client';
import { locale } from '$lib/locale/locale.svelte';
import { session } from '$lib/session.svelte';

// The server hands out files; every page is drawn in the browser.
export const ssr = false;
export const prerender = false;

export async function load(): Promise<{ problem: Problem | null }> {
  await locale.use();
  if (session.current) return { problem: null };
  try {
    await session.take(await api.session());
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    if (error.details.status !== 401) return { problem: error };
  }
  return { problem: null };
}
