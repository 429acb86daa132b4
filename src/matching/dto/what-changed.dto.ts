import { TextField, YesNoField } from '../../web/fields.js';
import { LONGEST_INFORMATION } from '../domain/information.js';
import type { ChangeAnswers } from '../domain/what-changed.js';

const WORDS = { max: LONGEST_INFORMATION, required: false };

export class WhatChangedDto {
  @YesNoField('Whether somebody is less safe') safetyChanged: boolean;
  @TextField('What makes somebody less safe', WORDS) safety?: string;
  @YesNoField('Whether something changed around them') aroundChanged: boolean;
  @TextField('What changed around them', WORDS) around?: string;
  @YesNoField('Whether their needs changed') needsChanged: boolean;
  @TextField('What changed in what they need', WORDS) needs?: string;
}

export function answersIn(sent: WhatChangedDto): ChangeAnswers {
  return {
    safety: { changed: sent.safetyChanged, text: sent.safety ?? '' },
    around: { changed: sent.aroundChanged, text: sent.around ?? '' },
    needs: { changed: sent.needsChanged, text: sent.needs ?? '' },
  };
}
