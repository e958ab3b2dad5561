import type { HandleClientError } from '@sveltejs/kit';

/** Hands what went wrong to the browser's console as any other error, except an address that leads nowhere: its page says so. */
export const handleError: HandleClientError = ({ error, status, message }) => {
  if (status === 404) return { message };
  reportError(error);
  return { message: error instanceof Error ? error.message : message };
};
