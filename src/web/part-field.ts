import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsObject, IsOptional, ValidateNested } from 'class-validator';

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

/** A list of such groups, which may be left out; what is wrong within one is named `group.0.field`. */
export function PartsField(label: string, type: new () => object, { max }: { max: number }): PropertyDecorator {
  const message = `${label} must be a list of at most ${max} groups of fields.`;
  return applyDecorators(
    Transform(({ value }: { value: unknown }) => value ?? undefined),
    IsOptional(),
    IsArray({ message }),
    ArrayMaxSize(max, { message }),
    IsObject({ each: true, message }),
    ValidateNested({ each: true }),
    Type(() => type),
    ApiProperty({ type, isArray: true, maxItems: max, required: false, description: label }),
  ) as PropertyDecorator;
}
