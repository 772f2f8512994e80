import type { CompositionHint } from "@apollo/composition/dist/hints";

/** What becomes of a hint of composition. */
export interface HintRule {
  /** Whether the graph is refused for it; else it is told. */
  isRefused: boolean;
  reason: string;
}

const refused = (reason: string): HintRule => ({ isRefused: true, reason });
const told = (reason: string): HintRule => ({ isRefused: false, reason });

/**
 * Every hint that composition can give, by its code. One by which something is lost that a subgraph offers, without a
 * client or a team hearing of it, refuses the graph.
 */
export const hintRules: Readonly<Record<string, HintRule>> = {
  INCONSISTENT_BUT_COMPATIBLE_FIELD_TYPE: told("clients see the type that all of them keep to"),
  INCONSISTENT_BUT_COMPATIBLE_ARGUMENT_TYPE: told("clients see the type that all of them take"),
  INCONSISTENT_DEFAULT_VALUE_PRESENCE: refused("the default is lost: write it in all of them"),
  INCONSISTENT_ENTITY: told("composition checks that its fields can be reached without a key"),
  INCONSISTENT_OBJECT_VALUE_TYPE_FIELD: told("composition checks that the field is asked where it is"),
  INCONSISTENT_INTERFACE_VALUE_TYPE_FIELD: told("composition checks that all types have the field"),
  INCONSISTENT_INPUT_OBJECT_FIELD: refused("the input field is lost: add it to all of them, or to none"),
  INCONSISTENT_UNION_MEMBER: told("clients see all members"),
  INCONSISTENT_ENUM_VALUE_FOR_INPUT_ENUM: refused("the value is lost: add it to all of them"),
  INCONSISTENT_ENUM_VALUE_FOR_OUTPUT_ENUM: told("clients see all values"),
  INCONSISTENT_TYPE_SYSTEM_DIRECTIVE_REPEATABLE: told("the supergraph takes it as repeatable"),
  INCONSISTENT_TYPE_SYSTEM_DIRECTIVE_LOCATIONS: told("the supergraph takes all of its locations"),
  INCONSISTENT_EXECUTABLE_DIRECTIVE_PRESENCE: refused("clients could not write the directive"),
  NO_EXECUTABLE_DIRECTIVE_INTERSECTION: refused("clients could not write the directive"),
  INCONSISTENT_EXECUTABLE_DIRECTIVE_REPEATABLE: refused("clients could write the directive once only"),
  INCONSISTENT_EXECUTABLE_DIRECTIVE_LOCATIONS: refused("clients could not write it at every place"),
  INCONSISTENT_DESCRIPTION: told("clients read the description of most, of as many the first's"),
  INCONSISTENT_ARGUMENT_PRESENCE: refused("the argument is lost: add it to all of them"),
  FROM_SUBGRAPH_DOES_NOT_EXIST: told(
    "a subgraph that was retired stops nobody; take the @override away, or write the name right",
  ),
  OVERRIDDEN_FIELD_CAN_BE_REMOVED: told(
    "the field has moved: nobody asks the other subgraph for it any more",
  ),
  OVERRIDE_DIRECTIVE_CAN_BE_REMOVED: told("the field has moved, and nothing is left of it where it was"),
  OVERRIDE_MIGRATION_IN_PROGRESS: refused("labels of @override are not honoured: leave the label out"),
  UNUSED_ENUM_TYPE: told("clients see it with all values"),
  INCONSISTENT_NON_REPEATABLE_DIRECTIVE_ARGUMENTS: refused(
    "what the others say is lost: write the same in all of them",
  ),
  MERGED_NON_REPEATABLE_DIRECTIVE_ARGUMENTS: told("nothing is lost: all of it counts"),
  DIRECTIVE_COMPOSITION_INFO: told("it is composed in another way"),
  DIRECTIVE_COMPOSITION_WARN: refused("the directive is not composed: name it alike in all of them"),
  INCONSISTENT_RUNTIME_TYPES_FOR_SHAREABLE_RETURN: refused(
    "what clients get would depend on which subgraph is asked",
  ),
  IMPLICITLY_UPGRADED_FEDERATION_VERSION: told("link the newer version"),
  CONTEXTUAL_ARGUMENT_NOT_CONTEXTUAL_IN_ALL_SUBGRAPHS: refused("the argument is lost"),
};

const unknown = refused(
  "nobody has said yet what is lost by it: add it to gateway/composition/hint-rules.ts",
);

/** The reason of a deprecation is a text for people, as a description is. */
const otherReason = told("clients read the first's reason");

export function hintRule({ definition, message }: Pick<CompositionHint, "definition" | "message">): HintRule {
  const isDeprecation =
    definition.code === "INCONSISTENT_NON_REPEATABLE_DIRECTIVE_ARGUMENTS" &&
    message.startsWith("Non-repeatable directive @deprecated ");
  return isDeprecation ? otherReason : (hintRules[definition.code] ?? unknown);
}

/** The hints that refuse a graph and those that are told, a text for each. */
export function sortHints(hints: readonly CompositionHint[]): { problems: string[]; notes: string[] } {
  const texts = (isRefused: boolean) =>
    hints
      .filter((hint) => hintRule(hint).isRefused === isRefused)
      .map((hint) => `hint ${hint.definition.code}: ${hint.message.trim()} (${hintRule(hint).reason})`);
  return { problems: texts(true), notes: texts(false) };
}
