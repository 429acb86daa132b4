import { ApiSchema } from '@nestjs/swagger';
import {
  ChoiceAnswer,
  HalvesAnswer,
  IdAnswer,
  InstantAnswer,
  PartAnswer,
  PartsAnswer,
  TextAnswer,
} from '../../web/answer-fields.js';
import { NamedAnswer } from '../../web/named.answer.js';
import { DIRECTIONS, type Direction } from '../domain/medicine.js';

@ApiSchema({ name: 'MedicineCount' })
export class MedicineCountAnswer {
  @ChoiceAnswer('MedicineDirection', DIRECTIONS) direction: Direction;
  @HalvesAnswer('How many there were, in halves') count: number;
  @TextAnswer('Who counted') countedBy: string;
  @TextAnswer('Who watched') witnessedBy: string;
  @TextAnswer('Note; may be empty') note: string;
  @InstantAnswer('When it was recorded') at: Date;
  @PartAnswer(NamedAnswer) by: NamedAnswer;
}

@ApiSchema({ name: 'MedicineTakenOff' })
export class MedicineTakenOffAnswer {
  @TextAnswer('Why it does not belong to this stay') why: string;
  @InstantAnswer('When it was taken off') at: Date;
  @PartAnswer(NamedAnswer) by: NamedAnswer;
}

@ApiSchema({ name: 'Medicine', description: 'A medicine that was brought: counts, and no medication chart' })
export class MedicineAnswer {
  @IdAnswer('Id') id: string;
  @TextAnswer('Name') name: string;
  @TextAnswer('Form and strength') form: string;
  @PartsAnswer(MedicineCountAnswer, 'Oldest first; the last of each direction counts') counts: MedicineCountAnswer[];
  @TextAnswer('What the last counts in and out say together') difference: string;
  /** Of one that was written down on the wrong stay: it stays on record and counts no more. */
  @PartAnswer(MedicineTakenOffAnswer, { nullable: true }) takenOff: MedicineTakenOffAnswer | null;
}

@ApiSchema({ name: 'Medicines' })
export class MedicinesAnswer {
  @PartsAnswer(MedicineAnswer, 'In the order in which they were recorded') items: MedicineAnswer[];
}
