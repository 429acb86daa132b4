import { ChoiceField, TextField } from '../../web/fields.js';
import { answersOf, NEEDS_TO_MEET, type CharacteristicKind, type NeedToMeet } from '../domain/characteristics.js';

const Answer = (label: string, kind: CharacteristicKind): PropertyDecorator =>
  ChoiceField(
    label,
    answersOf(kind).map(({ value }) => value),
    { required: false },
  );

/** What a young person or their family says; what is left out stays as it is. */
export class CharacteristicsDto {
  @Answer('Ethnic group', 'ethnicity') ethnicity?: string;
  @Answer('Religion or belief', 'religion') religion?: string;
  @Answer('Disability', 'disability') disability?: string;
  @Answer('Sexual orientation', 'sexual_orientation') sexual_orientation?: string;
  @Answer('Gender reassignment', 'gender_reassignment') gender_reassignment?: string;
}

const Need = (kind: NeedToMeet): PropertyDecorator =>
  TextField(NEEDS_TO_MEET[kind].label, { max: 1000, required: false });

/** What is to be met for a young person; by the API, what is left out stays as it is. */
export class NeedsToMeetDto {
  @Need('diet') diet?: string;
  @Need('faith') faith?: string;
  @Need('access') access?: string;
  @Need('identity') identity?: string;
}
