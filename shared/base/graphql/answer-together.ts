import type { GraphQLField } from "graphql";

/**
 * Answers a field for many objects at once, in their order, in place of its resolver: what is read for all of them is waited
 * for once. An Error in the place of a value is that object's; one that is thrown is everybody's. Undefined where the resolver
 * has to answer one object after the other.
 */
export type AnswerTogether = (
  sources: readonly unknown[],
  args: Record<string, unknown>,
  context: unknown,
) => Promise<readonly unknown[]> | readonly unknown[] | undefined;

const declared = new WeakMap<object, Map<string | symbol, AnswerTogether>>();

/**
 * Says of a method that resolves a field how it answers for all objects of a list at once, where its arguments are scalars:
 * what it gives is what the method would have given for each. Of 126 units a call, a promise and a loader's place for each are
 * more work than the values.
 */
export function AnswersTogether<Source, Args extends object, Context>(
  answer: (
    sources: readonly Source[],
    args: Args,
    context: Context,
  ) => Promise<readonly unknown[]> | readonly unknown[],
): MethodDecorator {
  return (target, method) => {
    const known = declared.get(target) ?? new Map<string | symbol, AnswerTogether>();
    declared.set(target, known);
    // Sources, arguments and context are what graphql-js would have called the method with.
    known.set(method, (sources, args, context) =>
      answer(sources as readonly Source[], args as Args, context as Context),
    );
  };
}

/** How a method of a class answers together; undefined where it does not. */
export function answersTogether(target: object, method: string): AnswerTogether | undefined {
  return declared.get(target)?.get(method);
}

const key = Symbol("answers together");

/** Has a field be answered so. Who does not know of it, such as graphql-js, calls the resolver. */
export function setTogether<Source, Context>(
  field: GraphQLField<Source, Context>,
  answer: AnswerTogether,
): void {
  field.extensions = { ...field.extensions, [key]: answer };
}

/** What a field was given by `setTogether`. */
export function togetherOf<Source, Context>({
  extensions,
}: GraphQLField<Source, Context>): AnswerTogether | undefined {
  const found: unknown = Reflect.get(extensions, key);
  // Nothing but `setTogether` has the key.
  return typeof found === "function" ? (found as AnswerTogether) : undefined;
}
