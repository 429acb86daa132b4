import { ChoiceField, HalvesField, TextField } from '../../web/fields.js';
import { DIRECTIONS, MOST_COUNTED, type Direction } from '../domain/medicine.js';

export class CountDto {
  @ChoiceField('Whether it is counted in or out', DIRECTIONS) direction: Direction;
  /** Halves are counted too, as of a tablet that was divided. */
  @HalvesField('How many there are', { max: MOST_COUNTED }) count: number;
  @TextField('The name of who counted') countedBy: string;
  @TextField('The name of who watched') witnessedBy: string;
  @TextField('Note', { max: 1000, required: false }) note?: string;
}

export class MedicineDto extends CountDto {
  @TextField('The name of the medicine') name: string;
  @TextField('Its form and strength') form: string;
}

export class TakeMedicineOffDto {
  @TextField('The reason', { max: 1000 }) reason: string;
}
