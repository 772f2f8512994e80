import {
  type GraphQLField,
  type GraphQLInterfaceType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  type GraphQLType,
  getNamedType,
  getNullableType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
} from "graphql";

type Field = GraphQLField<unknown, unknown>;

interface Way {
  steps: readonly Field[];
  length: number;
  isMutation: boolean;
}

/** How queries come to what a schema has. */
export interface WaysToElements {
  /**
   * The shortest selection from Query, or else from Mutation, that holds an element: `things { nodes { name } }`,
   * `things(filter: { name: … })`, with a variable for each argument that must be given. `over` is a type that the way
   * leads through if it can. undefined for what no query comes to.
   */
  wayTo(coordinate: string, over?: string): string | undefined;
}

export function findWays(schema: GraphQLSchema): WaysToElements {
  const fieldsOf = (name: string) => {
    const type = schema.getType(name);
    return type && hasFields(type) ? Object.values(type.getFields()) : [];
  };
  const [query, mutation] = [schema.getQueryType()?.name, schema.getMutationType()?.name];
  const fromRoots = new Map([
    ...(mutation === undefined ? [] : shortestWays(mutation, fieldsOf, true)),
    ...(query === undefined ? [] : shortestWays(query, fieldsOf, false)),
  ]);
  const uses = findUses(schema);
  const fromTypes = new Map<string, Map<string, Way>>();

  const wayToType = (type: string, over: string | undefined): Way | undefined => {
    const first = over === undefined ? undefined : fromRoots.get(over);
    if (over === undefined || first === undefined) return fromRoots.get(type);
    let further = fromTypes.get(over);
    if (!further) {
      further = shortestWays(over, fieldsOf, first.isMutation);
      fromTypes.set(over, further);
    }
    const second = further.get(type);
    return second ? { ...first, steps: [...first.steps, ...second.steps] } : fromRoots.get(type);
  };

  /** The use of a type of values or of an input that is nearest to a root; `…` is where it stands. */
  const nearestUse = (type: string, over: string | undefined, depth = 0): string | undefined => {
    const all = uses.get(type) ?? [];
    const nearest = all
      .flatMap(({ holder, member, argument }) => {
        const way = typeof member === "string" ? undefined : wayToType(holder, over);
        return way && typeof member !== "string" ? [{ way, member, argument }] : [];
      })
      .sort(
        (one, other) =>
          Number(one.argument !== undefined) - Number(other.argument !== undefined) ||
          one.way.length - other.way.length,
      )[0];
    if (nearest) return print(nearest.way, nearest.member, nearest.argument);
    const outer = all.find(({ holder, member }) => typeof member === "string" && holder !== type);
    const around = outer && depth < deepestInput ? nearestUse(outer.holder, over, depth + 1) : undefined;
    return around?.replace("…", () => inputWith(schema.getType(outer?.holder ?? ""), String(outer?.member)));
  };

  return {
    wayTo(coordinate, over) {
      const [, name = "", member, argument] = /^(\w+)(?:\.(\w+))?(?:\((\w+):\))?$/.exec(coordinate) ?? [];
      const type = schema.getType(name);
      if (type === undefined) return undefined;
      if (hasFields(type)) {
        const way = wayToType(name, over);
        return way && print(way, member === undefined ? undefined : type.getFields()[member], argument);
      }
      const use = nearestUse(name, over);
      if (member === undefined) return use;
      return use?.replace("…", () => (isInputObjectType(type) ? inputWith(type, member) : member));
    },
  };
}

/** An input with one member, and `…` in the place of others that must be given. */
function inputWith(type: GraphQLNamedType | undefined, member: string): string {
  const others = isInputObjectType(type)
    ? Object.values(type.getFields()).filter((field) => field.name !== member && isRequiredInputField(field))
    : [];
  return others.length > 0 ? `{ ${member}: …, … }` : `{ ${member}: … }`;
}

/** Filters hold filters: further in than that nobody is led. */
const deepestInput = 4;

function hasFields(type: GraphQLNamedType): type is GraphQLObjectType | GraphQLInterfaceType {
  return isObjectType(type) || isInterfaceType(type);
}

/** Of all types that a type leads to: by the fewest fields, each page's rows by `nodes`. */
function shortestWays(
  from: string,
  fieldsOf: (type: string) => Field[],
  isMutation: boolean,
): Map<string, Way> {
  const ways = new Map<string, Way>([[from, { steps: [], length: 0, isMutation }]]);
  const open = new Set([from]);
  while (open.size > 0) {
    const type = [...open].reduce((one, other) =>
      lengthOf(ways, other) < lengthOf(ways, one) ? other : one,
    );
    open.delete(type);
    const way = ways.get(type);
    for (const field of fieldsOf(type)) {
      const next = getNamedType(field.type);
      if (!way || !hasFields(next)) continue;
      const length = way.length + lengthOfStep(field);
      if (lengthOf(ways, next.name) <= length) continue;
      ways.set(next.name, { steps: [...way.steps, field], length, isMutation });
      open.add(next.name);
    }
  }
  return ways;
}

const lengthOf = (ways: ReadonlyMap<string, Way>, type: string) => ways.get(type)?.length ?? Infinity;

/** Detours: one thing by its code where there is a list, a list that comes whole, what must be given, `edges` beside `nodes`, what is no data. */
function lengthOfStep({ name, args, type }: Field): number {
  const isOfOne = args.some((argument) => argument.name === "id" || argument.name === "code");
  const isBeside = /^(node|edges|pageInfo|userErrors)$/.test(name) || (name === "nodes" && args.length > 0);
  const isWhole = isListType(getNullableType(type)) && args.length === 0 && name !== "nodes";
  const detours = (isOfOne ? 1.5 : 0) + (isWhole ? 0.5 : 0) + (isBeside ? 5 : 0);
  return 1 + args.filter(isRequiredArgument).length * 1.1 + detours;
}

interface Use {
  /** The type that has the member. */
  holder: string;
  /** A field, or the name of an input's. */
  member: Field | string;
  /** Of the field, that the type is used in; absent: it is the member's own type. */
  argument?: string;
}

/** Where types of values and inputs stand. */
function findUses(schema: GraphQLSchema): Map<string, Use[]> {
  const uses = new Map<string, Use[]>();
  const add = (type: GraphQLType, use: Use) => {
    const { name } = getNamedType(type);
    uses.set(name, [...(uses.get(name) ?? []), use]);
  };
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith("__")) continue;
    if (isInputObjectType(type))
      for (const field of Object.values(type.getFields()))
        add(field.type, { holder: type.name, member: field.name });
    if (!hasFields(type)) continue;
    for (const field of Object.values(type.getFields())) {
      add(field.type, { holder: type.name, member: field });
      for (const argument of field.args)
        add(argument.type, { holder: type.name, member: field, argument: argument.name });
    }
  }
  return uses;
}

/** A selection: the steps of a way around a field, of which an argument is shown. */
function print({ steps, isMutation }: Way, field?: Field, argument?: string): string {
  const calls = [...steps.map((step) => call(step)), ...(field ? [call(field, argument)] : [])];
  const selection = calls.reduceRight((inner, outer) => (inner === "" ? outer : `${outer} { ${inner} }`), "");
  return isMutation ? `mutation { ${selection} }` : selection;
}

function call({ name, args }: Field, shown?: string): string {
  const given = args.flatMap((argument) => {
    if (argument.name === shown) return [`${argument.name}: …`];
    return isRequiredArgument(argument) ? [`${argument.name}: $${argument.name}`] : [];
  });
  return given.length > 0 ? `${name}(${given.join(", ")})` : name;
}
