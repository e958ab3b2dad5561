// The wire's shapes of questions about journeys, taken from the server's own description.
import type { components } from './schema';
import type { Told } from './types';

type Described = components['schemas'];

export type FunnelQuestion = Described['FunnelQuestion'];
export type FunnelOrder = Described['FunnelOrder'];
export type FunnelCounting = Described['FunnelCounting'];
export type FunnelExcluded = Described['FunnelExcluded'];
export type Together = Described['Together'];
export type FunnelAnswer = Told<Described['FunnelAnswer']>;
export type FunnelRow = Told<Described['FunnelRow']>;
export type FunnelSlice = Told<Described['FunnelSlice']>;
export type TimeBar = Told<Described['TimeBar']>;

export type PeriodStep = Described['PeriodStep'];
export type RetentionEntry = Described['RetentionEntry'];
export type RetentionReturning = Described['RetentionReturning'];
export type RetentionQuestion = Described['RetentionQuestion'];
export type RetentionAnswer = Told<Described['RetentionAnswer']>;
export type CohortRow = Told<Described['CohortRow']>;
export type ReturnRow = Told<Described['ReturnRow']>;
export type RetentionMean = Told<Described['RetentionMean']>;

export type NodeKind = Described['NodeKind'];
export type JourneyOf = Described['JourneyOf'];
export type NodesAsked = Described['NodesAsked'];
export type JourneysAsked = Described['JourneysAsked'];
export type JourneyNode = Told<Described['JourneyNode']>;
export type TransitionsQuestion = Described['TransitionsQuestion'];
export type TransitionsAnswer = Told<Described['TransitionsAnswer']>;
export type MapNode = Told<Described['MapNode']>;
export type MapEdge = Told<Described['MapEdge']>;
export type StageScore = Told<Described['StageScore']>;

export type PathSide = Described['PathSide'];
export type PathsQuestion = Described['PathsQuestion'];
export type PathsAnswer = Told<Described['PathsAnswer']>;
export type PathNodeRow = Told<Described['PathNodeRow']>;

export type VariantsQuestion = Described['VariantsQuestion'];
export type VariantsAnswer = Told<Described['VariantsAnswer']>;

/** What somebody is in a period. */
export type LifecycleState = 'new' | 'returning' | 'resurrecting' | 'dormant';
export type LifecycleQuestion = Described['LifecycleQuestion'];
export type LifecycleAnswer = Told<Described['LifecycleAnswer']>;
export type LifecycleRow = Told<Described['LifecycleRow']>;

export type PainKind = Described['PainKind'];
export type PainsQuestion = Described['PainsQuestion'];
export type PainsAnswer = Told<Described['PainsAnswer']>;
export type PainRow = Told<Described['PainRow']>;

export type EventLogQuestion = Described['EventLogQuestion'];
export type EventLogFormat = Described['EventLogFormat'];

export type MarksQuestion = Described['MarksQuestion'];
export type MarksAnswer = Told<Described['MarksAnswer']>;
export type NodeMarks = Told<Described['NodeMarks']>;

export type MomentsQuestion = Described['MomentsQuestion'];
export type MomentsAnswer = Told<Described['MomentsAnswer']>;
export type MomentRow = Told<Described['MomentRow']>;

/** A question about journeys with the figure whose people are asked for, as their addresses hold it. */
export type JourneyFigure =
  | {
      funnel: {
        question: FunnelQuestion;
        figure: {
          part: 'reached' | 'fell' | 'unfinished' | 'dropped';
          step?: number;
          value?: string | null;
          other?: boolean;
        };
      };
    }
  | {
      retention: {
        question: RetentionQuestion;
        figure: { cohort: string; distance?: number | null; value?: string | null; other?: boolean };
      };
    }
  | { transitions: { question: TransitionsQuestion; figure: TransitionFigure } }
  | {
      paths: {
        question: PathsQuestion;
        figure: { part: 'at' | 'link' | 'began' | 'ended'; level: number; node: string; to?: string | null };
      };
    }
  | { variants: { question: VariantsQuestion; figure: { way: string[] } } }
  | {
      conformance: {
        question: Described['ConformanceQuestion'];
        figure: {
          part: 'compared' | 'unfinished' | 'conforming' | 'keeping' | 'differing' | 'taken' | 'with' | 'way';
          step?: number | null;
          way?: Described['Deviation'][];
        };
      };
    }
  | { lifecycle: { question: LifecycleQuestion; figure: { period: string; state: LifecycleState } } }
  | { marks: { question: MarksQuestion; figure: { part: 'complained' | 'waited'; touchpoint: string } } }
  | { moments: { question: MomentsQuestion; figure: { touchpoint: string } } }
  | { pains: { question: PainsQuestion; figure: { kind: PainKind; touchpoint: string; unit?: string | null } } };

export type TransitionFigure =
  { at: string } | { start: string } | { end: string } | { edge: { from: string; to: string } };
