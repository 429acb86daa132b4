import { OmitType } from '@nestjs/swagger';
import { IdField, TextField } from '../../web/fields.js';
import { PartsField } from '../../web/part-field.js';
import { LONGEST_WORD } from '../domain/shown-group.js';
import { LONGEST_LIST_REASON, MOST_ON_A_LIST } from '../domain/signed-list.js';
import { EachDecisionDto } from './offers.dto.js';

/** What you decide of one who waits for the bed. */
export class InTurnDecisionDto extends OmitType(EachDecisionDto, ['offer', 'seenGroup']) {
  @IdField('The part of the request') request: string;
  /** The word of all that you decided on of them. It is part of that of the list, and may be left out beside it. */
  @TextField('What you saw', { max: LONGEST_WORD, required: false }) seenGroup?: string;
}

export class SignInTurnDto {
  /** The word of the list that you saw. */
  @TextField('The list that you saw', { max: 64 }) seen: string;
  /** For all of whom none of their own are given. */
  @TextField('Reasons', { max: LONGEST_LIST_REASON, required: false }) reasons?: string;
  /** First of whom the bed is held for; of the others each of whom it suits. Who is not named, or named with a no, is left out. */
  @PartsField('What you decide of each', InTurnDecisionDto, { max: MOST_ON_A_LIST + 1 }) each: InTurnDecisionDto[];
}
