import { getMetadataStorage as validators } from "class-validator";
import { type GraphQLSchema, isInputObjectType, isObjectType } from "graphql";
import { getMetadataStorage as types } from "type-graphql";

/**
 * Classes of inputs and of arguments without a validator of class-validator. type-graphql hands every input to it, and it
 * refuses an object of a class that it knows nothing of, in each request: "an unknown value was passed".
 */
export function unvalidatedInputs(schema: GraphQLSchema): string[] {
  const { queries, mutations, fieldResolvers, inputTypes, argumentTypes, fields } = types();
  const given = new Set(
    [...queries, ...mutations, ...fieldResolvers].flatMap(({ params = [] }) =>
      params.flatMap((param) => (param.kind === "arg" || param.kind === "args" ? [param.getType()] : [])),
    ),
  );
  const named = new Set(Object.keys(schema.getTypeMap()));
  const classes = [
    ...inputTypes.filter(({ name }) => named.has(name)).map(({ target }) => target),
    ...argumentTypes.map(({ target }) => target),
  ].filter((target) => given.has(target)) as (new () => object)[];
  return [...new Set(classes)]
    .filter((target) => fields.some((field) => field.target === target))
    .filter(
      (target) => validators().getTargetValidationMetadatas(target, "", false, false, undefined).length === 0,
    )
    .map(
      ({ name }) =>
        `The class ${name} has no validator, so every request with it fails. Put @IsOptional() of class-validator above its first field.`,
    );
}

/** Mutations whose input has no idempotency key, or whose answer has no user errors. */
export function incompleteMutations(schema: GraphQLSchema): string[] {
  return Object.values(schema.getMutationType()?.getFields() ?? {}).flatMap(({ name, args, type }) => {
    const input = schema.getType(
      String(args.find((argument) => argument.name === "input")?.type).replace("!", ""),
    );
    const payload = schema.getType(String(type).replace("!", ""));
    return [
      ...(isInputObjectType(input) && "idempotencyKey" in input.getFields()
        ? []
        : [
            `The mutation ${name} takes no idempotencyKey, so a client that lost its answer cannot ask again. Give it an argument input with @IdempotencyKeyField(), and run it by runMutation.`,
          ]),
      ...(isObjectType(payload) && "userErrors" in payload.getFields()
        ? []
        : [
            `The mutation ${name} answers without userErrors, so a wrong value fails the request. Answer with a type that has @UserErrorsField().`,
          ]),
    ];
  });
}
