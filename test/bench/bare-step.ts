/** SQL in which `:name` is a value of the step: of its subject, of what was sent, or of whoever sent it. */
export type Sql = string;

/** What a step does in its transaction, under the locks of the unit and the young person. */
export interface BareStep {
  /** In which states of the subject it is possible. */
  from: string[];
  /** Values of the step's own. */
  given?: Record<string, unknown>;
  /** What a decision about nights reads of the unit, its staff and the young person, for these. */
  ground?: 'offer' | 'stay';
  /** What has to be read beside it; where a statement of `against` finds a row, the step is refused. */
  reads?: Sql[];
  against?: Sql[];
  writes: Sql[];
  /** What the trail calls it. */
  audit: string;
}
