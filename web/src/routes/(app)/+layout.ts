import { redirect } from '@sveltejs/kit';
import { api, Problem } from '$lib/api/client';
import { session } from '$lib/session.svelte';
import { landing } from '$lib/today/landing';

/** Leads who is not signed in to the sign-in, and who opens a new installation to its set-up. */
export async function load({ parent, url, untrack }): Promise<{ problem?: Problem }> {
  const { problem } = await parent();
  if (problem) return {};
  if (session.current) {
    // Only where somebody comes in: later the overview is a page like others.
    const begins = untrack(() => url.pathname + url.search === '/') ? landing(session.current) : '/';
    if (begins !== '/') redirect(307, begins);
    return {};
  }
  try {
    if (!(await api.setup()).done) redirect(307, '/setup');
  } catch (error) {
    if (error instanceof Problem) return { problem: error };
    throw error;
  }
  const to = url.pathname + url.search;
  redirect(307, to === '/' ? '/sign-in' : `/sign-in?to=${encodeURIComponent(to)}`);
}
