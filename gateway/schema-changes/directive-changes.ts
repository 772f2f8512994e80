import { type GraphQLDirective, isRequiredArgument } from "graphql";
import { compareNamed, type SchemaChange } from "./schema-change";

/** Of the directives that operations may have. */
export function changesOfDirectives(
  before: readonly GraphQLDirective[],
  after: readonly GraphQLDirective[],
): SchemaChange[] {
  const { removed, added, kept } = compareNamed(before, after);
  return [
    ...removed.map(({ name }) => changed("DIRECTIVE_REMOVED", name, `@${name} is gone.`, [`@${name}`])),
    ...added.map(
      ({ name }): SchemaChange => ({
        ...{ kind: "DIRECTIVE_ADDED", severity: "safe", coordinate: `@${name}`, affects: [] },
        message: `@${name} is new.`,
      }),
    ),
    ...kept.flatMap(([old, now]) => changesOfDirective(old, now)),
  ];
}

function changesOfDirective(before: GraphQLDirective, after: GraphQLDirective): SchemaChange[] {
  const { name } = before;
  const all = [`@${name}`];
  const { removed, added, kept } = compareNamed(before.args, after.args);
  const locations = before.locations.filter((location) => !after.locations.includes(location));
  const change = (message: string, affects: readonly string[]) =>
    changed("DIRECTIVE_CHANGED", name, message, affects);
  return [
    ...removed.map((each) => change(`@${name}(${each.name}:) is gone.`, [`@${name}(${each.name}:)`])),
    ...added
      .filter(isRequiredArgument)
      .map((each) => change(`@${name}(${each.name}:) is new and has to be given.`, all)),
    ...kept
      .filter(([old, now]) => String(old.type) !== String(now.type))
      .map(([old, now]) =>
        change(`@${name}(${old.name}:) was ${old.type}, and is ${now.type}.`, [`@${name}(${old.name}:)`]),
      ),
    ...(locations.length > 0
      ? [change(`@${name} may not stand on ${locations.join(", ")} any more.`, all)]
      : []),
    ...(before.isRepeatable && !after.isRepeatable
      ? [change(`@${name} may stand once only in a place now.`, all)]
      : []),
  ];
}

function changed(
  kind: "DIRECTIVE_REMOVED" | "DIRECTIVE_CHANGED",
  name: string,
  message: string,
  affects: readonly string[],
): SchemaChange {
  return { kind, severity: "breaking", coordinate: `@${name}`, message, affects };
}
