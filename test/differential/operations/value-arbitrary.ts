import fc from "fast-check";
import {
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLInputType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredArgument,
  isRequiredInputField,
} from "graphql";
import type { ConditionModel, NamedValue, ValueModel } from "./operation";

/** Values for arguments: those that must be there, and some of the others. */
export function argumentsArbitrary(args: readonly GraphQLArgument[]): fc.Arbitrary<NamedValue[]> {
  return namedArbitrary(
    args.map((argument) => [argument, isRequiredArgument(argument)]),
    0,
  );
}

/** `@skip` and `@include`, mostly none of them. */
export const conditionsArbitrary: fc.Arbitrary<readonly ConditionModel[]> = fc.oneof(
  { weight: 6, arbitrary: fc.constant([]) },
  {
    weight: 1,
    arbitrary: fc.uniqueArray(
      fc.record({ directive: fc.constantFrom("skip", "include"), value: variableOr("Boolean!", booleans()) }),
      { minLength: 1, maxLength: 2, selector: ({ directive }) => directive },
    ),
  },
);

type Content = ValueModel["content"];
type Named = GraphQLArgument | GraphQLInputField;

function namedArbitrary(
  given: readonly (readonly [Named, boolean])[],
  depth: number,
): fc.Arbitrary<NamedValue[]> {
  const each = given.map(([{ name, type }, isRequired]) => {
    const named = variableOr(String(type), contentOf(type, depth), depth).map((value): NamedValue[] => [
      [name, value],
    ]);
    return isRequired
      ? named
      : fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: named });
  });
  return fc.tuple(...each).map((values) => values.flat());
}

/** A literal, or a variable with a default or without, sent or not. */
function variableOr(type: string, contents: fc.Arbitrary<Content>, depth = 0): fc.Arbitrary<ValueModel> {
  const mayBeAbsent = !type.endsWith("!");
  const variable = fc
    .record({ hasDefault: fc.boolean(), isSent: fc.boolean() })
    .map(({ hasDefault, isSent }) => ({ hasDefault, isSent: isSent || !(hasDefault || mayBeAbsent) }));
  // Within an input object, a variable that is absent would make the field absent: fine, but not where it is required.
  const isVariable = fc.oneof(
    { weight: 3, arbitrary: fc.constant(undefined) },
    { weight: depth > 0 ? 1 : 2, arbitrary: variable },
  );
  return fc.record({ type: fc.constant(type), content: contents, variable: isVariable });
}

function contentOf(type: GraphQLInputType, depth: number): fc.Arbitrary<Content> {
  if (isNonNullType(type)) return presentOf(type.ofType, depth);
  return fc.oneof(
    { weight: 6, arbitrary: presentOf(type, depth) },
    { weight: 1, arbitrary: fc.constant({ literal: "null", json: null }) },
  );
}

function presentOf(type: GraphQLInputType, depth: number): fc.Arbitrary<Content> {
  if (isListType(type)) {
    const items = variableOr(String(type.ofType), contentOf(type.ofType, depth + 1), depth + 1);
    return fc.array(items, { maxLength: 2 }).map((values) => ({ items: values }));
  }
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields())
      .map((field) => [field, isRequiredInputField(field)] as const)
      .filter(([, isRequired]) => isRequired || depth < 2);
    return namedArbitrary(fields, depth + 1).map((values) => ({ fields: values }));
  }
  if (isEnumType(type)) {
    return fc.constantFrom(...type.getValues().map(({ name }) => ({ literal: name, json: name })));
  }
  if (!("name" in type)) throw new Error(`Expected an input type; got ${String(type)}.`);
  switch (type.name) {
    case "Int":
      return plain(fc.integer({ min: 1, max: 9 }));
    case "Float":
      return plain(fc.constantFrom(1.5, 0.25, 2));
    case "Boolean":
      return booleans();
    case "Date":
      return plain(fc.constantFrom("2025-11-14", "2025-01-01"));
    case "Month":
      return plain(fc.constantFrom("2025-11", "2025-01"));
    case "Week":
      return plain(fc.constantFrom("2025-W46", "2025-W01"));
    case "DateTime":
      return plain(fc.constant("2025-11-14T09:00:00+07:00"));
    case "Decimal":
      return plain(fc.constantFrom("1.5", "-2"));
    default:
      return plain(fc.constantFrom("a", "", 'text "9"', "Bách khoa 😀"));
  }
}

function booleans(): fc.Arbitrary<Content> {
  return plain(fc.boolean());
}

function plain(values: fc.Arbitrary<unknown>): fc.Arbitrary<Content> {
  return values.map((json) => ({ literal: JSON.stringify(json), json }));
}
