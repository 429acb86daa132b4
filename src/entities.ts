import { Notice } from './alerts/notice.entity.js';
import { AuditEntry } from './audit/audit-entry.entity.js';
import { BedClaim } from './calendar/bed-claim.entity.js';
import { BedEntity } from './calendar/bed.entity.js';
import { Unit } from './calendar/unit.entity.js';
import { AccessGrant } from './identity/access-grant.entity.js';
import { ApiToken } from './identity/api-token.entity.js';
import { Organisation } from './identity/organisation.entity.js';
import { UnitMember } from './identity/unit-member.entity.js';
import { User } from './identity/user.entity.js';
import { PairDecision } from './matching/pair-decision.entity.js';
import { YoungPerson } from './people/young-person.entity.js';
import { BreakRequest } from './requests/break-request.entity.js';
import { Offer } from './requests/offer.entity.js';
import { RequestEvent } from './requests/request-event.entity.js';
import { RequestPart } from './requests/request-part.entity.js';
import { StayEvent } from './stays/stay-event.entity.js';
import { Stay } from './stays/stay.entity.js';

/** Every table that the service maps. */
export const entities = [
  AccessGrant,
  ApiToken,
  AuditEntry,
  BedClaim,
  BedEntity,
  BreakRequest,
  Notice,
  Offer,
  Organisation,
  PairDecision,
  RequestEvent,
  RequestPart,
  Stay,
  StayEvent,
  Unit,
  UnitMember,
  User,
  YoungPerson,
] as const;
