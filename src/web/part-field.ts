import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsObject, IsOptional, ValidateNested } from 'class-validator';

/** A group of fields of its own, which may be left out; what is wrong within is named `group.field`. */
export function PartField(label: string, type: new () => object): PropertyDecorator {
  return applyDecorators(
    IsOptional(),
    IsObject({ message: `${label} must be a group of fields.` }),
    ValidateNested(),
    Type(() => type),
    ApiProperty({ type, required: false, description: label }),
  ) as PropertyDecorator;
}

/** A list of such groups, which may be left out unless it needs some; what is wrong within one is named `group.0.field`. */
export function PartsField(
  label: string,
  type: new () => object,
  { max, min = 0 }: { max: number; min?: number },
): PropertyDecorator {
  const message = `${label} must be a list of ${min > 0 ? `${min} to` : 'at most'} ${max} groups of fields.`;
  return applyDecorators(
    Transform(({ value }: { value: unknown }) => value ?? undefined),
    ...(min > 0 ? [ArrayMinSize(min, { message })] : [IsOptional()]),
    IsArray({ message }),
    ArrayMaxSize(max, { message }),
    IsObject({ each: true, message }),
    ValidateNested({ each: true }),
    Type(() => type),
    ApiProperty({ type, isArray: true, minItems: min, maxItems: max, required: min > 0, description: label }),
  ) as PropertyDecorator;
}
