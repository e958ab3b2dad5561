// The wire's shapes, as the server's contract tells them.

export type Language = 'ru' | 'en';
export type Text = Record<Language, string>;

export type Setup = { done: boolean; demo: { email: string; password: string } | null };

export type NewInstallation = {
  company: string;
  time_zone: string;
  language: Language;
  name: string;
  email: string;
  password: string;
};

export type Session = { user: User; workspace: Workspace };

export type User = {
  id: string;
  name: string;
  email: string;
  language: Language;
  role: 'administrator' | 'analyst' | 'manager' | 'agent' | 'viewer';
  scope: 'company' | { units: string[] };
};

export type MetricKind = 'nps' | 'csat' | 'ces';
export type Metric = { id: string; kind: MetricKind; name: Text; surveys: string[]; last_answer_only: boolean };
export type Unit = { path: string; name: Text; kind: 'company' | 'region' | 'branch' | 'desk' };

export type Workspace = {
  company: string;
  time_zone: string;
  currency: string | null;
  demo: boolean;
  people_word: 'customer' | 'guest';
  metrics: Metric[];
  channels: Record<string, Text>;
  units: Unit[];
  /** Customers are counted for those who see the whole company. */
  data: DataSpan & { events: number; customers: number | null };
};

export type DataSpan = { first: string | null; last: string | null };

export type Stage =
  'awareness' | 'consideration' | 'purchase' | 'delivery' | 'use' | 'service' | 'loyalty' | 'advocacy';

export type ScoreGroup = 'top' | 'middle' | 'bottom';
export type Delivery = 'in_time' | 'late';

export type Filter =
  | { all: Filter[] }
  | { any: Filter[] }
  | { not: Filter }
  | { period: string }
  | { unit: string }
  | { channel: string }
  | { stage: Stage }
  | { score: ScoreGroup }
  | { delivery: Delivery };

export type Measure = 'points' | 'share' | 'scale' | 'seconds' | 'money' | 'count';

/** A figure with its certainty; value and ends are null unless the status is `ok`. */
export type Estimate = {
  value: number | null;
  low: number | null;
  high: number | null;
  level: number;
  unit: Measure;
  currency?: string | null;
  n: number;
  people: number;
  effective_n: number;
  method: string;
  status: 'ok' | 'too_few' | 'not_identified';
};

export type Verdict = 'higher' | 'lower' | 'no_clear_change' | 'too_few';

export type Change = {
  value: number | null;
  low: number | null;
  high: number | null;
  level: number;
  p: number | null;
  p_adjusted: number | null;
  method: string;
  verdict: Verdict;
};

export type LeftOut = { rows: number; reason: null | 'other_scale' | 'no_unit' | 'limit' };

export type By = 'unit' | 'channel' | 'stage' | 'survey' | 'week' | 'month' | 'delivery' | 'hour';
export type Slice = Partial<Record<By, string>>;

export type ScoreRow = {
  slice: Slice;
  estimate: Estimate;
  change: Change | null;
  mean: Estimate;
  top_share: Estimate;
  with_text: number;
  distribution: { value: number; n: number }[];
  unfinished: boolean;
  versus_rest: 'above' | 'below' | 'inside' | null;
  limits: { low: number; high: number } | null;
  people: string;
};

export type Scores = {
  as_of: string;
  metric: string;
  minimum_people: number;
  total: ScoreRow;
  rows: ScoreRow[];
  left_out: LeftOut;
  asked: Estimate | null;
};

/** The fields of an operations row that are figures. */
export type OperationsField =
  | 'orders'
  | 'customers'
  | 'repeat_customers'
  | 'anonymous_share'
  | 'complaints_per_100'
  | 'returns_per_100'
  | 'waiting_median'
  | 'waiting_p90'
  | 'items'
  | 'goods'
  | 'freight'
  | 'paid'
  | 'average_order'
  | 'delivered'
  | 'late_by_time'
  | 'late_by_date'
  | 'delivery_mean'
  | 'delivery_median'
  | 'first_contact_resolution'
  | 'first_reply_median';

export type OperationsRow = Record<OperationsField, Estimate | null> & {
  slice: Slice;
  unfinished: boolean;
  first_order: string | null;
  last_order: string | null;
  late_by_time_count: number;
  late_by_date_count: number;
  changes: Partial<Record<OperationsField, Change>>;
  people: string;
};

