import { AIM_MET, type AimMet } from '../../people/domain/family-plan.js';
import { ChoiceField, IdField, TextField, WordsField, YesNoField } from '../../web/fields.js';
import { PartsField } from '../../web/part-field.js';
import { WAYS } from '../../people/domain/ways-to-say.js';
import { FACES, MET_AIM, VOICES, type Face, type MetAim, type Voice } from '../domain/review.js';

const MOST = 4000;
/** As many aims as a break can be for. */
export const MOST_AIMS = 20;

export class OfAimDto {
  @IdField('Aim') aim: string;
  @ChoiceField('Whether the stay met it', AIM_MET) met: AimMet;
  @TextField('Why', { max: 1000, required: false }) said?: string;
}

/** What one voice says; what it does not say is left out. */
export class ReviewDto {
  @ChoiceField('Who says it', VOICES) voice: Voice;
  /** From 1, very bad, to 5, very good: of the young person and of the family. */
  @ChoiceField('The face', FACES, { required: false }) face?: Face;
  @TextField('What they say', { max: MOST, required: false }) said?: string;
  /** Of the family: who of them. */
  @TextField('Who said it', { max: 200, required: false }) saidBy?: string;
  /** Of the family in words; of the young person one of `themselves`, `paper`, `told`. */
  @TextField('How they said it', { max: 100, required: false }) how?: string;
  /** Of the staff. */
  @ChoiceField('Whether it met its aim', MET_AIM, { required: false }) metAim?: MetAim;
  /** Of the staff: of the aims that the stay was for, whether it met each. None of it is required. */
  @PartsField('Aims', OfAimDto, { max: MOST_AIMS }) aims?: OfAimDto[];
  @TextField('What to do next time', { max: MOST, required: false }) nextTime?: string;
  @TextField('Why the young person was not heard', { max: 1000, required: false }) withoutYoungPerson?: string;
  @TextField('Why the family was not heard', { max: 1000, required: false }) withoutFamily?: string;
  /** Asked of the unit’s own people, of all but what the young person wrote themselves: then a CAS worker reads no word of it. */
  @YesNoField('Whether it names another young person', { required: false }) namesOthers?: boolean;
  /** Of the staff: why a matching decision should be looked at, and with whom of those who were there. */
  @TextField('Why a matching decision should be looked at', { max: 2000, required: false }) matching?: string;
  @IdField('Young person', { required: false }) other?: string;
  @TextField('Why a new assessment is needed', { max: 2000, required: false }) assessment?: string;
}

/** On the page made for the young person. */
export class OwnWordsForm {
  @ChoiceField('A face', FACES, { required: false }) face?: Face;
  @TextField('What you write', { max: MOST, required: false }) said?: string;
}

/** What a young person said on paper, or to somebody. */
export class WrittenDownForm extends OwnWordsForm {
  @ChoiceField('How they said it', ['paper', 'told']) how: 'paper' | 'told';
  @YesNoField('Whether it names another young person', { required: false }) namesOthers?: boolean;
}

export class FamilySaysForm {
  @TextField('Who said it', { max: 200 }) saidBy: string;
  @ChoiceField('How they said it', WAYS.map(({ value }) => value))
  how: string;
  @TextField('The other way', { max: 100, required: false }) otherWay?: string;
  @ChoiceField('A face', FACES, { required: false }) face?: Face;
  @TextField('What they said', { max: MOST, required: false }) said?: string;
  @YesNoField('Whether it names another young person', { required: false }) namesOthers?: boolean;
}

export class StaffSayForm {
  /** The aims that the page showed, in their order. Of each, `met1` to `met20` and `about1` to `about20` say more. */
  @WordsField('The aims', { max: MOST_AIMS, required: false }) aims?: string[];
  @ChoiceField('Whether it met its aim', MET_AIM) metAim: MetAim;
  @TextField('Why', { max: MOST }) said: string;
  @TextField('What to do next time', { max: MOST, required: false }) nextTime?: string;
  @TextField('Why the young person was not heard', { max: 1000, required: false }) withoutYoungPerson?: string;
  @TextField('Why the family was not heard', { max: 1000, required: false }) withoutFamily?: string;
  @YesNoField('Whether it names another young person', { required: false }) namesOthers?: boolean;
  @TextField('Why a matching decision should be looked at', { max: 2000, required: false }) matching?: string;
  @IdField('Young person', { required: false }) other?: string;
  @TextField('Why a new assessment is needed', { max: 2000, required: false }) assessment?: string;
}

for (let row = 1; row <= MOST_AIMS; row += 1) {
  ChoiceField(`Whether it met aim ${row}`, AIM_MET, { required: false })(StaffSayForm.prototype, `met${row}`);
  TextField(`What you saw of aim ${row}`, { max: 1000, required: false })(StaffSayForm.prototype, `about${row}`);
}
