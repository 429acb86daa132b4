import { ApiSchema } from '@nestjs/swagger';
import type { FieldError } from '../kernel/domain-error.js';
import { PartsAnswer, TextAnswer, WholeNumberAnswer } from './answer-fields.js';

@ApiSchema({ name: 'FieldProblem' })
export class FieldProblemAnswer implements FieldError {
  @TextAnswer('The field at fault, as it was sent') field: string;
  @TextAnswer('What is wrong and what to do, as a sentence') message: string;
}

@ApiSchema({ name: 'Problem', description: 'Why something was refused (RFC 9457)' })
export class ProblemAnswer {
  @TextAnswer('`/problems/` and a word for the kind of problem') type: string;
  @TextAnswer('What is wrong and what to do, as a sentence for people') title: string;
  @WholeNumberAnswer('The status of the answer') status: number;
  @PartsAnswer(FieldProblemAnswer, 'Where fields are at fault', { required: false })
  errors?: FieldProblemAnswer[];
  @TextAnswer('The request in the service’s log', { required: false }) requestId?: string;
}
