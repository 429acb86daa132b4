import { ChoiceField, PlainDateField, TextField, WordsField, YesNoField } from '../../web/fields.js';
import { PartsField } from '../../web/part-field.js';
import { ASKER_KINDS, LONGEST_REASON, MOST_PUT_IN, MOST_TAKEN_OUT, type Asker } from '../domain/release.js';

/** Who asks for the file, and since when the time to answer runs. */
export class AskForFileDto {
  @ChoiceField('Who asks for it', ASKER_KINDS) askedBy: Asker;
  @TextField('Who it is', { max: 200, required: false }) asker?: string;
  @PlainDateField('The day on which they asked') askedOn: string;
}

/** Words of the copy that tell of somebody else without a name. */
export class TakeOutDto {
  @TextField('The key of the words to keep out', { max: 100, min: 1 }) key: string;
  @TextField('The reason why they are kept out', { max: LONGEST_REASON, min: 1 }) reason: string;
}

class ReadDto {
  @TextField('The version of the copy that you read', { max: 64, min: 1 }) version: string;
  @WordsField('Words to put in', { max: MOST_PUT_IN, required: false }) putIn?: string[];
  @YesNoField('That you have read the copy', { required: false }) checked?: boolean;
}

/** That somebody has read the copy and what is withheld from it. */
export class ReleaseDto extends ReadDto {
  @PartsField('Words to keep out', TakeOutDto, { max: MOST_TAKEN_OUT }) takeOut?: TakeOutDto[];
}

/** The same on the page, where each reason has a field of its own: `reason-` and the key. */
export class ReleaseFormDto extends ReadDto {
  @WordsField('Words to keep out', { max: MOST_TAKEN_OUT, required: false }) takeOut?: string[];
}
