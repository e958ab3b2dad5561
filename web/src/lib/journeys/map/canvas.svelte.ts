// What part of a large picture is seen: zoomed and moved by wheel, pointer, keys and buttons.
const STEP = 1.25;
const PAN_PX = 60;
const CLICK_PX = 4;
const [NEAREST, FARTHEST] = [4, 0.4];

export class Canvas {
  x = $state(0);
  y = $state(0);
  scale = $state(1);
  #held: { x: number; y: number; pointer: number } | null = null;
  /** Whether the pointer moved since it was pressed: then its release is no click. */
  #dragged = false;

  constructor(readonly centre: () => { x: number; y: number }) {}

  get transform(): string {
    return `translate(${this.x.toFixed(1)} ${this.y.toFixed(1)}) scale(${this.scale.toFixed(3)})`;
  }

  fit = () => {
    [this.x, this.y, this.scale] = [0, 0, 1];
  };

  /** Zooms so that what lies at a place stays there. */
  zoom(factor: number, at = this.centre()) {
    const scale = Math.min(NEAREST, Math.max(FARTHEST, this.scale * factor));
    const ratio = scale / this.scale;
    this.x = at.x - (at.x - this.x) * ratio;
    this.y = at.y - (at.y - this.y) * ratio;
    this.scale = scale;
  }

  nearer = () => this.zoom(STEP);
  farther = () => this.zoom(1 / STEP);

  onkeydown = (event: KeyboardEvent) => {
    const act = {
      '+': this.nearer,
      '=': this.nearer,
      '-': this.farther,
      '0': this.fit,
      ArrowLeft: () => (this.x += PAN_PX),
      ArrowRight: () => (this.x -= PAN_PX),
      ArrowUp: () => (this.y += PAN_PX),
      ArrowDown: () => (this.y -= PAN_PX),
    }[event.key];
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act();
  };

  /** The wheel alone scrolls the page. */
  onwheel = (event: WheelEvent & { currentTarget: SVGGraphicsElement }) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const box = event.currentTarget.getBoundingClientRect();
    const size = sizeOf(event.currentTarget);
    const at = { x: (event.clientX - box.left) / size, y: (event.clientY - box.top) / size };
    this.zoom(event.deltaY < 0 ? STEP : 1 / STEP, at);
  };

  onpointerdown = (event: PointerEvent) => {
    this.#dragged = false;
    if (event.button === 0) this.#held = { x: event.clientX, y: event.clientY, pointer: event.pointerId };
  };

  onpointermove = (event: PointerEvent & { currentTarget: SVGGraphicsElement }) => {
    if (this.#held?.pointer !== event.pointerId) return;
    const [dx, dy] = [event.clientX - this.#held.x, event.clientY - this.#held.y];
    if (!this.#dragged && Math.hypot(dx, dy) < CLICK_PX) return;
    // Only what is dragged is captured: a captured pointer would click the canvas instead of a link.
    if (!this.#dragged) event.currentTarget.setPointerCapture(event.pointerId);
    this.#dragged = true;
    const size = sizeOf(event.currentTarget);
    this.x += dx / size;
    this.y += dy / size;
    this.#held = { x: event.clientX, y: event.clientY, pointer: event.pointerId };
  };

  onpointerup = () => {
    this.#held = null;
  };

  onclickcapture = (event: MouseEvent) => {
    if (!this.#dragged) return;
    this.#dragged = false;
    event.preventDefault();
    event.stopPropagation();
  };
}

/** How many pixels of the screen a unit of the picture takes. */
function sizeOf(picture: SVGGraphicsElement): number {
  return picture.getScreenCTM()?.a ?? 1;
}
