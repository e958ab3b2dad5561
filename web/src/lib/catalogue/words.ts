// The closed lists of which placements are made, in the order in which they are offered.
import type { Experience, Role } from '$lib/api/types';

export const EXPERIENCES: Experience[] = ['functional', 'emotional', 'physical', 'social', 'operational', 'digital'];

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
