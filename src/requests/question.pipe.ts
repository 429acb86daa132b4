import { Injectable, type PipeTransform } from '@nestjs/common';
import { notFound } from '../kernel/domain-error.js';
import { QUESTIONS, type Question } from './domain/questions.js';

/** One of the questions by its name in the address; every other is a page that there is not. */
@Injectable()
export class QuestionParam implements PipeTransform<unknown, Question> {
  transform(value: unknown): Question {
    const question = QUESTIONS.find(({ id }) => id === value);
    if (!question) throw notFound();
    return question;
  }
}
