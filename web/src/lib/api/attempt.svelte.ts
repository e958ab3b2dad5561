import { Problem } from './client';

/** What the reader has the server do: whether it is being done, and why it failed the last time. */
export class Attempt {
  problem = $state.raw<Problem | null>(null);
  busy = $state(false);

  /**
   * Does the work and says whether it succeeded; a problem stays until an attempt succeeds.
   *
   * A failure after the signal was aborted is passed over, since nobody waits for the work any more.
   */
  async do(work: () => Promise<void>, signal?: AbortSignal): Promise<boolean> {
    this.busy = true;
    try {
      await work();
      this.problem = null;
      return true;
    } catch (error) {
      if (signal?.aborted) return false;
      if (!(error instanceof Problem)) throw error;
      this.problem = error;
      return false;
    } finally {
      this.busy = false;
    }
  }
}
