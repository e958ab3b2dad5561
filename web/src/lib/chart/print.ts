// A picture alone on a landscape page of the browser's own print window, which makes a PDF of it; the look is in `app.css`.
import { fileName } from './file';
import type { Picture } from './picture';

/** Opens the print window on a picture; the title is what the file will be called. */
export function printPicture({ svg }: Picture, title: string): void {
  const page = document.createElement('div');
  page.className = 'print-page';
  // What is referred to has to be found in the copy: the chart on the page is hidden meanwhile.
  const apart = svg.replace(/( id="|url\(#)/g, '$1print-');
  page.append(new DOMParser().parseFromString(apart, 'image/svg+xml').documentElement);
  const before = document.title;
  addEventListener(
    'afterprint',
    () => {
      page.remove();
      document.title = before;
    },
    { once: true },
  );
  document.body.append(page);
  document.title = fileName(title);
  window.print();
}
