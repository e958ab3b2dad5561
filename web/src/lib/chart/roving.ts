// Many marks, one stop of the Tab key: arrow keys move between them.
const STEPS: Record<string, (index: number, last: number) => number> = {
  ArrowRight: (index, last) => Math.min(index + 1, last),
  ArrowDown: (index, last) => Math.min(index + 1, last),
  ArrowLeft: (index) => Math.max(index - 1, 0),
  ArrowUp: (index) => Math.max(index - 1, 0),
  Home: () => 0,
  End: (_, last) => last,
};

/** Lets arrow keys move the focus from one link of a picture to its others. */
export function roving(event: KeyboardEvent & { currentTarget: Element }): void {
  const marks = [...(event.currentTarget.closest('svg')?.querySelectorAll<HTMLElement | SVGElement>('a') ?? [])];
  const index = marks.findIndex((mark) => mark === event.currentTarget);
  const step = STEPS[event.key];
  if (index < 0 || !step) return;
  event.preventDefault();
  marks[step(index, marks.length - 1)]?.focus();
}
