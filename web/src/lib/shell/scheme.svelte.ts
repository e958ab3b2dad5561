export const SCHEMES = ['auto', 'light', 'dark'] as const;
export type Scheme = (typeof SCHEMES)[number];

const STORED = 'otklik-scheme';

/** The reader's choice of colours; `auto` leaves it to the system. The page's head applies it before the first paint. */
class SchemeChoice {
  current = $state<Scheme>(SCHEMES.find((scheme) => scheme === document.documentElement.dataset.scheme) ?? 'auto');

  choose(scheme: Scheme) {
    this.current = scheme;
    if (scheme === 'auto') delete document.documentElement.dataset.scheme;
    else document.documentElement.dataset.scheme = scheme;
    try {
      localStorage.setItem(STORED, scheme);
    } catch {
      // The choice then lasts as long as the page.
    }
  }
}

export const scheme = new SchemeChoice();
