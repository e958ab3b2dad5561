// The question how journeys compare with the expected one; apart from the other addresses, since one page asks it.
import { request } from './client';
import type { components } from './schema';
import type { Told } from './types';

type Described = components['schemas'];

export type ConformanceQuestion = Described['ConformanceQuestion'];
export type ConformanceAnswer = Told<Described['ConformanceAnswer']>;
export type ConformanceStep = Told<Described['ConformanceStep']>;
export type DeviationRow = Told<Described['DeviationRow']>;
export type InsertedTouch = Told<Described['InsertedTouch']>;
export type JourneysFound = Told<Described['JourneysFound']>;
export type Deviation = Described['Deviation'];
export type ExpectedStep = Described['ExpectedStep'];

export function askConformance(question: ConformanceQuestion, signal?: AbortSignal): Promise<ConformanceAnswer> {
  return request<ConformanceAnswer>('POST', '/questions/conformance', { body: question, signal });
}
