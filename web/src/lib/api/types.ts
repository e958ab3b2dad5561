// The wire's shapes by short names, taken from the server's own description (`npm run gen:api`).
import type { JourneyFigure } from './journeys';
import type { components } from './schema';

type Described = components['schemas'];

/** What the server writes: an absent value is null, never left out. */
export type Told<T> = T extends object ? { [Field in keyof T]-?: Told<Exclude<T[Field], undefined>> } : T;

export type Language = Described['Language'];
export type Text = Described['Text'];
export type Setup = Told<Described['SetupState']>;
export type NewInstallation = Described['NewInstallation'];

export type User = Omit<Told<Described['UserShown']>, 'role'> & { role: Uncapitalize<Described['UserRole']> };
export type Unit = Omit<Told<Described['UnitShown']>, 'kind'> & { kind: Uncapitalize<Described['UnitKind']> };
export type Workspace = Omit<Told<Described['WorkspaceShown']>, 'people_word' | 'units'> & {
  people_word: Uncapitalize<Described['PeopleWord']>;
  units: Unit[];
};
export type Session = { user: User; workspace: Workspace };
export type Metric = Told<Described['MetricDefinition']>;
export type MetricKind = Described['MetricKind'];

export type Filter = Described['Filter'];
export type Stage = Described['Stage'];
export type ScoreGroup = Described['ScoreGroup'];
export type Delivery = Described['Delivery'];
export type Deed = Described['Deed'];
export type IdentifierKind = Described['IdentifierKind'];
export type By = Described['By'];
export type Slice = Described['ScoreRow']['slice'];
export type Compare = Described['Compare'];

/** A figure with its certainty; value and ends are null unless the status is `ok`. */
export type Estimate = Told<Described['Estimate']>;
export type Measure = Described['Measure'];
export type Change = Told<Described['Change']>;
export type LeftOut = Told<Described['LeftOut']>;

export type ScoreRow = Told<Described['ScoreRow']>;
export type Scores = Told<Described['Scores']>;
/** A figure in one slice, whatever question it answers. */
export type FigureRow = Pick<ScoreRow, 'slice' | 'estimate'> & { people: string | null } & Partial<
    Pick<ScoreRow, 'change' | 'unfinished' | 'versus_rest' | 'limits' | 'target'>
  >;
export type ChangeSplit = Told<Described['ChangeSplit']>;
export type TargetProgress = Told<Described['TargetProgress']>;
export type Target = Described['Target'];
export type Step = Described['Step'];
export type TrendAnswer = Told<Described['TrendAnswer']>;
export type ResponseAnswer = Told<Described['ResponseAnswer']>;
export type ResponseRow = Told<Described['ResponseRow']>;
export type Expectations = Told<Described['Expectations']>;
export type ExpectationsRow = Told<Described['ExpectationsRow']>;
export type Hurts = Told<Described['Hurts']>;
export type Hurt = Told<Described['Hurt']>;
export type Operations = Told<Described['Operations']>;
export type OperationsRow = Told<Described['OperationsRow']>;
/** The fields of an operations row that are figures. */
export type OperationsField = {
  [Field in keyof OperationsRow]: NonNullable<OperationsRow[Field]> extends Estimate ? Field : never;
}[keyof OperationsRow];

export type Overview = Told<Described['Overview']>;
export type Card = Told<Described['Card']>;
export type Finding = Told<Described['Finding']>;
export type SinceMonday = Told<Described['SinceMonday']>;

/** What a figure was asked with: the people behind it are found by the same words. */
export type PeopleQuestion = {
  kind: 'scores' | 'operations' | 'response' | 'journey';
  metric?: string | null;
  field?: string | null;
  filter: Filter;
  slice: Slice;
  /** The question and the figure, for journeys. */
  journey?: JourneyFigure | null;
};
export type People = Told<Described['People']>;

export type Customers = Told<Described['Customers']>;
export type CustomerHit = Told<Described['CustomerHit']>;
export type Identifier = Told<Described['IdentifierShown']>;
export type Merges = Told<Described['MergesShown']>;
export type CustomerNamed = Told<Described['CustomerNamed']>;
export type IdentityConflicts = Told<Described['IdentityConflicts']>;
export type Timeline = Told<Described['Timeline']>;
export type TimelineCustomer = Told<Described['CustomerFacts']>;
export type TimelineRow = Told<Described['TimelineRow']>;
export type Answer = Told<Described['AnswerShown']>;
export type Feedback = Told<Described['Feedback']>;
export type FeedbackRow = Told<Described['FeedbackRow']>;

