import {
  IdField,
  PlainDateField,
  TextField,
  TextsField,
  TimeField,
  WholeNumberField,
  YesNoField,
} from '../../web/fields.js';
import { PartField, PartsField } from '../../web/part-field.js';

/** The longest gap that a unit may keep, in days. */
export const MOST_GAP_DAYS = 90;
export const MOST_BEDS = 60;
export const LONGEST_AREA = 60;
export const LONGEST_TELEPHONE = 40;
const LONGEST_DAY = 40;

export class RoomDto {
  @IdField('The bed') id: string;
  @TextField('The part of the house', { max: LONGEST_AREA, required: false }) area?: string;
}

export class RegistrationDto {
  @IdField('The bed') id: string;
  @PlainDateField('The day since when it is registered') from: string;
}

/** What families are told; what is left out of it is not told. */
export class ForFamiliesDto {
  @TextField('The telephone number', { max: LONGEST_TELEPHONE, required: false }) telephone?: string;
  @TimeField('The usual time to arrive', { required: false }) arriveAt?: string;
  @TimeField('The usual time to leave', { required: false }) leaveAt?: string;
}

export class UnitSettingsDto {
  @WholeNumberField('Days between two breaks', { max: MOST_GAP_DAYS, required: false }) leastGapDays?: number;
  @YesNoField('Somebody awake at night', { required: false }) wakingNight?: boolean;
  @YesNoField('Calendar feeds', { required: false }) feedsAllowed?: boolean;
  @YesNoField('Beds that come back, in turn', { required: false }) offersInTurn?: boolean;
  @PartField('What families are told', ForFamiliesDto) forFamilies?: ForFamiliesDto;
  @PartsField('Rooms', RoomDto, { max: MOST_BEDS }) rooms?: RoomDto[];
  @PartsField('Since when beds are registered', RegistrationDto, { max: MOST_BEDS }) registration?: RegistrationDto[];
}

export class UnitSettingsForm extends ForFamiliesDto {
  @WholeNumberField('Days between two breaks', { max: MOST_GAP_DAYS }) leastGapDays: number;
  @YesNoField('Somebody awake at night') wakingNight: boolean;
  @YesNoField('Calendar feeds', { required: false }) feedsAllowed?: boolean;
  @YesNoField('Beds that come back, in turn', { required: false }) offersInTurn?: boolean;
  /** In the order of the beds. */
  @TextsField('The part of the house', { max: LONGEST_AREA, most: MOST_BEDS }) areas: string[];
  /** In the order of the beds, as they were typed. */
  @TextsField('The day', { max: LONGEST_DAY, most: MOST_BEDS, required: false }) registered?: string[];
}
