import { ChoiceField, IdField, TextField, WholeNumberField, YesNoField } from '../../web/fields.js';
import { MOST_ROWS } from '../domain/bounds.js';
import { SHOWN, type Shown } from '../pages/diary.page.js';

export class BeginDiaryDto {
  @YesNoField('Whether a file that was brought in before is brought in once more', { required: false }) again?: boolean;
}

const GoOver = () =>
  YesNoField('As it would be if you, who sign, went over what stands against plans and can be gone over', {
    required: false,
  });

export class DiaryPreviewQuery {
  @GoOver() goOver?: boolean;
}

export class DiaryListQuery {
  @ChoiceField('Only rows of this kind', SHOWN, { required: false }) show?: Shown;
  @WholeNumberField('The place from which on', { min: 0, max: MOST_ROWS, required: false }) from?: number;
  @WholeNumberField('Limit', { min: 1, max: 100, required: false }) limit: number = 50;
}

export class DiaryRowsListQuery extends DiaryListQuery {
  @GoOver() goOver?: boolean;
}

export class AnswerNameDto {
  @WholeNumberField('Place of the first row that has the name', { min: 0, max: MOST_ROWS }) place: number;
  /** Left out for a name that stands for nobody: its rows are left out. */
  @IdField('Young person', { required: false }) youngPerson?: string;
}

export class LandDiaryDto {
  @TextField('Token of the preview', { max: 40 }) token: string;
  @TextField('Why you go over what stands against plans: needed for a preview with goOver', {
    max: 4000,
    required: false,
  })
  overrule?: string;
}

export class UndoDiaryDto {
  @YesNoField('Whether stays and closures that somebody has worked on stay', { required: false })
  leaveWorkedOn?: boolean;
}
