import { ApiSchema } from '@nestjs/swagger';
import {
  IdAnswer,
  PartsAnswer,
  PlainDateAnswer,
  TextAnswer,
  WholeNumberAnswer,
  pageOfAnswers,
} from '../../web/answer-fields.js';

@ApiSchema({ name: 'SchoolTerm', description: 'Days of school in a row; each half term is one' })
export class SchoolTermAnswer {
  @IdAnswer('Id') id: string;
  @TextAnswer('Name') name: string;
  @PlainDateAnswer('The first day of school') firstDay: string;
  @PlainDateAnswer('The last day of school, which belongs to the term') lastDay: string;
}

@ApiSchema({ name: 'SchoolTerms' })
export class SchoolTermsAnswer extends pageOfAnswers(SchoolTermAnswer) {}

@ApiSchema({ name: 'ImportedTerms' })
export class ImportedTermsAnswer {
  @PartsAnswer(SchoolTermAnswer, 'Those that were added, in the order of the list') added: SchoolTermAnswer[];
  @WholeNumberAnswer('How many of the list were on record exactly so already') known: number;
}
