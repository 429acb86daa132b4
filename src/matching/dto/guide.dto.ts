import { TextField } from '../../web/fields.js';
import type { RuleSet } from '../domain/rule-set.js';
import { RuleSetField } from './rule-set.dto.js';

export class GuideDraftDto {
  @RuleSetField('Matching guide') rules: RuleSet;
}

export class PublishGuideDto {
  @TextField('Why it changes', { max: 2000 }) why: string;
  @TextField('Who has agreed', { max: 500 }) agreedBy: string;
}
