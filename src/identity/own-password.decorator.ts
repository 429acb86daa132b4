import { SetMetadata } from '@nestjs/common';

export const BEFORE_OWN_PASSWORD = 'before-own-password';

/** Open to those, too, who still have to replace a password that somebody else made for them. */
export const BeforeOwnPassword = () => SetMetadata(BEFORE_OWN_PASSWORD, true);
