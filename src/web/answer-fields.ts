import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';

/** Fields of what the API answers, for its document. The names follow those of the fields that it takes. */
interface AnswerOptions {
  /** It may be `null`. */
  nullable?: boolean;
  /** `false`: it may be missing. */
  required?: boolean;
}

type ClassOf<T> = new () => T;

export function IdAnswer(label: string, options: AnswerOptions = {}): PropertyDecorator {
  return answer({ type: String, description: label }, options);
}

export function TextAnswer(label: string, options: AnswerOptions = {}): PropertyDecorator {
  return answer({ type: String, description: label }, options);
}

export function PlainDateAnswer(label: string, options: AnswerOptions = {}): PropertyDecorator {
  return answer({ type: String, format: 'date', description: label }, options);
}

export function InstantAnswer(label: string, options: AnswerOptions = {}): PropertyDecorator {
  return answer({ type: String, format: 'date-time', description: label }, options);
}

export function WholeNumberAnswer(label: string, options: AnswerOptions = {}): PropertyDecorator {
  return answer({ type: 'integer', description: label }, options);
}

/** A number in steps of a half. */
export function HalvesAnswer(label: string, options: AnswerOptions = {}): PropertyDecorator {
  return answer({ type: Number, multipleOf: 0.5, description: label }, options);
}

export function YesNoAnswer(label: string, options: AnswerOptions = {}): PropertyDecorator {
  return answer({ type: Boolean, description: label }, options);
}

/** One of the values, which the document names once. */
export function ChoiceAnswer(name: string, values: readonly string[], options: AnswerOptions = {}): PropertyDecorator {
  return answer({ enum: [...values], enumName: name }, options);
}

/** Any of the values, which the document names once. */
export function ChoicesAnswer(
  name: string,
  values: readonly string[],
  label: string,
  options: AnswerOptions = {},
): PropertyDecorator {
  return answer({ enum: [...values], enumName: name, isArray: true, description: label }, options);
}

/** Always the same word. */
export function WordAnswer(word: string): PropertyDecorator {
  return answer({ enum: [word] }, {});
}

/** Something with fields of its own. */
export function PartAnswer(type: ClassOf<object>, options: AnswerOptions = {}): PropertyDecorator {
  return answer({ type }, options);
}

export function PartsAnswer(type: ClassOf<object>, label: string, options: AnswerOptions = {}): PropertyDecorator {
  return answer({ type, isArray: true, description: label }, options);
}

export function TextsAnswer(label: string): PropertyDecorator {
  return answer({ type: 'array', items: { type: 'string' }, description: label }, {});
}

export function PlainDatesAnswer(label: string): PropertyDecorator {
  return answer({ type: 'array', items: { type: 'string', format: 'date' }, description: label }, {});
}

export function NumbersAnswer(label: string, options: AnswerOptions = {}): PropertyDecorator {
  return answer({ type: 'array', items: { type: 'integer' }, description: label }, options);
}

/** One page of a list: `class RequestsAnswer extends pageOfAnswers(RequestAnswer) {}`. */
export function pageOfAnswers<T extends object>(type: ClassOf<T>): ClassOf<{ items: T[]; next: string | null }> {
  class PageAnswer {
    items: T[];
    next: string | null;
  }
  PartsAnswer(type, 'In the order of the list')(PageAnswer.prototype, 'items');
  TextAnswer('The cursor of the next page, or null at the end', { nullable: true })(PageAnswer.prototype, 'next');
  return PageAnswer;
}

function answer(api: ApiPropertyOptions, { nullable, required = true }: AnswerOptions): PropertyDecorator {
  return ApiProperty({ ...api, ...(nullable && { nullable }), required } as ApiPropertyOptions);
}
