import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
  parse,
  validate,
} from "graphql";
import type { Random } from "../../shared/random/random";

export interface RandomOperation {
  query: string;
  variables: Record<string, unknown>;
}

/**
 * A valid operation over a schema: aliases that collide and that do not, fragments of both kinds, abstract types,
 * `@skip` and `@include`, variables with and without defaults, `__typename` anywhere, introspection now and then.
 * `withTypes` has every selection ask for `__typename`.
 */
export function randomOperation(schema: GraphQLSchema, random: Random, withTypes = true): RandomOperation {
  for (;;) {
    const operation = new Writer(schema, random, withTypes).operation();
    if (validate(schema, parse(operation.query)).length === 0) return operation;
  }
}

const maxDepth = 5;

class Writer {
  readonly #variables: Record<string, unknown> = {};
  readonly #definitions: string[] = [];
  readonly #fragments: string[] = [];
  #budget = 40;

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly random: Random,
    private readonly withTypes: boolean,
  ) {}

  operation(): RandomOperation {
    const mutation = this.schema.getMutationType();
    const isMutation = mutation && this.random.chance(0.15);
    const root = isMutation ? mutation : this.schema.getQueryType();
    if (!root) throw new Error("Expected a schema with a Query.");
    const body = this.#selection(root, 0);
    const head = this.#definitions.length > 0 ? `(${this.#definitions.join(", ")})` : "";
    const query = [`${isMutation ? "mutation" : "query"} Random${head} ${body}`, ...this.#fragments].join(
      "\n",
    );
    return { query, variables: this.#variables };
  }

  #selection(type: GraphQLNamedType, depth: number): string {
    const parts = this.withTypes ? ["__typename"] : [];
    const count = this.random.integer(1, 5);
    for (let index = 0; index < count; index++) {
      const part = this.#part(type, depth);
      if (part) parts.push(part);
    }
    if (depth === 0 && this.random.chance(0.1)) parts.push('kind: __type(name: "Query") { name kind }');
    return `{ ${parts.length > 0 ? parts.join(" ") : "__typename"} }`;
  }

  #part(type: GraphQLNamedType, depth: number): string | undefined {
    if (this.random.chance(0.12)) return this.random.chance(0.5) ? "__typename" : "kindOf: __typename";
    if (this.random.chance(isAbstractType(type) ? 0.5 : 0.12)) return this.#fragment(type, depth);
    const fields = isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [];
    if (fields.length === 0) return this.#fragment(type, depth);
    const field = this.random.pick(fields);
    const named = getNamedType(field.type);
    if (!isLeafType(named) && (depth >= maxDepth || this.#budget <= 0)) return undefined;
    this.#budget--;
    // Few names, so that some collide across the types of a union, where GraphQL allows it.
    const alias = this.random.chance(0.2) ? `${this.random.pick(["a", "b", "constructor", "name"])}: ` : "";
    const inner = isLeafType(named) ? "" : ` ${this.#selection(named, depth + 1)}`;
    return `${alias}${field.name}${this.#arguments(field)}${this.#directive()}${inner}`;
  }

  #fragment(type: GraphQLNamedType, depth: number): string | undefined {
    if (depth >= maxDepth) return undefined;
    const possible = isAbstractType(type) ? [...this.schema.getPossibleTypes(type)] : [];
    const interfaces = isObjectType(type) ? type.getInterfaces() : [];
    const condition = this.random.pick([type, ...possible, ...interfaces]);
    const body = this.#selection(condition, depth + 1);
    if (this.random.chance(0.7)) {
      const on = condition === type && this.random.chance(0.5) ? "" : ` on ${condition.name}`;
      return `...${on}${this.#directive()} ${body}`;
    }
    const name = `F${this.#fragments.length}`;
    this.#fragments.push(`fragment ${name} on ${condition.name} ${body}`);
    return `...${name}${this.#directive()}`;
  }

  #directive(): string {
    if (!this.random.chance(0.12)) return "";
    const value = this.random.chance(0.3)
      ? String(this.random.chance(0.5))
      : this.#variable("Boolean!", this.random.chance(0.5), this.random.chance(0.3) ? "true" : undefined);
    return ` @${this.random.pick(["skip", "include"])}(if: ${value})`;
  }

  #arguments(field: GraphQLField<unknown, unknown>): string {
    const given = field.args.filter((argument) => isRequiredArgument(argument) || this.random.chance(0.3));
    return given.length === 0 ? "" : `(${given.map((argument) => this.#argument(argument)).join(", ")})`;
  }

  #argument({ name, type }: GraphQLArgument): string {
    const value = this.#value(type);
    const asVariable = this.random.chance(0.4);
    return `${name}: ${asVariable ? this.#variable(String(type), value) : literal(value, type)}`;
  }

  #variable(type: string, value: unknown, fallback?: string): string {
    const name = `v${this.#definitions.length}`;
    this.#definitions.push(`$${name}: ${type}${fallback ? ` = ${fallback}` : ""}`);
    if (!fallback || this.random.chance(0.5)) this.#variables[name] = value;
    return `$${name}`;
  }

  #value(type: GraphQLInputType): unknown {
    if (isNonNullType(type)) return this.#value(type.ofType);
    if (isListType(type)) return [this.#value(type.ofType)];
    if (isInputObjectType(type)) {
      const fields = Object.values(type.getFields()).filter(isRequiredInputField);
      return Object.fromEntries(fields.map((field) => [field.name, this.#value(field.type)]));
    }
    if (isEnumType(type)) return this.random.pick(type.getValues()).name;
    const samples: Record<string, unknown> = {
      Int: this.random.integer(1, 9),
      Float: 1.5,
      Boolean: true,
      Date: "2025-11-14",
      DateTime: "2025-11-14T09:00:00+07:00",
      Decimal: "1.5",
    };
    return samples[type.name] ?? `text ${this.random.integer(1, 9)}`;
  }
}

function literal(value: unknown, type: GraphQLInputType): string {
  const named = isNonNullType(type) ? type.ofType : type;
  if (Array.isArray(value) && isListType(named))
    return `[${value.map((item) => literal(item, named.ofType)).join(", ")}]`;
  if (isEnumType(named)) return String(value);
  if (isInputObjectType(named) && typeof value === "object" && value !== null) {
    const fields = named.getFields();
    const parts = Object.entries(value).flatMap(([name, inner]) => {
      const field = fields[name];
      return field ? [`${name}: ${literal(inner, field.type)}`] : [];
    });
    return `{ ${parts.join(", ")} }`;
  }
  return JSON.stringify(value);
}
