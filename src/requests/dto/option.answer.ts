import { ApiSchema } from '@nestjs/swagger';
import type { NightState } from '../../calendar/domain/night-state.js';
import { GuestAnswer } from '../../people/dto/young-person.answer.js';
import {
  ChoiceAnswer,
  IdAnswer,
  PartAnswer,
  PartsAnswer,
  PlainDateAnswer,
  TextAnswer,
  WholeNumberAnswer,
  YesNoAnswer,
} from '../../web/answer-fields.js';
import { NamedAnswer } from '../../web/named.answer.js';
import { FitAnswer } from './fit.answer.js';
import { OBSTACLES, type Obstacle } from '../domain/obstacles.js';

const COMPANY_STATES = ['offer', 'booked', 'occupied'] as const satisfies readonly NightState[];

@ApiSchema({
  name: 'Move',
  description: 'A booked stay that changes beds and keeps its nights. A key worker learns only how many there are',
})
export class MoveAnswer {
  @IdAnswer('The stay', { nullable: true }) stay: string | null;
  @PartAnswer(GuestAnswer, { nullable: true }) youngPerson: GuestAnswer | null;
  @PartAnswer(NamedAnswer, { nullable: true }) from: NamedAnswer | null;
  @PartAnswer(NamedAnswer, { nullable: true }) to: NamedAnswer | null;
  @PlainDateAnswer('Arrival', { nullable: true }) arrival: string | null;
  @PlainDateAnswer('Departure', { nullable: true }) departure: string | null;
}

@ApiSchema({
  name: 'Vacancy',
  description: 'A start date with a real bed for every night, free as it is or after moves',
})
export class VacancyAnswer {
  @PlainDateAnswer('Arrival') arrival: string;
  @PlainDateAnswer('Departure') departure: string;
  @PartAnswer(NamedAnswer) bed: NamedAnswer;
  @PartsAnswer(NamedAnswer, 'Every bed that is free throughout, best first; or the one that the moves make free')
  beds: NamedAnswer[];
  @PartsAnswer(MoveAnswer, 'Booked stays that change beds when it is taken; none where a bed is free as things are')
  moves: MoveAnswer[];
}

@ApiSchema({ name: 'Company', description: 'Somebody else who would be there' })
export class CompanyAnswer {
  @PartAnswer(GuestAnswer, { nullable: true }) youngPerson: GuestAnswer | null;
  @PlainDateAnswer('Arrival') arrival: string;
  @PlainDateAnswer('Departure') departure: string;
  @ChoiceAnswer('CompanyState', COMPANY_STATES) state: (typeof COMPANY_STATES)[number];
}

@ApiSchema({ name: 'BedOfEach', description: 'Whose bed it would be: one of brothers and sisters who come together' })
export class BedOfEachAnswer {
  @IdAnswer('The part of the request') part: string;
  @PartAnswer(GuestAnswer) youngPerson: GuestAnswer;
  @PartAnswer(NamedAnswer) bed: NamedAnswer;
  @PartAnswer(FitAnswer) compatibility: FitAnswer;
}

@ApiSchema({ name: 'Option', description: 'A vacancy as an answer to a request' })
export class OptionAnswer extends VacancyAnswer {
  @WholeNumberAnswer(
    'Its place from 1 in the order of the page: what is safe first, then the nights wished for, then the fewest moves',
  )
  place: number;
  @YesNoAnswer('Whether every night falls on a weekday that suits') suitsWeekdays: boolean;
  @PartAnswer(FitAnswer, { required: false }) compatibility?: FitAnswer;
  @PartsAnswer(CompanyAnswer, 'Who else would be there on at least one of the nights') company: CompanyAnswer[];
  @PartsAnswer(BedOfEachAnswer, 'Where brothers and sisters are to come together: a bed for each, held by one call', {
    required: false,
  })
  together?: BedOfEachAnswer[];
}

@ApiSchema({ name: 'Obstacle' })
export class ObstacleAnswer {
  @ChoiceAnswer('ObstacleCode', OBSTACLES) code: Obstacle['code'];
  @TextAnswer('The same as a sentence') sentence: string;
  @YesNoAnswer('A manager who may sign can go over it, with a reason; left out where nobody can', { required: false })
  mayBeOverruled?: boolean;
}

@ApiSchema({ name: 'Unavailable', description: 'A start date on which no bed can be had, and why' })
export class UnavailableAnswer {
  @PlainDateAnswer('Arrival') arrival: string;
  @PlainDateAnswer('Departure') departure: string;
  @PartsAnswer(ObstacleAnswer, 'At least one') reasons: ObstacleAnswer[];
}

@ApiSchema({ name: 'Vacancies' })
export class VacanciesAnswer {
  @PartsAnswer(VacancyAnswer, 'By arrival') options: VacancyAnswer[];
  @PartsAnswer(UnavailableAnswer, 'By arrival') unavailable: UnavailableAnswer[];
}

@ApiSchema({ name: 'Options' })
export class OptionsAnswer {
  @IdAnswer('The request') request: string;
  @PartsAnswer(OptionAnswer, 'By arrival') options: OptionAnswer[];
  @PartsAnswer(UnavailableAnswer, 'By arrival') unavailable: UnavailableAnswer[];
}
