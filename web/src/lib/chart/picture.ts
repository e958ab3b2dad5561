// What a panel shows, as one drawing that stands by itself: boxes and lines of text where the page has them, charts as they are.
const NAMESPACE = 'http://www.w3.org/2000/svg';
/** What of a chart's look the page's styles decide; inside a file there are none. */
const LOOK = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linejoin',
  'stroke-linecap',
  'paint-order',
  'opacity',
  'font-family',
  'font-size',
  'font-weight',
  'text-anchor',
];
const PAGE_ONLY = ['class', 'style', 'role', 'tabindex'];
const SIDES = ['top', 'right', 'bottom', 'left'] as const;
const CLEAR = 'rgba(0, 0, 0, 0)';
/** Where letters stand in the box of their line: the part above the base line. */
const ASCENT = 0.79;
const PIXELS_PER_DOT = 2;
const CAPTION_HEIGHT = 28;
const CAPTION_SIZE = 12;
const TITLE_SIZE = 20;
const LINE_HEIGHT = 18;
const MARGIN = 16;
/** A letter of a caption is about so wide. */
const LETTER_PX = 6.4;

export type Picture = { svg: string; width: number; height: number };

/** Draws what an element of the page shows, with a line below that says of what; what is marked `data-no-picture` stays out. */
export function pictureOf(element: HTMLElement, caption: string): Picture {
  return inLight(() => {
    const { left, top, width, height } = element.getBoundingClientRect();
    const size = { width: Math.ceil(width), height: Math.ceil(height) + CAPTION_HEIGHT };
    const drawing = blank(size, document.body);
    draw(element, drawing, { left, top });
    drawing.append(said(caption, { x: 4, y: size.height - 10 }));
    return written(drawing, size);
  });
}

/** Draws one chart as large as it is meant, wherever its reader has moved it (`data-moved`), under a title and lines that say of what. */
export function pictureOfChart(chart: SVGSVGElement, title: string, lines: readonly string[]): Picture {
  return inLight(() => {
    const { width, height } = chart.viewBox.baseVal;
    const told = lines.flatMap((line) => wrapped(line, Math.floor((width - 2 * MARGIN) / LETTER_PX)));
    const head = MARGIN + TITLE_SIZE + told.length * LINE_HEIGHT + MARGIN;
    const size = { width: Math.ceil(width) + 2 * MARGIN, height: Math.ceil(height + head) + MARGIN };
    const drawing = blank(size, chart.closest('.panel') ?? document.body);
    const place = { x: MARGIN, y: MARGIN + TITLE_SIZE * ASCENT, 'font-size': TITLE_SIZE, 'font-weight': 600 };
    drawing.append(said(title, place));
    told.forEach((line, index) =>
      drawing.append(said(line, { x: MARGIN, y: MARGIN + TITLE_SIZE + (index + 1) * LINE_HEIGHT })),
    );
    drawing.append(set(dressed(chart), { x: MARGIN, y: head, width, height }));
    return written(drawing, size);
  });
}

/** A text on lines of so many letters at most, broken between words. */
export function wrapped(text: string, letters: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + word.length < letters) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** Does something while the page has its light colours: a picture is for paper and letters, whatever its maker's screen. */
function inLight<T>(act: () => T): T {
  const { dataset } = document.documentElement;
  const { scheme } = dataset;
  dataset.scheme = 'light';
  try {
    return act();
  } finally {
    if (scheme === undefined) delete dataset.scheme;
    else dataset.scheme = scheme;
  }
}

type Size = { width: number; height: number };

/** A sheet of the colour that something on the page has. */
function blank(size: Size, like: Element): SVGElement {
  const drawing = document.createElementNS(NAMESPACE, 'svg');
  set(drawing, { xmlns: NAMESPACE, ...size, viewBox: `0 0 ${size.width} ${size.height}` });
  drawing.append(shape('rect', { ...size, fill: getComputedStyle(like).backgroundColor }));
  return drawing;
}

function said(text: string, look: Record<string, string | number>): SVGElement {
  const { color, fontFamily } = getComputedStyle(document.body);
  const line = shape('text', { fill: color, 'font-family': fontFamily, 'font-size': CAPTION_SIZE, ...look });
  line.textContent = text;
  return line;
}

function written(drawing: SVGElement, size: Size): Picture {
  return { svg: new XMLSerializer().serializeToString(drawing), ...size };
}

/** Turns a drawing into an image of twice its size, sharp on fine screens and on paper. */
export async function pngOf({ svg, width, height }: Picture): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = width * PIXELS_PER_DOT;
  canvas.height = height * PIXELS_PER_DOT;
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('the picture could not be drawn'))), 'image/png');
  });
}

type Origin = { left: number; top: number };

