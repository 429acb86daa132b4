import { SUPPORT_LEVELS, type SupportLevel } from '../../people/domain/stay-needs.js';
import {
  ChoiceField,
  ChoicesField,
  HalvesField,
  PlainDateField,
  TextField,
  TextsField,
  WholeNumberField,
} from '../../web/fields.js';
import { PartsField } from '../../web/part-field.js';
import { GAPS, type Gap } from '../domain/assessed.js';
import { MOST_NIGHTS, MOST_PEOPLE } from '../domain/check-group.js';
import {
  EASES,
  FACTOR_IDS,
  LEVELS,
  RISK_STATUSES,
  type Ease,
  type Factor,
  type Level,
  type RiskStatus,
} from '../domain/factors.js';
import type { RuleSet } from '../domain/rule-set.js';
import { PAIR_DECISIONS, type PairVerdict } from '../domain/pair-decision.js';
import { RuleSetField } from './rule-set.dto.js';

const MOST_PAIRS = (MOST_PEOPLE * (MOST_PEOPLE - 1)) / 2;

/** People by their ids, as they were sent: who is named twice is refused at their place. */
const NamesField = (label: string) => TextsField(label, { max: 100, most: MOST_PEOPLE, required: false });

class ScoredRatingDto {
  @ChoiceField('Factor', FACTOR_IDS) factor: Factor;
  @ChoiceField('Risk to others', LEVELS) poses: Level;
  @ChoiceField('Risk from others', LEVELS) vulnerable: Level;
  @ChoiceField('Status', RISK_STATUSES) status: RiskStatus;
}

class ScoredPersonDto {
  @TextField('Id', { max: 100, min: 1 }) id: string;
  @WholeNumberField('Age', { max: 25 }) age: number;
  @ChoiceField('Support', SUPPORT_LEVELS) support: SupportLevel;
  @PartsField('Ratings', ScoredRatingDto, { max: FACTOR_IDS.length }) ratings?: ScoredRatingDto[];
  @ChoiceField('Gap', GAPS, { required: false }) gap?: Gap;
}

class ScoredNightDto {
  @PlainDateField('Night') night: string;
  @NamesField('Others') others?: string[];
  @HalvesField('Staff', { max: 50, required: false }) staff?: number;
  @ChoicesField('Eases', EASES, { required: false }) eases?: Ease[];
  @NamesField('Rooms apart') apart?: string[];
}

class ScoredFactDto {
  @TextsField('People', { max: 100, most: 2 }) people: string[];
  @ChoiceField('Decision', PAIR_DECISIONS, { required: false }) decision?: PairVerdict;
  @ChoiceField('Siblings', ['together', 'apart'], { required: false }) siblings?: 'together' | 'apart';
}

class OtherBedDto {
  @TextField('Bed', { max: 100, min: 1 }) bed: string;
  @NamesField('Rooms apart') apart?: string[];
}

/** A group that is judged and not stored: each person by an id of the sender's own. */
export class ScoreDto {
  @PartsField('People', ScoredPersonDto, { min: 1, max: MOST_PEOPLE }) people: ScoredPersonDto[];
  @TextField('Guest', { max: 100 }) guest: string;
  @PartsField('Nights', ScoredNightDto, { min: 1, max: MOST_NIGHTS }) nights: ScoredNightDto[];
  @PartsField('Facts', ScoredFactDto, { max: MOST_PAIRS }) facts?: ScoredFactDto[];
  @PartsField('Other beds', OtherBedDto, { max: MOST_PEOPLE }) otherBeds?: OtherBedDto[];
  @RuleSetField('Matching guide', { required: false }) rules?: RuleSet;
}
