// What a panel shows, as one drawing that stands by itself: boxes and lines of text where the page has them, charts as they are.
const NAMESPACE = 'http://www.w3.org/2000/svg';
/** What of a chart's look the page's styles decide; inside a file there are none. */
const LOOK = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linejoin',
  'opacity',
  'font-family',
  'font-size',
  'font-weight',
  'text-anchor',
];
const SIDES = ['top', 'right', 'bottom', 'left'] as const;
const CLEAR = 'rgba(0, 0, 0, 0)';
/** Where letters stand in the box of their line: the part above the base line. */
const ASCENT = 0.79;
const PIXELS_PER_DOT = 2;
const CAPTION_HEIGHT = 28;
const CAPTION_SIZE = 12;

export type Picture = { svg: string; width: number; height: number };

/** Draws what an element of the page shows, with a line below that says of what; what is marked `data-no-picture` stays out. */
export function pictureOf(element: HTMLElement, caption: string): Picture {
  const { left, top, width, height } = element.getBoundingClientRect();
  const drawing = document.createElementNS(NAMESPACE, 'svg');
  const size = { width: Math.ceil(width), height: Math.ceil(height) + CAPTION_HEIGHT };
  set(drawing, { xmlns: NAMESPACE, ...size, viewBox: `0 0 ${size.width} ${size.height}` });
  const paper = getComputedStyle(document.body).backgroundColor;
  drawing.append(shape('rect', { ...size, fill: paper }));
  draw(element, drawing, { left, top });
  const { color, fontFamily } = getComputedStyle(document.body);
  const line = { x: 4, y: size.height - 10, fill: color, 'font-family': fontFamily, 'font-size': CAPTION_SIZE };
  const below = shape('text', line);
  below.textContent = caption;
  drawing.append(below);
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
  const copy = document.createElementNS(NAMESPACE, link ? 'g' : element.tagName);
  for (const { name, value } of element.attributes) {
    if (!link && !/^(class|style|role|tabindex|on.*|aria-.*)$/.test(name)) copy.setAttribute(name, value);
  }
  const style = getComputedStyle(element);
  for (const name of LOOK) copy.setAttribute(name, style.getPropertyValue(name));
  for (const child of element.childNodes) {
    if (child instanceof Element) copy.append(dressed(child));
    else if (child instanceof Text) copy.append(child.data);
  }
  return copy;
}

function shape(name: string, attributes: Record<string, string | number | undefined>): SVGElement {
  return set(document.createElementNS(NAMESPACE, name), attributes);
}

function set(element: SVGElement, attributes: Record<string, string | number | undefined>): SVGElement {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  return element;
}
