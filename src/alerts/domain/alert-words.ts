import type { AlertKind, Audience } from './alert-kinds.js';

/** What a kind of alert is called, in settings, lists and filters. */
export const KIND_NAME: Readonly<Record<AlertKind, string>> = {
  arrival_incomplete: 'Arrival with something missing',
  request_late: 'Request without an answer',
  offer_about_to_lapse: 'Offer about to run out',
  bed_back: 'Bed that came back',
  group_changed: 'Group that changed',
  new_information: 'New information',
  waiting_would_fit: 'Waiting request that would fit',
  empty_bed_soon: 'Empty bed soon',
  low_occupancy: 'Low occupancy ahead',
  record_about_to_expire: 'Record about to run out',
  allocation_unused: 'Allocation likely to go unused',
  closure_meets_demand: 'Closure that leaves few dates',
  staff_short: 'Too few staff',
  reserve_about_to_go: 'Emergency bed about to become free',
};

/** When an alert of a kind comes, as whoever switches it on is told. */
export const KIND_COMES: Readonly<Record<AlertKind, string>> = {
  arrival_incomplete: 'A young person is about to arrive, and something that has to be known or here is missing.',
  request_late: 'A request waits for its next step, and the time for it is nearly over or past.',
  offer_about_to_lapse: 'A family has been offered nights, has not answered, and the offer is about to run out.',
  bed_back: 'Nights that were taken are free again.',
  group_changed: 'Others will be there than when a stay was decided.',
  new_information: 'Something new was reported of somebody who is staying or is booked.',
  waiting_would_fit: 'Somebody on the waiting list would fit into nights that are free.',
  empty_bed_soon: 'A bed is empty tonight or at the coming weekend.',
  low_occupancy: 'Few of the nights of the coming weeks are booked.',
  record_about_to_expire: 'A matching decision, an assessment or a care plan runs out before a stay that is booked.',
  allocation_unused: 'A young person is likely not to use all of their nights before their allocation ends.',
  closure_meets_demand: 'A closure takes at least half of the dates on which somebody who asked for nights could come.',
  staff_short: 'Fewer staff are planned than those who are booked need.',
  reserve_about_to_go: 'A bed kept for emergencies is about to become free for others.',
};

/** Who may be told, in words. */
export const AUDIENCE_NAME: Readonly<Record<Audience, string>> = {
  manager: 'Managers',
  unit_staff: 'Unit staff',
  key_worker: 'The key worker',
};
