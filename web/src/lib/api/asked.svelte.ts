import { Problem } from './client';

const NOTICEABLE_WAIT_MS = 400;

/**
 * A question's latest answer, asked again whenever what it reads changes.
 *
 * The former answer stays until the new one is there, so short work shows nothing that flickers; `slow` says when to show progress.
 */
export class Asked<T> {
  answer = $state.raw<T>();
  problem = $state.raw<Problem | null>(null);
  pending = $state(true);
  slow = $state(false);
  #again = $state(0);

  constructor(question: (signal: AbortSignal) => Promise<T>) {
    $effect(() => {
      void this.#again;
      const controller = new AbortController();
      const timer = setTimeout(() => (this.slow = true), NOTICEABLE_WAIT_MS);
      this.pending = true;
      void question(controller.signal)
        .then(
          (answer) => {
            if (controller.signal.aborted) return;
            this.answer = answer;
            this.problem = null;
          },
          (error: unknown) => {
            if (controller.signal.aborted) return;
            this.problem = error instanceof Problem ? error : new Problem(UNEXPECTED(error));
          },
        )
        .finally(() => {
          clearTimeout(timer);
          if (controller.signal.aborted) return;
          this.pending = false;
          this.slow = false;
        });
      return () => {
        controller.abort();
        clearTimeout(timer);
      };
    });
  }

  /** Asks once more, such as after a failure. */
  again = () => {
    this.#again += 1;
  };
}

const UNEXPECTED = (error: unknown) => ({ title: String(error), status: -1, code: 'unexpected' });
