import { ApiSchema } from '@nestjs/swagger';
import { KnownYoungPersonAnswer } from '../../people/dto/young-person.answer.js';
import {
  ChoiceAnswer,
  HalvesAnswer,
  InstantAnswer,
  PartAnswer,
  PartsAnswer,
  PlainDateAnswer,
  TextAnswer,
  WholeNumberAnswer,
} from '../../web/answer-fields.js';
import { NamedAnswer } from '../../web/named.answer.js';
import { ABSENCE_ENDS, ABSENCES, type AbsenceEnd, type AbsenceKind } from '../domain/absence.js';
import { MET_AIM, VOICES, type Face, type MetAim, type Voice } from '../domain/review.js';
import { NOTE_KINDS, type NoteKind } from '../domain/stay-note.js';
import { STANDINGS, STAY_KINDS, type Standing, type StayKind } from '../domain/stay-state.js';
import { AimReviewAnswer } from './review.answer.js';
import { UnitOfStayAnswer } from './stay.answer.js';

@ApiSchema({ name: 'SummaryAbsence' })
export class SummaryAbsenceAnswer {
  @ChoiceAnswer('AbsenceKind', ABSENCES) kind: AbsenceKind;
  @InstantAnswer('Since when') since: Date;
  @InstantAnswer('Until when, or null', { nullable: true }) until: Date | null;
  @ChoiceAnswer('AbsenceEnd', ABSENCE_ENDS, { nullable: true }) ended: AbsenceEnd | null;
}

@ApiSchema({ name: 'SummaryMedicine' })
export class SummaryMedicineAnswer {
  @TextAnswer('Name') name: string;
  @TextAnswer('Form and strength') form: string;
  @HalvesAnswer('Counted in, or null', { nullable: true }) in: number | null;
  @HalvesAnswer('Counted out, or null', { nullable: true }) out: number | null;
  @TextAnswer('What the counts say together') difference: string;
}

@ApiSchema({ name: 'SummaryNote' })
export class SummaryNoteAnswer {
  @ChoiceAnswer('StayNoteKind', NOTE_KINDS) kind: NoteKind;
  @TextAnswer('The note, cut where it is long') text: string;
  @InstantAnswer('When it was written') at: Date;
  @PartAnswer(NamedAnswer) by: NamedAnswer;
}

@ApiSchema({ name: 'SummaryReview' })
export class SummaryReviewAnswer {
  @ChoiceAnswer('Voice', VOICES) voice: Voice;
  @WholeNumberAnswer('From 1, very bad, to 5, very good, or null', { nullable: true }) face: Face | null;
  @TextAnswer('What they said, cut where it is long; empty where it names another young person') said: string;
  @TextAnswer('Who of the family') saidBy: string;
  @TextAnswer('How they said it') how: string;
  @ChoiceAnswer('MetAim', MET_AIM, { nullable: true }) metAim: MetAim | null;
  @PartsAnswer(AimReviewAnswer, 'Each aim that was looked at') aims: AimReviewAnswer[];
  @TextAnswer('What to do next time; may be empty') nextTime: string;
  @InstantAnswer('When') at: Date;
  @PartAnswer(NamedAnswer) by: NamedAnswer;
}

@ApiSchema({ name: 'SummaryOutcome' })
export class SummaryOutcomeAnswer {
  @TextAnswer('What was measured') name: string;
  @TextAnswer('What is counted') unit: string;
  @WholeNumberAnswer('Before, or null', { nullable: true }) before: number | null;
  @WholeNumberAnswer('After, or null', { nullable: true }) after: number | null;
  @WholeNumberAnswer('Some weeks later, or null', { nullable: true }) later: number | null;
}

@ApiSchema({
  name: 'StaySummary',
  description: 'A stay on a page, for the case system: nothing from which another child could be recognised',
})
export class SummaryAnswer {
  @TextAnswer('The case number under which it is filed') caseNumber: string;
  @PartAnswer(KnownYoungPersonAnswer) youngPerson: KnownYoungPersonAnswer;
  @PartAnswer(UnitOfStayAnswer) unit: UnitOfStayAnswer;
  @ChoiceAnswer('Standing', STANDINGS) standing: Standing;
  @ChoiceAnswer('StayKind', STAY_KINDS) kind: StayKind;
  @PlainDateAnswer('Arrival') arrival: string;
  @PlainDateAnswer('Departure') departure: string;
  @PlainDateAnswer('The arrival that was planned') plannedArrival: string;
  @PlainDateAnswer('The departure that was planned') plannedDeparture: string;
  @InstantAnswer('When they arrived, or null', { nullable: true }) arrivedAt: Date | null;
  @InstantAnswer('When they left, or null', { nullable: true }) departedAt: Date | null;
  @WholeNumberAnswer('Nights spent or to be spent') nights: number;
  @TextAnswer('Under which part of the law, and who decided; null while nobody has', { nullable: true })
  legal: string | null;
  @TextAnswer('How it ended otherwise than planned, or null', { nullable: true }) ending: string | null;
  @TextAnswer('What the break was for; empty without a request') purpose: string;
  @PartsAnswer(SummaryAbsenceAnswer, 'When they were away') absences: SummaryAbsenceAnswer[];
  @PartsAnswer(SummaryMedicineAnswer, 'Medicines counted in and out') medicines: SummaryMedicineAnswer[];
  @PartsAnswer(SummaryNoteAnswer, 'The latest notes that name nobody else, oldest first') notes: SummaryNoteAnswer[];
  @WholeNumberAnswer('How many more such notes are in the record') moreNotes: number;
  @PartsAnswer(SummaryReviewAnswer, 'How it went, oldest first') reviews: SummaryReviewAnswer[];
  @PartsAnswer(SummaryOutcomeAnswer, 'What was measured before and after') outcomes: SummaryOutcomeAnswer[];
  @InstantAnswer('When this was made') madeAt: Date;
  @TextAnswer('By whom') madeBy: string;
}
