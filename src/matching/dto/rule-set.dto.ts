import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsObject, IsOptional } from 'class-validator';
import { RuleSetAnswer } from './rule-set.answer.js';

/** A whole rule set. What is wrong within it is for `faultsOf` to say. */
export function RuleSetField(label: string, { required = true } = {}): PropertyDecorator {
  const message = `${label} must be one whole document.`;
  return applyDecorators(
    Transform(({ value }: { value: unknown }) => value ?? undefined),
    ...(required ? [] : [IsOptional()]),
    IsObject({ message }),
    ApiProperty({ type: RuleSetAnswer, required, description: label }),
  ) as PropertyDecorator;
}
