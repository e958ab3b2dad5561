import { redirect } from '@sveltejs/kit';
import { api, Problem } from '$lib/api/client';
import type { Setup } from '$lib/api/types';

export async function load({ parent }): Promise<{ setup: Setup | null }> {
  await parent();
  let setup: Setup;
  try {
    setup = await api.setup();
  } catch (error) {
    // The form tells what is wrong when it is sent.
    if (error instanceof Problem) return { setup: null };
    throw error;
  }
  if (!setup.done) redirect(307, '/setup');
  return { setup };
}
