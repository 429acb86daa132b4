import { ApiSchema } from '@nestjs/swagger';
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
  YesNoAnswer,
} from '../../web/answer-fields.js';
import { NamedAnswer } from '../../web/named.answer.js';
import { SECTIONS, type Field, type Section } from '../domain/own-file.js';
import { ASKER_KINDS, type Asker } from '../domain/release.js';

@ApiSchema({ name: 'FileRelease', description: 'That a manager has read the copy and released it' })
export class FileReleaseAnswer {
  @PartAnswer(NamedAnswer) by: NamedAnswer;
  @InstantAnswer('When') at: Date;
  @WholeNumberAnswer('How many entries lack words that name somebody else, or may') withheld: number;
  @WholeNumberAnswer('How many were put in by hand') putIn: number;
  @WholeNumberAnswer('How many were kept out by hand') takenOut: number;
}

@ApiSchema({ name: 'FileRequest', description: 'That somebody asked for a young person’s own file' })
export class FileRequestAnswer {
  @IdAnswer('Id') id: string;
  @ChoiceAnswer('Asker', ASKER_KINDS) askedBy: Asker;
  @TextAnswer('Who it is') asker: string;
  @PlainDateAnswer('When they asked') askedOn: string;
  @PlainDateAnswer('The last day to answer') dueBy: string;
  @PartAnswer(NamedAnswer) by: NamedAnswer;
  @InstantAnswer('When it was recorded') at: Date;
  @PartAnswer(FileReleaseAnswer, { nullable: true }) released: FileReleaseAnswer | null;
}

@ApiSchema({ name: 'FileRequests' })
export class FileRequestsAnswer extends pageOfAnswers(FileRequestAnswer) {}

@ApiSchema({ name: 'FileField', description: 'One thing that is said; what is not on record is left out' })
export class FileFieldAnswer {
  @TextAnswer('Its name for programs') name: string;
  @TextAnswer('What it is') label: string;
  @ChoiceAnswer('FileFieldKind', ['text', 'day', 'moment', 'nights']) as: Field['as'];
  @TextsAnswer('Dates as YYYY-MM-DD, moments in ISO 8601, nights as arrival/departure') values: string[];
  @YesNoAnswer('Whether words are left out that name somebody else, or may') withheld: boolean;
}

@ApiSchema({ name: 'FileEntry' })
export class FileEntryAnswer {
  @PartsAnswer(FileFieldAnswer, 'In their order') fields: FileFieldAnswer[];
}

@ApiSchema({ name: 'FileTable' })
export class FileTableAnswer {
  @TextAnswer('Its name for programs') name: string;
  @TextAnswer('What it holds') title: string;
  @TextAnswer('What of it is not here, and why; empty where all is') note: string;
  @PartsAnswer(FileEntryAnswer, 'The oldest first') entries: FileEntryAnswer[];
}

@ApiSchema({ name: 'FileSection' })
export class FileSectionAnswer {
  @ChoiceAnswer('FileSectionName', Object.keys(SECTIONS)) name: Section;
  @TextAnswer('Its heading') title: string;
  @PartsAnswer(FileTableAnswer, 'In their order') tables: FileTableAnswer[];
}

@ApiSchema({ name: 'FileOf' })
export class FileOfAnswer {
  @TextAnswer('First name') firstName: string;
  @TextAnswer('Last name') lastName: string;
  @TextAnswer('Case number') caseNumber: string;
}

@ApiSchema({ name: 'OwnFile', description: 'Everything that is on record of one young person, and nothing of another' })
export class OwnFileAnswer {
  @PartAnswer(FileOfAnswer) youngPerson: FileOfAnswer;
  @WholeNumberAnswer('How many entries lack words that name somebody else, or may') withheld: number;
  @PartsAnswer(FileSectionAnswer, 'In their order') sections: FileSectionAnswer[];
  @TextsAnswer('What is in no such file, and why') notInFile: string[];
}

@ApiSchema({ name: 'ReleasedFile' })
export class ReleasedFileAnswer extends OwnFileAnswer {
  @InstantAnswer('When it was released: nothing that was written later is in it') releasedAt: Date;
  @TextAnswer('Who released it') releasedBy: string;
}

@ApiSchema({ name: 'WithheldPiece' })
export class WithheldPieceAnswer {
  @TextAnswer('What it is') label: string;
  @TextAnswer('The words') text: string;
}

@ApiSchema({ name: 'WithheldWords', description: 'Words that are not in the copy, for who checks it' })
export class WithheldWordsAnswer {
  @TextAnswer('By which they are put in') key: string;
  @TextAnswer('Of what they are') title: string;
  @IdAnswer('The stay on which they were written, where it is one', { nullable: true }) stay: string | null;
  @PartsAnswer(WithheldPieceAnswer, 'Empty where they may name somebody whom you may not read')
  words: WithheldPieceAnswer[];
  @TextsAnswer('Whom they may name') names: string[];
  @YesNoAnswer('Whether you may put them in, having read them') mayPutIn: boolean;
}

@ApiSchema({ name: 'StandingWords', description: 'Words that are in the copy, for who checks it' })
export class StandingWordsAnswer {
  @TextAnswer('By which they are kept out') key: string;
  @TextAnswer('Of what they are') title: string;
  @IdAnswer('The stay on which they were written, where it is one', { nullable: true }) stay: string | null;
  @PartsAnswer(WithheldPieceAnswer, 'The words') words: WithheldPieceAnswer[];
}

@ApiSchema({ name: 'FileToCheck' })
export class FileToCheckAnswer {
  @PartAnswer(FileRequestAnswer) request: FileRequestAnswer;
  @TextAnswer('Of the copy as you read it: send it with the release') version: string;
  @PartsAnswer(WithheldWordsAnswer, 'What is withheld') withheld: WithheldWordsAnswer[];
  @PartsAnswer(StandingWordsAnswer, 'What can be kept out') standing: StandingWordsAnswer[];
  @PartAnswer(OwnFileAnswer) copy: OwnFileAnswer;
}
