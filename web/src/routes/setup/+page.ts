import { api, Problem } from '$lib/api/client';

export async function load({ parent }): Promise<{ done: boolean }> {
  await parent();
  try {
    return { done: (await api.setup()).done };
  } catch (error) {
    // The form tells what is wrong when it is sent.
    if (error instanceof Problem) return { done: false };
    throw error;
  }
}
