import { ChoiceField, PlainDateField, TextField, WordsField, YesNoField } from '../../web/fields.js';
import { ASKER_KINDS, MOST_PUT_IN, type Asker } from '../domain/release.js';

/** Who asks for the file, and since when the time to answer runs. */
export class AskForFileDto {
  @ChoiceField('Who asks for it', ASKER_KINDS) askedBy: Asker;
  @TextField('Who it is', { max: 200, required: false }) asker?: string;
  @PlainDateField('The day on which they asked') askedOn: string;
}

/** That somebody has read the copy and what is withheld from it. */
export class ReleaseDto {
  @TextField('The version of the copy that you read', { max: 64, min: 1 }) version: string;
  @WordsField('Words to put in', { max: MOST_PUT_IN, required: false }) putIn?: string[];
  @YesNoField('That you have read the copy', { required: false }) checked?: boolean;
}
