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
