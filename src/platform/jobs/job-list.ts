/**
 * Everything that is done in the background: what may be written to the outbox, with its payload, and which handlers
 * each entry goes to. Payloads hold ids only (the database refuses anything else): what is true by the time of the job
 * is read then, and a queue holds nobody's record.
 */
export interface Topics {
  /** An offer holds a bed; due when its time runs out. */
  'offer.held': { offer: string };
  /** Due half-way through the time that a family has to answer. */
  'offer.half-way': { offer: string };
  /** A named person signed nights: the family is asked. */
  'offer.signed': { offer: string };
  /** A family said yes to nights that whoever signs has to look at again. */
  'offer.agreed': { offer: string };
  /** They did, and the stay is booked. */
  'offer.confirmed': { offer: string };
  /** Nobody answered in time: the nights are free again. */
  'offer.lapsed': { offer: string };
  /** A named person decided on nights, and the family is not asked about them: those that it is asked about are a step of its own. */
  'offer.turned-down': { offer: string };
  /** The bed of an offer was needed by somebody who is really there. */
  'offer.taken-back': { offer: string };
  /** A bed has come back, and somebody waits at its unit. */
  'bed.freed': { claim: string };
  /** A bed that came back is held for somebody who waits: a manager decides. */
  'bed.put-forward': { offer: string };
  /** Somebody has left: a word is owed on how the stay went. */
  'stay.over': { stay: string };
  /** They will not come: it was called off, or they did not arrive. */
  'stay.called-off': { stay: string };
  /** Due when how a stay went was to be recorded. */
  'review.due': { stay: string };
  /** A child has a place without having been asked for. */
  'stay.emergency': { stay: string };
  /** Somebody was named to work on a request with others, or does so no more. */
  'joint-work.changed': { coWork: string };
  /** It was decided that two are never to be there together, or that this holds no more. */
  'pair.decided': { decision: string };
  /** Something new was reported of a young person. */
  'information.reported': { information: string };
  /** A key worker was asked whether a family would want free nights. */
  'enquiry.made': { enquiry: string };
  /** Something is new for somebody. The database writes it with each notice. */
  'notices.made': { user: string };
  /** Due when a message to somebody is to be sent. */
  'message.due': { message: string };
  /** The same once, for the channels of the unit and of the council, of all that are about one thing. */
  'notices.caused': { notice: string };
  /** Due when a post to a channel is to be sent. */
  'post.due': { message: string };
  /** Every ten minutes: what is worth acting on comes and goes with the clock alone. */
  'alerts.due': Record<never, string>;
  /** Not every unit has been looked at yet: the next ones are due. */
  'alerts.go-on': Record<never, string>;
  /** Something changed at a unit: what is worth acting on there may have, too. */
  'alerts.look': { unit: string };
  /** Once an hour: what is only of the moment goes when its moment is over, and what was missed is found. */
  'clean-up': Record<never, string>;
  /** More finished work is to be forgotten than was at once. */
  'clean-up.go-on': Record<never, string>;
  /** Once a day: the last night that can be booked has moved on. */
  'new-day': Record<never, string>;
  /** Somebody at the unit should have left and is still there. */
  'stays.overdue': { unit: string };
  /** What came back to a unit is looked at again for those who wait. */
  'waiting-list.look': { unit: string };
  /** A unit's reserves are written further down. */
  'reserves.repeat': { unit: string };
  /** Due when nights that a unit keeps for emergencies are anybody's again. */
  'reserves.due': { unit: string };
  /** A unit's repeating closures are written further down. */
  'closures.repeat': { unit: string };
}

export type Topic = keyof Topics;

export const HANDLERS_OF = {
  'offer.held': ['lapse-offer'],
  'offer.half-way': ['remind-of-offer'],
  'offer.signed': ['tell-of-offered-nights'],
  'offer.agreed': ['tell-of-kept-yes'],
  'offer.confirmed': ['tell-of-booked-nights'],
  'offer.lapsed': ['tell-of-lapsed-offer'],
  'offer.turned-down': ['tell-of-decision'],
  'offer.taken-back': ['tell-of-taken-back-offer'],
  'bed.freed': ['put-freed-bed-forward'],
  'bed.put-forward': ['tell-of-freed-bed'],
  'stay.over': ['tell-of-stay-to-review', 'end-joint-work'],
  'stay.called-off': ['end-joint-work'],
  'review.due': ['tell-of-overdue-review'],
  'stay.emergency': ['tell-of-emergency'],
  'joint-work.changed': ['tell-of-joint-work'],
  'pair.decided': ['look-at-company'],
  'information.reported': ['tell-of-information'],
  'enquiry.made': ['tell-of-enquiry'],
  'notices.made': ['plan-messages'],
  'message.due': ['send-message'],
  'notices.caused': ['plan-posts'],
  'post.due': ['send-post'],
  'alerts.due': ['find-units-to-look-at'],
  'alerts.go-on': ['find-units-to-look-at'],
  'alerts.look': ['look-at-alerts'],
  'clean-up': [
    'remove-old-sessions',
    'remove-old-tokens',
    'remove-old-keys',
    'remove-finished-work',
    'remove-old-notices',
    'remove-old-imports',
    'find-past-offers',
    'find-reserves-due',
    'find-waiting-lists',
    'find-overdue-stays',
  ],
  'clean-up.go-on': ['remove-finished-work'],
  'new-day': ['find-repeating-closures', 'find-reserves'],
  'stays.overdue': ['write-on-stays'],
  'waiting-list.look': ['move-waiting-list-on'],
  'reserves.repeat': ['extend-reserves'],
  'reserves.due': ['release-reserves'],
  'closures.repeat': ['extend-closures'],
} as const satisfies Record<Topic, readonly string[]>;

export type HandlerName = (typeof HANDLERS_OF)[Topic][number];
export const HANDLER_NAMES: readonly HandlerName[] = [...new Set(Object.values(HANDLERS_OF).flat())];

/** What a handler is given. */
export type PayloadOf<Name extends HandlerName> = {
  [T in Topic]: Name extends (typeof HANDLERS_OF)[T][number] ? Topics[T] : never;
}[Topic];

/** What is written to the outbox by the hour: at each time of the pattern (cron, Europe/London) once, by whichever worker. */
export const SCHEDULES = [
  { topic: 'alerts.due', pattern: '*/10 * * * *' },
  { topic: 'clean-up', pattern: '17 * * * *' },
  { topic: 'new-day', pattern: '41 3 * * *' },
] as const satisfies readonly { topic: Topic; pattern: string }[];
export type ScheduledTopic = (typeof SCHEDULES)[number]['topic'];
export const SCHEDULE_ZONE = 'Europe/London';

/**
 * What comes by the hundred every day for each unit, or every few seconds, and is of no interest once it is done. The rest,
 * the runs of schedules among it, can be looked up for a month.
 */
export const ROUTINE = ['alerts.look', 'alerts.go-on', 'clean-up.go-on'] as const satisfies readonly Exclude<
  Topic,
  ScheduledTopic
>[];
/** For how many days the outbox keeps what is done or dismissed. */
export const KEPT_DAYS = { routine: 1, rest: 30 } as const;

/** The one queue. Few queues, small pools: each costs connections. */
export const QUEUE = 'short-breaks';
