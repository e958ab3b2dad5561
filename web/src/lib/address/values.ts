// The values of fields that are the same in every company.
import type { Delivery, Experience, IdentifierKind, Role, ScoreGroup, Stage } from '$lib/api/types';

export const STAGES = [
  'awareness',
  'consideration',
  'purchase',
  'delivery',
  'use',
  'service',
  'loyalty',
  'advocacy',
] as const satisfies readonly Stage[];
export const EXPERIENCES = [
  'functional',
  'emotional',
  'physical',
  'social',
  'operational',
  'digital',
] as const satisfies readonly Experience[];
export const DELIVERIES = ['in_time', 'late'] as const satisfies readonly Delivery[];
export const SCORE_GROUPS = ['top', 'middle', 'bottom'] as const satisfies readonly ScoreGroup[];
/** Every role once: a record, so that a role that the server adds is missed by the checker. */
const EVERY_ROLE: Record<Role, true> = {
  contact: true,
  order_placed: true,
  paid: true,
  item_sold: true,
  freight_charged: true,
  order_approved: true,
  handed_over: true,
  delivered: true,
  cancelled: true,
  returned: true,
  payment_failed: true,
  wait_started: true,
  wait_ended: true,
  complaint: true,
  ticket_opened: true,
  first_reply: true,
  resolved: true,
  reopened: true,
  survey_asked: true,
  answered: true,
  review: true,
  technical: true,
};
export const ROLES = Object.keys(EVERY_ROLE) as Role[];
export const IDENTIFIER_KINDS = [
  'external',
  'email',
  'phone',
  'messenger',
  'anonymous',
] as const satisfies readonly IdentifierKind[];