function draw(element: Element, onto: SVGElement, origin: Origin): void {
  const style = getComputedStyle(element);
  if (element.matches('[data-no-picture], .unseen') || style.display === 'none' || style.visibility === 'hidden')
    return;
  if (element instanceof SVGSVGElement) {
    onto.append(copied(element, origin));
    return;
  }
  drawBox(element, style, onto, origin);
  for (const child of element.childNodes) {
    if (child instanceof Element) draw(child, onto, origin);
    else if (child instanceof Text) drawText(child, style, onto, origin);
  }
}

function drawBox(element: Element, style: CSSStyleDeclaration, onto: SVGElement, origin: Origin): void {
  const { left, top, width, height } = element.getBoundingClientRect();
  const [x, y] = [left - origin.left, top - origin.top];
  const sides = SIDES.map((side) => {
    const line = style.getPropertyValue(`border-${side}-style`);
    const seen = line !== 'none' && style.getPropertyValue(`border-${side}-color`) !== CLEAR;
    return seen ? parseFloat(style.getPropertyValue(`border-${side}-width`)) : 0;
  });
  const framed = sides.every((thickness) => thickness > 0);
  const filled = style.backgroundColor !== CLEAR;
  if (filled || framed) {
    const look = {
      fill: filled ? style.backgroundColor : 'none',
      rx: parseFloat(style.borderTopLeftRadius) || 0,
      ...(framed && { stroke: style.borderTopColor, 'stroke-width': sides[0] }),
    };
    onto.append(shape('rect', { x, y, width, height, ...look }));
  }
  if (framed) return;
  const corners = [
    [x, y],
    [x + width, y],
    [x + width, y + height],
    [x, y + height],
  ] as const;
  SIDES.forEach((side, index) => {
    const [from, to] = [corners[index], corners[(index + 1) % corners.length]];
    if (!sides[index] || !from || !to) return;
    const look = { stroke: style.getPropertyValue(`border-${side}-color`), 'stroke-width': sides[index] };
    onto.append(shape('line', { x1: from[0], y1: from[1], x2: to[0], y2: to[1], ...look }));
  });
}

/** Writes a text line by line, as the page has broken it. */
function drawText(text: Text, style: CSSStyleDeclaration, onto: SVGElement, origin: Origin): void {
  const lines: { x: number; y: number; words: string }[] = [];
  const range = document.createRange();
  for (const { 0: word, index } of text.data.matchAll(/\S+/g)) {
    range.setStart(text, index);
    range.setEnd(text, index + word.length);
    const { left, top, width, height } = range.getBoundingClientRect();
    if (width === 0) continue;
    const y = top - origin.top + height * ASCENT;
    const line = lines.at(-1);
    if (line && Math.abs(line.y - y) < 1) line.words += ` ${word}`;
    else lines.push({ x: left - origin.left, y, words: word });
  }
  for (const { x, y, words } of lines) {
    const written = shape('text', { x, y, fill: style.color });
    for (const name of ['font-family', 'font-size', 'font-weight'])
      written.setAttribute(name, style.getPropertyValue(name));
    written.textContent = words;
    onto.append(written);
  }
}

/** A chart with its look written into it, and without what only a page can do. */
function copied(chart: SVGSVGElement, origin: Origin): SVGElement {
  const { left, top, width, height } = chart.getBoundingClientRect();
  const copy = dressed(chart);
  set(copy, { x: left - origin.left, y: top - origin.top, width, height });
  return copy;
}

function dressed(element: Element): SVGElement {
  const link = element instanceof SVGAElement;
  // A link within a text is a part of the text.
  const plain = element.parentElement instanceof SVGTextContentElement ? 'tspan' : 'g';
  const copy = document.createElementNS(NAMESPACE, link ? plain : element.tagName);
  const dropped = element.hasAttribute('data-moved') ? [...PAGE_ONLY, 'transform'] : PAGE_ONLY;
  for (const { name, value } of element.attributes) {
    if (!link && !dropped.includes(name) && !/^(on|aria-|data-)/.test(name)) copy.setAttribute(name, value);
  }
  const style = getComputedStyle(element);
  for (const name of LOOK) copy.setAttribute(name, style.getPropertyValue(name));
  for (const child of element.childNodes) {
    if (child instanceof Element) copy.append(...(isUnseen(child) ? [] : [dressed(child)]));
    else if (child instanceof Text) copy.append(child.data);
  }
  return copy;
}

/** What is there for the page or for the pointer only. */
function isUnseen(element: Element): boolean {
  if (element.hasAttribute('data-no-picture')) return true;
  const { fill, stroke } = getComputedStyle(element);
  return element instanceof SVGGeometryElement && [fill, stroke].every((paint) => paint === 'none' || paint === CLEAR);
}

function shape(name: string, attributes: Record<string, string | number | undefined>): SVGElement {
  return set(document.createElementNS(NAMESPACE, name), attributes);
}

function set(element: SVGElement, attributes: Record<string, string | number | undefined>): SVGElement {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  return element;
}