export type Right = Described['Right'];
export type UserRole = User['role'];
export type Scope = User['scope'];
export type UserRow = Told<Described['UserRow']>;
export type UserMade = Told<Described['UserMade']>;
export type UserInvited = Described['UserInvited'];
export type UserChanged = Described['UserChanged'];
export type InvitationMade = Told<Described['InvitationMade']>;
export type OwnChange = Described['OwnChange'];
export type OwnSecondFactor = Told<Described['OwnSecondFactor']>;
export type SecondFactorBegun = Told<Described['SecondFactorBegun']>;
export type RecoveryCodes = Told<Described['RecoveryCodes']>;
export type SignInPolicy = Described['SignInPolicy'];
export type SecondFactorFor = Described['SecondFactorFor'];
export type AuditShown = Told<Described['AuditShown']>;
export type AuditEntry = AuditShown['entries'][number];
/** Which entries of the log; nothing stands for all. */
export type AuditAsked = Record<'from' | 'to' | 'action' | 'object' | 'who', string | null>;
export type OwnSession = Told<Described['OwnSession']>;
export type KeyScope = Described['KeyScope'];
export type KeyAsked = Described['NewKey'];
export type ApiKey = Told<Described['KeyShown']>;
export type NewApiKey = Told<Described['KeyMade']>;

export type EventKind = Described['EventKind'];
export type Role = Described['Role'];
export type Experience = Described['Experience'];
export type Placement = Described['Placement'];
export type Rule = Required<Described['Rule']>;
export type RuleConflict = Described['RuleConflict'];
/** A catalogue as the server writes it: every pattern is there. */
export type Catalogue = Required<Omit<Described['Catalogue'], 'rules' | 'targets'>> &
  Pick<Described['Catalogue'], 'targets'> & { rules: Rule[] };
export type CatalogueShown = Omit<Told<Described['CatalogueShown']>, 'catalogue'> & { catalogue: Catalogue };
export type CataloguePreview = Told<Described['CataloguePreview']>;
export type Suggestion = Omit<Told<Described['Suggestion']>, 'placement'> & { placement: Placement };
export type KindRow = Omit<Told<Described['KindRow']>, 'placement' | 'suggestion'> & {
  placement: Placement | null;
  suggestion: Suggestion | null;
};
export type Kinds = Omit<Told<Described['Kinds']>, 'kinds'> & { kinds: KindRow[] };
export type Business = Uncapitalize<Described['Business']>;
export type Starter = Omit<Told<Described['StarterShown']>, 'catalogue' | 'business'> & {
  catalogue: Catalogue;
  business: Business;
};
export type VersionShown = Told<Described['VersionShown']>;
export type CatalogueVersions = Told<Described['VersionsShown']>;

export type DataQuality = Told<Described['DataQualityShown']>;

export type UnitKind = Uncapitalize<Described['UnitKind']>;
export type UnitRow = Omit<Told<Described['UnitRow']>, 'kind'> & { kind: UnitKind };
export type Units = Omit<Told<Described['Units']>, 'units'> & { units: UnitRow[] };
export type NewUnit = Omit<Described['NewUnit'], 'kind'> & { kind: UnitKind };
export type UnitDescription = Omit<NewUnit, 'path'>;
export type ImportShown = Told<Described['ImportShown']>;
export type ImportStage = Described['ImportStage'];
export type FileFacts = Told<Described['FileFacts']>;
export type ColumnFacts = Told<Described['ColumnFacts']>;
export type Draft = Told<Described['Draft']>;
export type DraftFile = Told<Described['DraftFile']>;
export type DraftColumn = Told<Described['DraftColumn']>;
export type Becomes = Described['Becomes'];
export type CheckShown = Told<Described['CheckShown']>;
export type RefusedShown = Told<Described['RefusedShown']>;
export type GuessAsked = Partial<Described['GuessAsked']>;
/** An event as programs send it. */
export type SentEvent = {
  name: string;
  time: string;
  unit?: string;
  channel?: string;
  amount?: string;
  currency?: string;
  customer?: { id?: string; email?: string; phone?: string; messenger?: string; anonymous?: string };
  answer?: { value?: number; text?: string };
};
export type ImportPreview = { events: SentEvent[]; rejected: RefusedShown[]; rows: number };

export type Purpose = Described['Purpose'];
/** Every purpose, the one that the others rest on first. */
export const PURPOSES: Purpose[] = ['processing', 'survey', 'advertising'];
export type ErasureBasis = Described['ErasureBasis'];
export type Erasure = Told<Described['ErasureShown']>;
export type Erasures = Told<Described['ErasuresShown']>;
export type Consents = Told<Described['ConsentsShown']>;
export type NewConsent = Described['NewConsentSaid'];
export type ConsentText = Told<Described['ConsentTextShown']>;

/** What the server says of a request that failed (RFC 9457). */
export type ProblemDetails = Pick<Described['ProblemDetails'], 'title' | 'status'> & {
  code: string;
  detail?: string;
  errors?: { pointer: string; detail: string }[];
  request_id?: string;
};
