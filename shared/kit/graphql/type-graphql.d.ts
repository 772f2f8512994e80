/*
 * type-graphql's types, with decorators that check a property or method against the GraphQL type next to it. Its own
 * accept any: the owning subgraph of a type could return a mere key as one of its rows, which then failed in every
 * field that needs more. tsconfig.json puts this file in place of the package's types; what runs is the package.
 */
import type { GraphQLScalarType } from "graphql";
import type { AdvancedOptions } from "../../../node_modules/type-graphql/build/typings/decorators/types.js";

export * from "../../../node_modules/type-graphql/build/typings/index.js";

/** What `@Field(() => Type)` stands for in TypeScript. Scalars of GraphQL stand for anything but null. */
type ValueOf<Type> = Type extends GraphQLScalarType
  ? NonNullable<unknown>
  : Type extends StringConstructor
    ? string
    : Type extends NumberConstructor
      ? number
      : Type extends BooleanConstructor
        ? boolean
        : Type extends abstract new (
              ...args: never[]
            ) => infer Instance
          ? Instance
          : Type extends readonly (infer Item)[]
            ? readonly ValueOf<Item>[]
            : Type extends Record<string, infer Member>
              ? Member
              : unknown;

type ResultOf<Type, Options> = Options extends { nullable: true }
  ? ValueOf<Type> | null | undefined
  : ValueOf<Type>;

/** A property of that type, or a method that gives it, at once or later. */
type Declared<Value> = Value | ((...args: never[]) => Value | Promise<Value>);

type CheckedDecorator<Value> = <Key extends PropertyKey>(
  target: undefined extends Value ? Partial<Record<Key, Declared<Value>>> : Record<Key, Declared<Value>>,
  key: Key,
  descriptor?: object,
) => void;

interface CheckedDecoratorFactory {
  <const Type, const Options extends AdvancedOptions>(
    type: () => Type,
    options?: Options,
  ): CheckedDecorator<ResultOf<Type, Options>>;
  /** The type is that of the property: only for String, Boolean and Float. */
  (options?: AdvancedOptions): CheckedDecorator<string | boolean | number | null | undefined>;
}

export declare const Field: CheckedDecoratorFactory;
export declare const FieldResolver: CheckedDecoratorFactory;
export declare const Mutation: CheckedDecoratorFactory;
export declare const Query: CheckedDecoratorFactory;
