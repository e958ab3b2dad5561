// The server's API as functions; nothing else in the pages knows an address of it.
import type {
  FunnelAnswer,
  FunnelQuestion,
  LifecycleAnswer,
  LifecycleQuestion,
  MomentsAnswer,
  MarksAnswer,
  MarksQuestion,
  MomentsQuestion,
  PainsAnswer,
  PainsQuestion,
  PathsAnswer,
  PathsQuestion,
  RetentionAnswer,
  RetentionQuestion,
  TransitionsAnswer,
  TransitionsQuestion,
  VariantsAnswer,
  VariantsQuestion,
} from './journeys';
import type {
  AuditAsked,
  AuditShown,
  ApiKey,
  By,
  Catalogue,
  CataloguePreview,
  CatalogueShown,
  CatalogueVersions,
  Compare,
  Consents,
  ConsentText,
  CustomerNamed,
  Customers,
  DataQuality,
  Feedback,
  Draft,
  Erasure,
  ErasureBasis,
  Erasures,
  Expectations,
  Filter,
  GuessAsked,
  Hurts,
  IdentityConflicts,
  ImportPreview,
  ImportShown,
  InvitationMade,
  KeyAsked,
  Kinds,
  Merges,
  NewApiKey,
  NewConsent,
  NewInstallation,
  NewUnit,
  Operations,
  Overview,
  OwnChange,
  OwnSecondFactor,
  OwnSession,
  People,
  PeopleQuestion,
  ProblemDetails,
  Purpose,
  RecoveryCodes,
  ResponseAnswer,
  Scores,
  SecondFactorBegun,
  Session,
  Setup,
  SignInPolicy,
  Starter,
  Step,
  Text,
  Timeline,
  TrendAnswer,
  UnitDescription,
  UnitRow,
  Units,
  UserChanged,
  UserInvited,
  UserMade,
  UserRow,
} from './types';

/** A request that failed: by the server's word, or because the server was not reached. */
export class Problem extends Error {
  constructor(readonly details: ProblemDetails) {
    super(details.detail ?? details.title);
    this.name = 'Problem';
  }

  get unreachable(): boolean {
    return this.details.status === 0;
  }

