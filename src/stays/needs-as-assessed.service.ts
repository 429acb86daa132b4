import type { SupportLevel } from '../people/domain/stay-needs.js';

/** Support and room of a young person as their record has them: what stays are planned by. */
export interface NeedsOnRecord {
  id: string;
  supportLevel: SupportLevel;
  roomNeeds: readonly string[];
}

/** Where what was assessed last is not what is on record: the version that says it, and what it says. */
export interface AssessedOtherwise {
  version: number;
  says: string;
}

/** What an assessment says of a stay's needs. Stays know nothing of assessments: whoever does provides this. */
export abstract class NeedsAsAssessed {
  /** `undefined` where they are the same, or nothing is signed. That the record may be read is for the caller to know. */
  abstract otherwise(onRecord: NeedsOnRecord): Promise<AssessedOtherwise | undefined>;
}
