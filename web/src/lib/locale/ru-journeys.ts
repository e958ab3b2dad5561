// Apart from the other texts, since the first page does without them.
const files = import.meta.glob<string>('$locales/ru/journeys.ftl', { query: '?raw', import: 'default', eager: true });

export default Object.values(files);
