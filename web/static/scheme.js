// Runs before the first paint, so that a reader of the dark scheme is not dazzled by the light one.
try {
  var scheme = localStorage.getItem('otklik-scheme');
  if (scheme === 'light' || scheme === 'dark') document.documentElement.dataset.scheme = scheme;
} catch {
  // Without storage the system's scheme holds.
}
