import { ChoiceField, IdField, TextField } from '../../web/fields.js';
import { SIBLING_RELATIONS, type SiblingRelation } from '../domain/sibling.js';

class RelationDto {
  @ChoiceField('What they are to each other', SIBLING_RELATIONS) relation: SiblingRelation;
  @TextField('What it rests on', { max: 1000, min: 1 }) note: string;
}

export class SiblingDto extends RelationDto {
  @IdField('Young person') other: string;
}

/** The same on a page. */
export class SiblingForm extends RelationDto {
  @TextField('The case number', { max: 40, min: 1 }) otherCase: string;
}
