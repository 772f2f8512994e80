import {
  type GraphQLField,
  type GraphQLSchema,
  getArgumentValues,
  getNamedType,
  isInterfaceType,
  isLeafType,
  isNonNullType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from "graphql";
import { stable } from "./hash";
import { type Ill, type Ills, well } from "./ills";
import { isWrongValue, makeValue } from "./make-value";
import type { Ownership } from "./ownership";
import { isSource, type Source } from "./source";

/** A field as its owners define it. */
interface Definition {
  definition: GraphQLField<unknown, unknown>;
  /** Of all its owners. */
  schemas: readonly GraphQLSchema[];
}

/**
 * Data that is made up from where it stands, so that everybody tells the same of the same thing: a field of product 3
 * has the value that its name, its arguments and the 3 give, wherever it is asked for; one that `@requires` others
 * has the value that these give as well.
 */
export class World {
  readonly #definitions = new Map<string, Definition>();

  constructor(
    readonly ownership: Ownership,
    /** Of the subgraphs, by name. */
    private readonly schemas: ReadonlyMap<string, GraphQLSchema>,
  ) {}

  /**
   * The value of a field: a leaf, a Source, null, an Error where a resolver throws, or a list of these. `required` is
   * what the field's own `@requires` names.
   */
  value(source: Source, field: string, args: object, ills: Ills, required?: unknown): unknown {
    const { type, seed, number } = source;
    const ill = this.#illOf(source, field, ills);
    if (ill.kind === "failing") return new Error("made up");
    if (ill.kind === "unknown" && number !== undefined && isUnknown(ill, number)) return null;
    const inKey = this.ownership.isInKey(type, field);
    const { definition, schemas } = this.#definition(type, field);
    const isLeaf = isLeafType(getNamedType(definition.type));
    if (inKey && isLeaf && number !== undefined) return `${seed}-${field}`;
    const place = `${seed}.${field}(${stable(args)})${required === undefined ? "" : stable(required)}`;
    return makeValue(definition.type, place, { ownership: this.ownership, ill, schemas, neverNull: inKey });
  }

  /** What a field's own `@requires` names, as it is; undefined for a field that requires nothing. Throws as `evaluate`. */
  required(source: Source, field: string, ills: Ills): unknown {
    const [owner = ""] = this.ownership.owners(source.type, field);
    const requires = this.ownership.declared(owner, source.type, field)?.requires;
    return requires && this.evaluate(source, requires, ills);
  }

  /** The values of a field set, as they are. Throws where one of them is an error. */
  evaluate(source: Source, { selections }: SelectionSetNode, ills: Ills): Record<string, unknown> {
    const values: Record<string, unknown> = {};
    for (const node of selections) {
      if (node.kind === Kind.FRAGMENT_SPREAD) continue;
      if (node.kind === Kind.INLINE_FRAGMENT) {
        if (this.fits(source.type, node.typeCondition?.name.value)) {
          Object.assign(values, this.evaluate(source, node.selectionSet, ills));
        }
        continue;
      }
      const name = node.name.value;
      const args = getArgumentValues(this.#definition(source.type, name).definition, node);
      const value = this.value(source, name, args, ills, this.required(source, name, ills));
      values[name] = this.#plain(value, node.selectionSet, ills);
    }
    return values;
  }

  fits(type: string, condition: string | undefined): boolean {
    return condition === undefined || condition === type || this.ownership.implements(type, condition);
  }

  /** Whether a subgraph has never heard of an entity. */
  isUnknownTo(subgraph: string, { type, number }: Source, ills: Ills): boolean {
    const ill = ills(subgraph);
    return (
      number !== undefined &&
      ill.kind === "unknown" &&
      isUnknown(ill, number) &&
      this.#mayForget(subgraph, type)
    );
  }

  #plain(value: unknown, selectionSet: SelectionSetNode | undefined, ills: Ills): unknown {
    if (value instanceof Error) throw value;
    if (isWrongValue(value)) throw new Error("a wrong value");
    if (Array.isArray(value)) return value.map((element) => this.#plain(element, selectionSet, ills));
    return isSource(value) && selectionSet ? this.evaluate(value, selectionSet, ills) : value;
  }

  #definition(type: string, field: string): Definition {
    const key = `${type}.${field}`;
    const known = this.#definitions.get(key) ?? this.#findDefinition(type, field);
    this.#definitions.set(key, known);
    return known;
  }

  #findDefinition(type: string, field: string): Definition {
    const owners = this.ownership.owners(type, field);
    const schemas = owners.flatMap((owner) => this.schemas.get(owner) ?? []);
    const ofOwner = schemas[0]?.getType(this.ownership.nameIn(owners[0] ?? "", type));
    const hasFields = isObjectType(ofOwner) || isInterfaceType(ofOwner);
    const definition = hasFields ? ofOwner.getFields()[field] : undefined;
    if (!definition) throw new Error(`Expected a subgraph to own ${type}.${field}.`);
    return { definition, schemas };
  }

  /**
   * What is wrong with a field: what is wrong with everybody who tells of it. Keys are always well, and so is what others
   * require, where its fault would take more with it than what requires it: the object that it is null in.
   */
  #illOf({ type }: Source, field: string, ills: Ills): Ill {
    const tellers = this.ownership.tellers(type, field);
    const [ill = well, ...others] = tellers.map(ills);
    if (others.some(({ kind, salt }) => kind !== ill.kind || salt !== ill.salt)) return well;
    if (ill.kind === "none" || this.ownership.isInKey(type, field)) return well;
    if (ill.kind === "changed") return ill;
    const [teller = ""] = tellers;
    if (ill.kind === "unknown") return this.#mayForget(teller, type) && others.length === 0 ? ill : well;
    if (ill.kind === "failing" && others.length > 0) return well;
    if (!this.ownership.isRequired(type, field)) return ill;
    const mayFail = ill.kind === "errors" || ill.kind === "failing";
    return mayFail && !isNonNullType(this.#definition(type, field).definition.type) ? ill : well;
  }

  /** Whether all that a subgraph tells of an entity is its own, so that only that is missing when it knows none. */
  #mayForget(subgraph: string, type: string): boolean {
    const declared = this.ownership.declaredType(subgraph, type);
    return (
      this.ownership.family(type) !== undefined &&
      [...(declared?.fields.keys() ?? [])].every((field) => {
        if (this.ownership.isInEachKey(subgraph, type, field)) return true;
        if (this.ownership.declared(subgraph, type, field)?.external) return true;
        return this.ownership.tellers(type, field).length === 1 && !this.ownership.isRequired(type, field);
      })
    );
  }
}

function isUnknown({ salt }: Ill, number: number): boolean {
  return (number + salt) % 4 === 0;
}