  /** What the server says of one field of the input, such as `/email`. */
  at(pointer: string): string | undefined {
    return this.details.errors?.find((error) => error.pointer === pointer)?.detail;
  }
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
type Options = { body?: unknown; signal?: AbortSignal };

export const UNREACHABLE: ProblemDetails = { title: '', status: 0, code: 'unreachable' };

/** What is only read may be asked again, such as when another server has just erased somebody whose events were being read. */
const READS = /^\/(questions|people|customers|feedback)\b/;
const BUSY = 503;
const ASKED_AGAIN = 2;
const ASK_AGAIN_AFTER_MS = 1000;

/** Asks the server and reads its answer; for the modules beside this one, which pages of one subject load. */
export async function request<T>(method: Method, path: string, { body, signal }: Options = {}): Promise<T> {
  const headers: Record<string, string> = { 'Accept-Language': document.documentElement.lang };
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  const send = async () => {
    try {
      return await fetch(`/api/v1${path}`, { method, headers, signal, body: JSON.stringify(body) });
    } catch (error) {
      if (signal?.aborted) throw error;
      throw new Problem(UNREACHABLE);
    }
  };
  let response = await send();
  const reads = READS.test(path) && (method === 'GET' || path.startsWith('/questions'));
  for (let again = 0; reads && response.status === BUSY && again < ASKED_AGAIN; again++) {
    await pause(ASK_AGAIN_AFTER_MS);
    response = await send();
  }
  if (!response.ok) throw new Problem(await problemOf(response));
  return (response.status === 204 ? undefined : await response.json()) as T;
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

export async function problemOf(response: Response): Promise<ProblemDetails> {
  if (response.headers.get('Content-Type')?.startsWith('application/problem+json')) return await response.json();
  return { title: response.statusText, status: response.status, code: `http_${response.status}` };
}

function query(fields: Record<string, string | number | boolean | null | undefined>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) {
    if (value !== null && value !== undefined && value !== '') search.set(name, String(value));
  }
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}

/** Sends a file as it is; only this way of asking tells how far it has come. */
function uploadFile(file: File, to: string | null, onprogress: (share: number) => void): Promise<ImportShown> {
  return new Promise((resolve, reject) => {
    const sent = new XMLHttpRequest();
    sent.open('POST', `/api/v1/imports/files${query({ name: file.name, import: to })}`);
    sent.setRequestHeader('Content-Type', 'application/octet-stream');
    sent.setRequestHeader('Accept-Language', document.documentElement.lang);
    sent.responseType = 'json';
    sent.upload.onprogress = (event) => onprogress(event.total > 0 ? event.loaded / event.total : 0);
    sent.onerror = () => reject(new Problem(UNREACHABLE));
    sent.onload = () => {
      if (sent.status === 201) resolve(sent.response as ImportShown);
      else reject(new Problem((sent.response as ProblemDetails | null) ?? { ...UNREACHABLE, status: sent.status }));
    };
    sent.send(file);
  });
}

type Divided = { filter: Filter; by?: By[] };
type Compared = Divided & { compare?: Compare | null };

export const api = {
  setup: () => request<Setup>('GET', '/setup'),
  setUp: (installation: NewInstallation) => request<Session>('POST', '/setup', { body: installation }),

  session: () => request<Session>('GET', '/session'),
  signIn: (email: string, password: string, code: string | null) =>
    request<Session>('POST', '/session', { body: { email, password, code } }),
  changeOwn: (own: OwnChange) => request<Session>('PATCH', '/session', { body: own }),
  signOut: () => request<undefined>('DELETE', '/session'),

  overview: (question: { filter: Filter }, signal?: AbortSignal) =>
    request<Overview>('POST', '/questions/overview', { body: question, signal }),
  scores: (question: Compared & { metric: string; split_by?: By }, signal?: AbortSignal) =>
    request<Scores>('POST', '/questions/scores', { body: question, signal }),
  operations: (question: Compared, signal?: AbortSignal) =>
    request<Operations>('POST', '/questions/operations', { body: question, signal }),
  trend: (
    question: { filter: Filter; metric?: string; field?: string; step: Step; by?: By | null },
    signal?: AbortSignal,
  ) => request<TrendAnswer>('POST', '/questions/trend', { body: question, signal }),
  response: (question: Compared & { metric?: string }, signal?: AbortSignal) =>
    request<ResponseAnswer>('POST', '/questions/response', { body: question, signal }),
  expectations: (question: Divided & { metric: string }, signal?: AbortSignal) =>
    request<Expectations>('POST', '/questions/expectations', { body: question, signal }),
  pains: (question: PainsQuestion, signal?: AbortSignal) =>
    request<PainsAnswer>('POST', '/questions/pains', { body: question, signal }),
  marks: (question: MarksQuestion, signal?: AbortSignal) =>
    request<MarksAnswer>('POST', '/questions/marks', { body: question, signal }),
  moments: (question: MomentsQuestion, signal?: AbortSignal) =>
    request<MomentsAnswer>('POST', '/questions/moments', { body: question, signal }),
  hurts: (question: { filter: Filter; by: By; long_wait_seconds: number }, signal?: AbortSignal) =>
    request<Hurts>('POST', '/questions/hurts', { body: question, signal }),

  dataQuality: (question: { filter: Filter }, signal?: AbortSignal) =>
    request<DataQuality>('POST', '/questions/data-quality', { body: question, signal }),

  funnel: (question: FunnelQuestion, signal?: AbortSignal) =>
    request<FunnelAnswer>('POST', '/questions/funnel', { body: question, signal }),
  retention: (question: RetentionQuestion, signal?: AbortSignal) =>
    request<RetentionAnswer>('POST', '/questions/retention', { body: question, signal }),
  transitions: (question: TransitionsQuestion, signal?: AbortSignal) =>
    request<TransitionsAnswer>('POST', '/questions/transitions', { body: question, signal }),
  paths: (question: PathsQuestion, signal?: AbortSignal) =>
    request<PathsAnswer>('POST', '/questions/paths', { body: question, signal }),
  variants: (question: VariantsQuestion, signal?: AbortSignal) =>
    request<VariantsAnswer>('POST', '/questions/variants', { body: question, signal }),
  lifecycle: (question: LifecycleQuestion, signal?: AbortSignal) =>
    request<LifecycleAnswer>('POST', '/questions/lifecycle', { body: question, signal }),

  people: (question: PeopleQuestion, cursor: string | null, signal?: AbortSignal) =>
    request<People>('GET', `/people${query({ question: JSON.stringify(question), cursor })}`, { signal }),
  customers: (search: string, cursor: string | null, signal?: AbortSignal) =>
    request<Customers>('GET', `/customers${query({ search, cursor })}`, { signal }),
  timeline: (customer: string, channel: string | null, cursor: string | null, signal?: AbortSignal) =>
    request<Timeline>('GET', `/customers/${encodeURIComponent(customer)}/timeline${query({ channel, cursor })}`, {
      signal,
    }),

  merges: (cursor: string | null, signal?: AbortSignal) =>
    request<Merges>('GET', `/merges${query({ cursor })}`, { signal }),
  merge: (one: number, other: number) => request<CustomerNamed>('POST', '/merges', { body: { one, other } }),
  undoMerge: (id: number) => request<undefined>('POST', `/merges/${id}/undo`),
  identityConflicts: (signal?: AbortSignal) => request<IdentityConflicts>('GET', '/merges/conflicts', { signal }),

  consents: (customer: number, signal?: AbortSignal) =>
    request<Consents>('GET', `/customers/${customer}/consents`, { signal }),
  recordConsent: (customer: number, said: NewConsent) =>
    request<Consents>('POST', `/customers/${customer}/consents`, { body: said }),
  consentTexts: (signal?: AbortSignal) => request<ConsentText[]>('GET', '/consent-texts', { signal }),
  addConsentText: (purpose: Purpose, text: Text) =>
    request<ConsentText[]>('POST', '/consent-texts', { body: { purpose, text } }),
  exportAddress: (customer: number) => `/api/v1/customers/${customer}/export`,
  eraseCustomer: (customer: number, basis: ErasureBasis, reference: string) =>
    request<Erasure>('POST', `/customers/${customer}/erasure`, { body: { basis, reference } }),
  erasures: (cursor: string | null, signal?: AbortSignal) =>
    request<Erasures>('GET', `/erasures${query({ cursor })}`, { signal }),
  erasure: (number: string, signal?: AbortSignal) =>
    request<Erasure>('GET', `/erasures/${encodeURIComponent(number)}`, { signal }),

  feedback: (filter: Filter, unread: boolean, cursor: string | null, signal?: AbortSignal) =>
    request<Feedback>('GET', `/feedback${query({ filter: JSON.stringify(filter), unread, cursor })}`, { signal }),
  markRead: (positions: number[]) => request<undefined>('POST', '/feedback/read', { body: { positions } }),

  catalogue: (signal?: AbortSignal) => request<CatalogueShown>('GET', '/catalogue', { signal }),
  saveCatalogue: (version: number, catalogue: Catalogue) =>
    request<CatalogueShown>('PUT', '/catalogue', { body: { version, catalogue } }),
  previewCatalogue: (catalogue: Catalogue, signal?: AbortSignal) =>
    request<CataloguePreview>('POST', '/catalogue/preview', { body: { catalogue }, signal }),
  kinds: (asked: { unmapped: boolean; search: string }, cursor: string | null, signal?: AbortSignal) =>
    request<Kinds>('GET', `/catalogue/kinds${query({ ...asked, cursor })}`, { signal }),
  starters: (signal?: AbortSignal) => request<Starter[]>('GET', '/catalogue/starters', { signal }),
  catalogueVersions: (cursor: string | null, signal?: AbortSignal) =>
    request<CatalogueVersions>('GET', `/catalogue/versions${query({ cursor, limit: 20 })}`, { signal }),
  catalogueVersion: (version: number) => request<CatalogueShown>('GET', `/catalogue/versions/${version}`),

  units: (signal?: AbortSignal) => request<Units>('GET', '/units', { signal }),
  addUnit: (unit: NewUnit) => request<UnitRow>('POST', '/units', { body: unit }),
  describeUnit: (path: string, unit: UnitDescription) =>
    request<UnitRow>('PUT', `/units/${encodeURIComponent(path)}`, { body: unit }),
  deleteUnit: (path: string) => request<undefined>('DELETE', `/units/${encodeURIComponent(path)}`),
  imports: (signal?: AbortSignal) => request<{ imports: ImportShown[] }>('GET', '/imports', { signal }),
  import: (id: string, signal?: AbortSignal) =>
    request<ImportShown>('GET', `/imports/${encodeURIComponent(id)}`, { signal }),
  uploadFile,
  guessImport: (id: string, known: GuessAsked) =>
    request<ImportShown>('POST', `/imports/${encodeURIComponent(id)}/guess`, { body: known }),
  mapImport: (id: string, draft: Draft) =>
    request<ImportShown>('PUT', `/imports/${encodeURIComponent(id)}/mapping`, { body: { draft } }),
  previewImport: (id: string, signal?: AbortSignal) =>
    request<ImportPreview>('GET', `/imports/${encodeURIComponent(id)}/preview`, { signal }),
  checkImport: (id: string) => request<ImportShown>('POST', `/imports/${encodeURIComponent(id)}/dry-run`),
  runImport: (id: string) => request<ImportShown>('POST', `/imports/${encodeURIComponent(id)}/run`),
  cancelImport: (id: string) => request<ImportShown>('POST', `/imports/${encodeURIComponent(id)}/cancel`),
  mappingAddress: (id: string) => `/api/v1/imports/${encodeURIComponent(id)}/mapping.toml`,
  refusedAddress: (id: string, file: string) =>
    `/api/v1/imports/${encodeURIComponent(id)}/rejected.csv${query({ file })}`,

  changePassword: (current: string, password: string) =>
    request<undefined>('PUT', '/account/password', { body: { current, password } }),
  ownSessions: (signal?: AbortSignal) => request<OwnSession[]>('GET', '/account/sessions', { signal }),
  endSession: (id: string) => request<undefined>('DELETE', `/account/sessions/${encodeURIComponent(id)}`),
  endOtherSessions: () => request<{ ended: number }>('DELETE', '/account/sessions'),
  secondFactor: (signal?: AbortSignal) => request<OwnSecondFactor>('GET', '/account/second-factor', { signal }),
  beginSecondFactor: (password: string) =>
    request<SecondFactorBegun>('POST', '/account/second-factor', { body: { password } }),
  confirmSecondFactor: (code: string) => request<RecoveryCodes>('PUT', '/account/second-factor', { body: { code } }),
  removeSecondFactor: (password: string) =>
    request<undefined>('POST', '/account/second-factor/removal', { body: { password } }),
  acceptInvitation: (token: string, password: string) =>
    request<{ email: string }>('POST', '/invitation', { body: { token, password } }),

  users: (signal?: AbortSignal) => request<UserRow[]>('GET', '/users', { signal }),
  inviteUser: (user: UserInvited) => request<UserMade>('POST', '/users', { body: user }),
  changeUser: (id: string, user: UserChanged) =>
    request<UserRow>('PATCH', `/users/${encodeURIComponent(id)}`, { body: user }),
  removeUser: (id: string) => request<undefined>('DELETE', `/users/${encodeURIComponent(id)}`),
  inviteAgain: (id: string) => request<InvitationMade>('POST', `/users/${encodeURIComponent(id)}/invitation`),

  resetSecondFactor: (id: string) => request<undefined>('DELETE', `/users/${encodeURIComponent(id)}/second-factor`),
  signInPolicy: (signal?: AbortSignal) => request<SignInPolicy>('GET', '/sign-in-policy', { signal }),
  changeSignInPolicy: (policy: SignInPolicy) => request<SignInPolicy>('PUT', '/sign-in-policy', { body: policy }),
  audit: (asked: AuditAsked, cursor: string | null, signal?: AbortSignal) =>
    request<AuditShown>('GET', `/audit${query({ ...asked, cursor })}`, { signal }),
  auditAddress: (asked: AuditAsked) => `/api/v1/audit.csv${query(asked)}`,

  keys: (signal?: AbortSignal) => request<ApiKey[]>('GET', '/keys', { signal }),
  createKey: (key: KeyAsked) => request<NewApiKey>('POST', '/keys', { body: key }),
  deleteKey: (id: string) => request<undefined>('DELETE', `/keys/${encodeURIComponent(id)}`),
};
