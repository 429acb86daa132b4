import { SetMetadata } from '@nestjs/common';

/** Key of the metadata in which a handler says who may call it. */
export const ACCESS = 'access';

/**
 * `stranger`: no sign-in needed. `anyone-signed-in`: every role. `scraper`: METRICS_TOKEN, or an administrator's API
 * token. Else the roles, by name.
 */
export type AccessRule =
  'stranger' | 'anyone-signed-in' | 'scraper' | 'cas_worker' | 'unit_staff' | 'manager' | 'administrator';

/** Who may call this handler. A handler without it is refused to everybody. */
export const Access = (...who: AccessRule[]) => SetMetadata(ACCESS, who);

/** Key of the metadata in which a handler says that it is for those, too, who work jointly on one request. */
export const JOINT_WORK = 'joint-work';

/**
 * This handler changes something that also those may change who read a young person's record only because they work on a
 * request of theirs. Everywhere else what they change is not there for them.
 */
export const JointWork = () => SetMetadata(JOINT_WORK, true);

/** Key of the metadata in which a handler says that its answer is a secret. */
export const HOLDS_SECRET = 'holds-secret';

/** The answer of this route holds a secret: it is never kept for a repeat. */
export const HoldsSecret = () => SetMetadata(HOLDS_SECRET, true);
