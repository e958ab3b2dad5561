import { redirect } from '@sveltejs/kit';
import { api, Problem } from '$lib/api/client';
import { session } from '$lib/session.svelte';

/** Leads who is not signed in to the sign-in, and who opens a new installation to its set-up. */
export async function load({ parent, url }): Promise<{ problem?: Problem }> {
  const { problem } = await parent();
  if (problem || session.current) return {};
  try {
    if (!(await api.setup()).done) redirect(307, '/setup');
  } catch (error) {
    if (error instanceof Problem) return { problem: error };
    throw error;
  }
  const to = url.pathname + url.search;
  redirect(307, to === '/' ? '/sign-in' : `/sign-in?to=${encodeURIComponent(to)}`);
}
