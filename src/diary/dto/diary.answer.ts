import { ApiSchema } from '@nestjs/swagger';
import { GuestAnswer } from '../../people/dto/young-person.answer.js';
import { VERDICTS, type Verdict } from '../../matching/domain/verdicts.js';
import {
  ChoiceAnswer,
  IdAnswer,
  InstantAnswer,
  pageOfAnswers,
  PartAnswer,
  PartsAnswer,
  PlainDateAnswer,
  TextAnswer,
  TextsAnswer,
  WholeNumberAnswer,
} from '../../web/answer-fields.js';
import { NamedAnswer } from '../../web/named.answer.js';
import { IMPORT_STATES, type ImportState } from '../diary-reader.js';
import { ROW_KINDS, type RowKind } from '../domain/diary-row.js';
import { FORMATS, type Format } from '../domain/file-read.js';

const OUTCOMES = ['lands', 'asks', 'left_out'] as const;

@ApiSchema({ name: 'DiaryCounts', description: 'How many rows land, need an answer or do not land' })
export class DiaryCountsAnswer {
  @WholeNumberAnswer('Rows that land') lands: number;
  @WholeNumberAnswer('Rows whose name nobody has said anything of yet') asks: number;
  @WholeNumberAnswer('Rows that do not land') leftOut: number;
  @WholeNumberAnswer('Rows that land with something that does not go together, or that is gone over') clashes: number;
  @WholeNumberAnswer('Rows that do not land for what a manager may go over') mayGoOver: number;
}

@ApiSchema({ name: 'DiaryImport', description: 'A diary that a unit brings in; of the file itself nothing is kept' })
export class DiaryImportAnswer {
  @IdAnswer('Id') id: string;
  @PartAnswer(NamedAnswer) unit: NamedAnswer;
  @ChoiceAnswer('DiaryFormat', FORMATS) format: Format;
  @TextAnswer('The same each time for the same file: the first eight characters of its SHA-256') mark: string;
  @ChoiceAnswer('DiaryImportState', IMPORT_STATES) state: ImportState;
  @WholeNumberAnswer('Rows that were read') rows: number;
  @WholeNumberAnswer('Rows that were brought in, or null', { nullable: true }) landed: number | null;
  @TextAnswer('The sheet that was read, or null', { nullable: true }) sheet: string | null;
  @TextsAnswer('Sheets that hold something and were not read') otherSheets: string[];
  @InstantAnswer('When the file was read') madeAt: Date;
  @PartAnswer(NamedAnswer) madeBy: NamedAnswer;
  @InstantAnswer('When its rows were brought in, or null', { nullable: true }) landedAt: Date | null;
  @PartAnswer(NamedAnswer, { nullable: true }) landedBy: NamedAnswer | null;
  @InstantAnswer('When it was taken back or discarded, or null', { nullable: true }) endedAt: Date | null;
  @PartAnswer(NamedAnswer, { nullable: true }) endedBy: NamedAnswer | null;
}

@ApiSchema({ name: 'DiaryPreview' })
export class DiaryPreviewAnswer extends DiaryImportAnswer {
  @TextsAnswer('The headings of the file, in the order of its columns; empty for a calendar') headings: string[];
  @TextsAnswer('What has to be said of its columns before rows can be read') columnsMissing: string[];
  @PartAnswer(DiaryCountsAnswer) counts: DiaryCountsAnswer;
  @TextAnswer('Stands for exactly this preview; sent back when it is to land') token: string;
}

@ApiSchema({ name: 'DiaryImports' })
export class DiaryImportsAnswer extends pageOfAnswers(DiaryImportAnswer) {}

@ApiSchema({ name: 'DiaryRow', description: 'A row of the file, as it will land or the reason why it won’t' })
export class DiaryRowAnswer {
  @WholeNumberAnswer('Its place in the import, from 0') place: number;
  @TextAnswer('How whoever looks for it in the file counts it') row: string;
  @ChoiceAnswer('DiaryRowKind', ROW_KINDS) kind: RowKind;
  @TextAnswer('The name as it stands there') name: string;
  @PlainDateAnswer('Arrival, or null', { nullable: true }) arrival: string | null;
  @PlainDateAnswer('Departure, or null', { nullable: true }) departure: string | null;
  @ChoiceAnswer('DiaryOutcome', OUTCOMES) outcome: string;
  @TextAnswer('How it lands, or why not') sentence: string;
  @ChoiceAnswer('Verdict', VERDICTS, { nullable: true }) advice: Verdict | null;
  @PartAnswer(GuestAnswer, { nullable: true }) youngPerson: GuestAnswer | null;
  @IdAnswer('The stay that it became, or null', { nullable: true }) stay: string | null;
  @IdAnswer('The closure that it became, or null', { nullable: true }) closure: string | null;
}

@ApiSchema({ name: 'DiaryRows' })
export class DiaryRowsAnswer {
  @PartsAnswer(DiaryRowAnswer, 'In the order of the file') items: DiaryRowAnswer[];
  @WholeNumberAnswer('The place from which to go on, or null', { nullable: true }) next: number | null;
}

@ApiSchema({ name: 'DiaryPerson', description: 'Whom a name of the diary may mean' })
export class DiaryPersonAnswer extends GuestAnswer {
  @PlainDateAnswer('Date of birth') dateOfBirth: string;
  @TextAnswer('Case number') caseNumber: string;
}

@ApiSchema({ name: 'DiaryName', description: 'A name of the diary and whom it means: a person says it' })
export class DiaryNameAnswer {
  @WholeNumberAnswer('The place of the first row that has it') place: number;
  @TextAnswer('The name as it stands there') name: string;
  @PlainDateAnswer('The date of birth beside it, or null', { nullable: true }) dateOfBirth: string | null;
  @WholeNumberAnswer('How many rows have it') rows: number;
  @ChoiceAnswer('DiaryNameState', ['open', 'answered', 'left_out']) state: string;
  @PartAnswer(DiaryPersonAnswer, { nullable: true }) youngPerson: DiaryPersonAnswer | null;
  @PartsAnswer(DiaryPersonAnswer, 'Whom it may mean, the likeliest first') suggestions: DiaryPersonAnswer[];
}

@ApiSchema({ name: 'DiaryNames' })
export class DiaryNamesAnswer {
  @PartsAnswer(DiaryNameAnswer, 'In the order in which they come') items: DiaryNameAnswer[];
  @WholeNumberAnswer('The place from which to go on, or null', { nullable: true }) next: number | null;
}

@ApiSchema({ name: 'DiaryLanded' })
export class DiaryLandedAnswer {
  @WholeNumberAnswer('How many rows it was') rows: number;
}
