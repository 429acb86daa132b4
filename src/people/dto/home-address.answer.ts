import { ApiSchema } from '@nestjs/swagger';
import { InstantAnswer, TextAnswer } from '../../web/answer-fields.js';

@ApiSchema({ name: 'HomeAddress', description: 'Where a young person lives' })
export class HomeAddressAnswer {
  @TextAnswer('The address; empty while nobody has written it down') address: string;
  @TextAnswer('The name of who wrote it down last, or null', { nullable: true }) writtenBy: string | null;
  @InstantAnswer('When, or null', { nullable: true }) writtenAt: Date | null;
}
