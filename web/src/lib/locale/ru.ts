const files = import.meta.glob<string>(
  '$locales/ru/{shell,entry,figures,findings,filters,overview,scores,operations,hurts,people}.ftl',
  { query: '?raw', import: 'default', eager: true },
);

export default Object.values(files);
