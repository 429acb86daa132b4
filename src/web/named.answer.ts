import { ApiSchema } from '@nestjs/swagger';
import { IdAnswer, TextAnswer } from './answer-fields.js';

@ApiSchema({ name: 'Named', description: 'A person, a unit or a bed, by its id and name' })
export class NamedAnswer {
  @IdAnswer('Id') id: string;
  @TextAnswer('Name') name: string;
}
