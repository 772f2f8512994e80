import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
} from "graphql";

type Field = GraphQLField<unknown, unknown>;

/** One field asked in one place, with one choice of arguments. */
export interface Call {
  /** The fields that lead from the query to the type that has the field, as they are typed. */
  path: readonly string[];
  field: string;
  /** Arguments in parentheses, or nothing. */
  args: string;
  /** What is selected of it, in braces, or nothing. */
  selection: string;
}

/**
 * Every field of every type, reached through every field that leads to the type: from the query and from each entity
 * all of its fields are asked, and of what they lead to all fields up to the next entity, whose fields are asked in
 * turn. Arguments are varied one at a time.
 */
export class EveryField {
  /** How each type is reached first. */
  readonly #paths = new Map<string, readonly string[]>();

  /**
   * @param entities names of the types that a key identifies; others are parts of what has led to them.
   * @param keys a key that exists, by the type that it is of.
   */
  constructor(
    private readonly schema: GraphQLSchema,
    private readonly entities: ReadonlySet<string>,
    private readonly keys: ReadonlyMap<string, string>,
  ) {
    const query = schema.getQueryType();
    if (query) this.#findPaths(query);
  }

  *calls(): Generator<Call> {
    for (const [name, path] of this.#paths) {
      const type = this.schema.getType(name);
      if (!isObjectType(type) || !(name === "Query" || this.entities.has(name))) continue;
      for (const field of Object.values(type.getFields())) {
        for (const { args, isDeep } of this.#variants(field)) {
          yield {
            path,
            field: field.name,
            args,
            selection: this.#select(getNamedType(field.type), isDeep ? 1 : 0),
          };
        }
      }
    }
  }

  #findPaths(query: GraphQLObjectType): void {
    this.#paths.set(query.name, []);
    for (const [name, path] of this.#paths) {
      const type = this.schema.getType(name);
      if (!isObjectType(type)) continue;
      for (const field of Object.values(type.getFields())) {
        const target = getNamedType(field.type);
        if (!isObjectType(target) || this.#paths.has(target.name)) continue;
        this.#paths.set(target.name, [...path, field.name + this.#usualArguments(field)]);
      }
    }
  }

  /** All leaves of a type and of what belongs to it; of entities among it their leaves, `left` times all their fields. */
  #select(type: unknown, left: number, within: readonly string[] = []): string {
    if (isInterfaceType(type)) return "{ __typename id }";
    if (!isObjectType(type)) return "";
    const isEntity = this.entities.has(type.name);
    const inner = isEntity ? left - 1 : left;
    const fields = Object.values(type.getFields()).flatMap((field) => {
      const target = getNamedType(field.type);
      const call = field.name + this.#usualArguments(field);
      if (isLeafType(target)) return [call];
      if (!isObjectType(target) || inner < 0 || within.includes(target.name)) return [];
      // The nodes of a connection stand beside its edges.
      const selection = this.#select(target, type.name.endsWith("Edge") ? 0 : inner, [...within, type.name]);
      return selection === "" ? [] : [`${call} ${selection}`];
    });
    return `{ ${["__typename", ...fields].join(" ")} }`;
  }

  /** The arguments that are required, and a page of two. */
  #usualArguments(field: Field): string {
    return inParentheses(this.#usual(field));
  }

  #usual(field: Field): [name: string, value: string][] {
    return field.args
      .filter((arg) => isRequiredArgument(arg) || arg.name === "first")
      .map((arg) => [arg.name, arg.name === "first" ? "2" : (this.#values(field, arg)[0] ?? "null")]);
  }

  #values(field: Field, arg: GraphQLArgument): string[] {
    const key = this.keys.get(getNamedType(field.type).name);
    if (key !== undefined && (arg.name === "code" || arg.name === "id")) return [JSON.stringify(key)];
    if (key !== undefined && arg.name === "ids") return [`[${JSON.stringify(key)}]`];
    return this.#samples(arg.type, arg.name);
  }

  /** The usual arguments, and each other argument with each of its samples. Groupings are looked at more deeply. */
  *#variants(field: Field): Generator<{ args: string; isDeep: boolean }> {
    const usual = this.#usual(field);
    yield { args: inParentheses(usual), isDeep: true };
    for (const arg of field.args) {
      if (isRequiredArgument(arg) || ["first", "after", "before"].includes(arg.name)) continue;
      const others = usual.filter(([name]) => !(arg.name === "last" && name === "first"));
      for (const value of this.#values(field, arg)) {
        yield {
          args: inParentheses([...others, [arg.name, value]]),
          isDeep: isEnumType(getNamedType(arg.type)),
        };
      }
    }
  }

  /** Values of a type: all of an enum, both of a Boolean, each field of an input alone. */
  #samples(type: GraphQLInputType, name: string, depth = 0): string[] {
    if (isNonNullType(type)) return this.#samples(type.ofType, name, depth);
    if (isListType(type)) return this.#samples(type.ofType, name, depth).map((value) => `[${value}]`);
    if (isEnumType(type)) return type.getValues().map((value) => value.name);
    if (!isInputObjectType(type)) return scalarSamples(type.name, name);
    const fields = Object.values(type.getFields());
    const sampled = fields.map((field) => {
      // `eq` and `gte` say nothing of themselves, and `and`, `or` and `not` hold the same filter again.
      const inner = /^(eq|in|notIn|gte?|lte?)$/.test(field.name) ? name : field.name;
      const isAgain = getNamedType(field.type) === type;
      if (isAgain && depth > 0) return { field, values: [] };
      const values = this.#samples(field.type, inner, depth + 1);
      return { field, values: isAgain ? values.slice(0, 1) : values };
    });
    const required = sampled.filter(({ field }) => isRequiredInputField(field));
    return sampled.flatMap(({ field, values }) =>
      values.map((value) => {
        const others = required.filter((other) => other.field !== field);
        const entries = [...others.map((other) => [other.field.name, other.values[0]]), [field.name, value]];
        return `{ ${entries.map(([key, text]) => `${key}: ${text}`).join(", ")} }`;
      }),
    );
  }
}

function inParentheses(args: readonly [name: string, value: string][]): string {
  return args.length === 0 ? "" : `(${args.map(([name, value]) => `${name}: ${value}`).join(", ")})`;
}

/** Values that are in the demonstration data, where the name of the argument says of what. */
function scalarSamples(type: string, name: string): string[] {
  const known: Record<string, string[]> = {
    Boolean: ["true", "false"],
    Int: [name === "year" ? "2025" : "2"],
    Float: ["0.5"],
    Date: [name === "from" ? '"2025-09-01"' : '"2025-11-14"'],
    DateTime: ['"2025-11-14T12:00:00+07:00"'],
    Decimal: ['"1"'],
    Month: [name === "to" ? '"2025-11"' : '"2025-10"'],
    Week: ['"2025-W46"'],
  };
  return known[type] ?? [JSON.stringify(/unit/i.test(name) ? "00004" : "SKHCN")];
}
