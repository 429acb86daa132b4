import { ApiSchema } from '@nestjs/swagger';
import {
  ChoiceAnswer,
  IdAnswer,
  InstantAnswer,
  PartsAnswer,
  PlainDateAnswer,
  TextAnswer,
  pageOfAnswers,
} from '../../web/answer-fields.js';
import { ALL_CAPACITIES, ROLES, type Capacity, type Membership, type Role, type StandsInFor } from '../domain/actor.js';

@ApiSchema({ name: 'NewToken' })
export class NewTokenAnswer {
  @IdAnswer('Id') id: string;
  @TextAnswer('For the header `Authorization: Bearer …`; shown this once') token: string;
  @InstantAnswer('When it stops working') expiresAt: Date;
}

@ApiSchema({ name: 'Token', description: 'A token as its owner sees it: never the token itself' })
export class TokenAnswer {
  @IdAnswer('Id') id: string;
  @TextAnswer('What it is for') label: string;
  @InstantAnswer('When it was made') createdAt: Date;
  @InstantAnswer('When it stops working') expiresAt: Date;
  @InstantAnswer('When it was last used, or null', { nullable: true }) lastUsedAt: Date | null;
}

@ApiSchema({ name: 'Tokens' })
export class TokensAnswer extends pageOfAnswers(TokenAnswer) {}

@ApiSchema({ name: 'Membership', description: 'What I am to a unit' })
export class MembershipAnswer implements Membership {
  @IdAnswer('The unit') id: string;
  @TextAnswer('The unit’s name') name: string;
  @ChoiceAnswer('Capacity', ALL_CAPACITIES) capacity: Capacity;
}

@ApiSchema({ name: 'StandsInFor', description: 'A CAS worker who is away and whose deputy I am' })
export class StandsInForAnswer implements StandsInFor {
  @IdAnswer('The worker') id: string;
  @TextAnswer('Their name') name: string;
  @PlainDateAnswer('The last day') lastDay: string;
}

@ApiSchema({ name: 'Me' })
export class MeAnswer {
  @IdAnswer('My id') id: string;
  @TextAnswer('My name') name: string;
  @ChoiceAnswer('Role', ROLES) role: Role;
  @PartsAnswer(MembershipAnswer, 'Units that I belong to') units: MembershipAnswer[];
  @PartsAnswer(StandsInForAnswer, 'For whom I stand in now') standsInFor: readonly StandsInForAnswer[];
}
