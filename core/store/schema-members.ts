import { z } from "zod";
import { type PathPart, valueAt } from "./problem.ts";

/**
 * The names of the members that a schema knows at a place of a document: candidates for "did you mean …?". Of several
 * forms, those of the ones that the value there could be: forms whose fixed members (`kind`, `type`) do not differ.
 */
export function membersAt(schema: z.ZodType, document: unknown, path: readonly PathPart[]): readonly string[] {
  let schemas = formsOf(schema, document);
  path.forEach((part, index) => {
    const value = valueAt(document, path.slice(0, index + 1));
    schemas = schemas.flatMap((form) => descend(form, part)).flatMap((inner) => formsOf(inner, value));
  });
  return [...new Set(schemas.flatMap((form) => (form instanceof z.ZodObject ? Object.keys(form.shape) : [])))];
}

/** What a schema comes down to for this value, without wrappers, and with unions taken apart. */
function formsOf(schema: unknown, value: unknown): readonly unknown[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodExactOptional) return formsOf(schema.unwrap(), value);
  if (schema instanceof z.ZodLazy) return formsOf(schema.unwrap(), value);
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((option) => formsOf(option, value));
  return schema instanceof z.ZodObject && !couldBe(schema, value) ? [] : [schema];
}

function couldBe(form: z.ZodObject, value: unknown): boolean {
  return Object.entries(form.shape).every(([name, member]) => {
    const found = valueAt(value, [name]);
    const fixed = member instanceof z.ZodLiteral || member instanceof z.ZodEnum;
    return !fixed || found === undefined || member.safeParse(found).success;
  });
}

function descend(schema: unknown, part: PathPart): readonly unknown[] {
  if (schema instanceof z.ZodArray) return [schema.element];
  if (schema instanceof z.ZodRecord) return [schema.valueType];
  if (!(schema instanceof z.ZodObject)) return [];
  return Object.hasOwn(schema.shape, part) ? [schema.shape[part]] : [];
}
