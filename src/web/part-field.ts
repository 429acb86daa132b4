import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsObject, IsOptional, ValidateNested } from 'class-validator';

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
