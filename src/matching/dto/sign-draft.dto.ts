import { WholeNumberField } from '../../web/fields.js';

/** How a draft is signed. */
export class SignDraftDto {
  /** A version that was signed since the draft was begun, once you have read it: yours takes its place. */
  @WholeNumberField('The version that you have read', { min: 1, max: 100_000, required: false }) over?: number;
}
