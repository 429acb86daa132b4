import { ChoiceField, IdField, IdOrField, TextField, WholeNumberField, YesNoField } from '../../web/fields.js';
import { PageQuery } from '../../web/paging.js';
import { MOST_COLUMNS, MOST_ROWS } from '../domain/bounds.js';
import { COLUMNS, COLUMN_TEXT, type ColumnPlaces } from '../domain/columns.js';
import { SHOWN, type Shown } from '../pages/diary.page.js';

export class DiaryUnitQuery extends PageQuery {
  @IdField('Unit', { required: false }) unit?: string;
}

export class DiaryRowsQuery {
  @ChoiceField('The rows that are shown', SHOWN, { required: false }) show?: Shown;
  @WholeNumberField('Row', { min: 0, max: MOST_ROWS, required: false }) from?: number;
  @YesNoField('Whether what can be gone over is gone over', { required: false }) over?: boolean;
}

export class BeginDiaryForm {
  @YesNoField('Whether it is brought in once more', { required: false }) again?: boolean;
}

export class LandDiaryForm {
  @TextField('What you looked at', { max: 40 }) token: string;
  @YesNoField('Whether what can be gone over is gone over', { required: false }) over?: boolean;
  @TextField('Why you go over it', { max: 4000, required: false }) overrule?: string;
}

export class UndoDiaryForm {
  @YesNoField('Whether what has been worked on stays', { required: false }) leave?: boolean;
}

export class NameForm {
  /** `nobody`, or the id of a young person; left out where a case number says it. */
  @IdOrField('Who this is', 'nobody', { required: false }) who?: string;
  @TextField('Case number', { max: 60, required: false }) caseNumber?: string;
}

const Place = (column: (typeof COLUMNS)[number]) =>
  WholeNumberField(COLUMN_TEXT[column], { min: 0, max: MOST_COLUMNS, required: false });

/** The place of each column, from 0. */
export class ColumnsForm implements ColumnPlaces {
  @Place('name') name?: number;
  @Place('firstName') firstName?: number;
  @Place('lastName') lastName?: number;
  @Place('dateOfBirth') dateOfBirth?: number;
  @Place('arrival') arrival?: number;
  @Place('departure') departure?: number;
  @Place('lastNight') lastNight?: number;
  @Place('nights') nights?: number;
  @Place('arrivesAt') arrivesAt?: number;
  @Place('leavesAt') leavesAt?: number;
  @Place('bed') bed?: number;
  @Place('kind') kind?: number;
  @Place('note') note?: number;
}

/** The columns that are said, without those that are none. */
export function placesSaid(form: ColumnsForm): ColumnPlaces {
  return Object.fromEntries(COLUMNS.flatMap((column) => (form[column] === undefined ? [] : [[column, form[column]]])));
}
