export const NOTICE_KINDS = [
  'bed_put_forward',
  'yes_waits',
  'nights_offered',
  'offer_half_way',
  'offer_lapsed',
  'offer_unsigned',
  'offer_taken_back',
  'offer_decided',
  'nights_booked',
  'stay_over',
  'review_overdue',
  'emergency_placed',
  'joint_work_begun',
  'joint_work_ended',
  'information_reported',
  'nights_free',
  'alert_opened',
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/**
 * What somebody waits on: a bed is held, a family is to be asked, or who comes and who is there has to be looked at anew. It
 * goes at once, and is not held back behind what can wait.
 */
const URGENT: ReadonlySet<NoticeKind> = new Set([
  ...(['bed_put_forward', 'yes_waits', 'nights_offered', 'offer_half_way'] as const),
  ...(['emergency_placed', 'information_reported'] as const),
]);
export const isUrgent = (kind: NoticeKind): boolean => URGENT.has(kind);
export const URGENT_KINDS: readonly NoticeKind[] = [...URGENT];

/** What people choose by: how they want to hear of offers, not of each kind of notice about one. */
export const NOTICE_TOPICS = [
  ...(['offers', 'enquiries', 'information', 'emergencies', 'jointWork', 'reviews'] as const),
  'alerts',
] as const;
export type NoticeTopic = (typeof NOTICE_TOPICS)[number];

export const TOPIC_OF: Record<NoticeKind, NoticeTopic> = {
  bed_put_forward: 'offers',
  yes_waits: 'offers',
  nights_offered: 'offers',
  offer_half_way: 'offers',
  offer_lapsed: 'offers',
  offer_unsigned: 'offers',
  offer_taken_back: 'offers',
  offer_decided: 'offers',
  nights_booked: 'offers',
  stay_over: 'reviews',
  review_overdue: 'reviews',
  emergency_placed: 'emergencies',
  joint_work_begun: 'jointWork',
  joint_work_ended: 'jointWork',
  information_reported: 'information',
  nights_free: 'enquiries',
  alert_opened: 'alerts',
};
