const files = import.meta.glob<string>(
  '$locales/en/{shell,entry,figures,findings,filters,overview,scores,operations,hurts,people,settings,audit,catalogue,units,quality,imports,privacy,explore}.ftl',
  { query: '?raw', import: 'default', eager: true },
);

export default Object.values(files);