export type Operations = {
  as_of: string;
  total: OperationsRow;
  rows: OperationsRow[];
  statuses: { status: string; orders: number }[];
  left_out: LeftOut;
};

export type Card = {
  id: string;
  kind: MetricKind | 'operation';
  estimate: Estimate;
  p90: Estimate | null;
  change: Change | null;
  better: 'higher' | 'lower';
  people: string;
  sparkline: (number | null)[];
};

export type Finding = {
  kind: 'metric_change' | 'operation_change' | 'unit_low' | 'unit_high' | 'peak_wait';
  id: string;
  unit: string | null;
  /** The hour of the day, of a finding about waiting. */
  hour?: string | null;
  estimate: Estimate;
  change: Change | null;
  good: boolean | null;
};

export type SilentSource = { source: string; unit: string | null; last_event: string; usual_gap_seconds: number };
export type UnitOutside = { unit: string; metric: string; verdict: 'above' | 'below' };

export type SinceMonday = {
  monday: string;
  confirmed_changes: Finding[];
  unread_critics: number;
  silent_sources: SilentSource[];
  response_rate: Estimate | null;
  response_change: Change | null;
  units_outside: UnitOutside[];
};

export type Overview = {
  as_of: string;
  period: string;
  span: { start: string; end: string } | null;
  data: DataSpan;
  minimum_people: number;
  cards: Card[];
  findings: Finding[];
  trend: { metric: string; rows: ScoreRow[] } | null;
  units: { metric: string; company: Estimate; rows: ScoreRow[] } | null;
  stages: { metric: string; rows: ScoreRow[] } | null;
  since_monday: SinceMonday;
  empty_reason: null | 'no_events' | 'none_in_period';
};

/** What a figure was asked with: the people behind it are found by the same words. */
export type PeopleQuestion = {
  kind: 'scores' | 'operations';
  metric?: string | null;
  field?: string | null;
  filter: Filter;
  slice: Slice;
};

export type Person = { customer: number | null; label: string; row: TimelineRow };

export type People = {
  as_of: string;
  total: number;
  rows_total: number;
  people: Person[];
  next: string | null;
  anonymous_rows: number;
};

export type CustomerIdentifier = { kind: string; value: string };

export type CustomerHit = {
  customer: number;
  label: string;
  identifiers: CustomerIdentifier[];
  last_event: string | null;
  events: number;
  home_unit: string | null;
};

export type Customers = { customers: CustomerHit[]; next: string | null; total: number };

export type Answer = {
  survey: string;
  question: string;
  metric: string | null;
  value: number | null;
  scale: [number, number] | null;
  text: string | null;
};

export type TimelineRow = {
  position: number;
  time: string;
  name: string;
  source: string;
  touchpoint: Text | null;
  stage: Stage | null;
  role: string | null;
  channel: string | null;
  unit: string | null;
  order: string | null;
  amount: string | null;
  currency: string | null;
  quantity: number | null;
  duration_ms: number | null;
  detail: string | null;
  agent: { id: string; kind: 'human' | 'bot' } | null;
  answer: Answer | null;
  properties: Record<string, unknown>;
};

export type TimelineCustomer = {
  customer: number;
  label: string;
  identifiers: CustomerIdentifier[];
  first_event: string | null;
  last_event: string | null;
  events: number;
  orders: number;
  spent: { amount: string; currency: string }[];
  last_scores: { metric: string; value: number; time: string }[];
};

export type Timeline = {
  as_of: string;
  customer: TimelineCustomer;
  rows: TimelineRow[];
  next: string | null;
  channels: string[];
};

export type FeedbackRow = TimelineRow & { customer: number | null; label: string; metric: string; read: boolean };
export type Feedback = { rows: FeedbackRow[]; next: string | null; total: number };

export type ApiKey = { id: string; name: string; created_at: string; last_used_at: string | null };
export type NewApiKey = { id: string; name: string; key: string };

/** What the server says of a request that failed (RFC 9457). */
export type ProblemDetails = {
  title: string;
  status: number;
  detail?: string;
  code: string;
  errors?: { pointer: string; code: string; detail: string }[];
  request_id?: string;
};
