import { IsOptional } from "class-validator";
import { type ClassType, Field, getMetadataStorage, InputType } from "type-graphql";
import type { Keys } from "./read-filter";

/** Which values of an enumeration a row may have. */
export type EnumFilter<Value extends string = string> = Keys<Value>;

const made = new Map<object, ClassType<EnumFilter>>();

/**
 * The input `<name>Filter` of an enumeration that is registered under that name, the same class whoever asks:
 * `const SectorFilter = enumFilter(Sector, "Sector")`, whose fields hold an `EnumFilter<Sector>`.
 */
export function enumFilter<Value extends string>(
  values: Readonly<Record<string, Value>>,
  name: string,
): ClassType<EnumFilter<Value>> {
  const known = made.get(values) ?? makeFilter(values, name);
  made.set(values, known);
  // Made of these very values.
  return known as ClassType<EnumFilter<Value>>;
}

/** The name under which an enumeration is registered. */
export function nameOfEnum(values: object): string {
  const found = getMetadataStorage().enums.find(({ enumObj }) => enumObj === values);
  if (!found) throw new Error(`Expected a registered enumeration; got ${Object.keys(values)}.`);
  return found.name;
}

function makeFilter(values: Readonly<Record<string, string>>, name: string): ClassType<EnumFilter> {
  @InputType(`${name}Filter`, { description: `Which ${name} a row may have. \`eq\` stands alone.` })
  class FilterOfEnum implements EnumFilter {
    @IsOptional()
    @Field(() => values, { nullable: true, description: "This one." })
    eq?: string | null;

    @IsOptional()
    @Field(() => [values], { nullable: true, description: "One of these: 1 to 1,000 values." })
    in?: string[] | null;

    @IsOptional()
    @Field(() => [values], { nullable: true, description: "None of these: 1 to 1,000 values." })
    notIn?: string[] | null;

    @IsOptional()
    @Field(() => Boolean, {
      nullable: true,
      description: "true: rows without a value; false: rows with one.",
    })
    isNull?: boolean | null;
  }
  Object.defineProperty(FilterOfEnum, "name", { value: `${name}Filter` });
  return FilterOfEnum;
}
