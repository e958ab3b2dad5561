/** From how many seconds on a wait can be called long. */
export const LONG_WAITS_SECONDS = [300, 600, 900, 1800, 3600] as const;
export const USUAL_LONG_WAIT_SECONDS = 600;

/** The seconds that the address asks for (`?wait=900`), or ten minutes. */
export function longWaitOf(asked: string | null): number {
  return LONG_WAITS_SECONDS.find((seconds) => String(seconds) === asked) ?? USUAL_LONG_WAIT_SECONDS;
}
