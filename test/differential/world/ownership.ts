import { Kind, type SelectionSetNode } from "graphql";
import type { DeclaredField, DeclaredType, DeclaredTypes } from "./declared-types";

/** The kinds of entities: a type, or an interface with all its types. */
export interface Family {
  name: string;
  /** Its object types, sorted; the type itself when it is one. */
  members: string[];
}

/** Who answers for which field, from what the subgraphs say: composition and the planner have no part in it. */
export class Ownership {
  readonly #interfaces = new Map<string, Set<string>>();
  readonly #families = new Map<string, Family>();
  /** `Type.field` of keys, and of what others require, however deep. */
  readonly #inKeys = new Set<string>();
  readonly #required = new Set<string>();
  readonly #provided = new Map<string, Set<string>>();
  readonly #ownersOf = new Map<string, string[]>();
  readonly #tellersOf = new Map<string, string[]>();

  constructor(readonly subgraphs: ReadonlyMap<string, DeclaredTypes>) {
    for (const [subgraph, types] of subgraphs) {
      for (const [name, type] of types) {
        const interfaces = this.#interfaces.get(name) ?? new Set();
        this.#interfaces.set(name, interfaces);
        for (const each of type.interfaces) interfaces.add(each);
        for (const { fields } of type.keys) this.#mark(this.#inKeys, types, name, fields);
        for (const { requires, provides, type: ofField } of type.fields.values()) {
          if (requires) this.#mark(this.#required, types, name, requires);
          if (!provides) continue;
          const provided = this.#provided.get(subgraph) ?? new Set();
          this.#provided.set(subgraph, provided);
          this.#mark(provided, types, ofField, provides);
        }
      }
    }
    this.#findFamilies();
  }

  /** The subgraphs that resolve a field of an object type. */
  owners(type: string, field: string): readonly string[] {
    return remembered(this.#ownersOf, `${type}.${field}`, () => {
      const declaring = [...this.subgraphs.keys()].filter((name) => this.declared(name, type, field));
      const overridden = declaring.map((name) => this.declared(name, type, field)?.overrides);
      return declaring.filter(
        (name) => !this.declared(name, type, field)?.external && !overridden.includes(name),
      );
    });
  }

  /** Its owners, and whoever tells of it along with something else (`@provides`). */
  tellers(type: string, field: string): readonly string[] {
    return remembered(this.#tellersOf, `${type}.${field}`, () => {
      const provides = (name: string) => {
        const provided = this.#provided.get(name);
        return this.#names(type).some((each) => provided?.has(`${each}.${field}`));
      };
      return [...new Set([...this.owners(type, field), ...[...this.subgraphs.keys()].filter(provides)])];
    });
  }

  /** What a subgraph says of a field of an object type, which it may call by its interface's name. */
  declared(subgraph: string, type: string, field: string): DeclaredField | undefined {
    return this.declaredType(subgraph, type)?.fields.get(field);
  }

  declaredType(subgraph: string, type: string): DeclaredType | undefined {
    return this.subgraphs.get(subgraph)?.get(this.nameIn(subgraph, type));
  }

  /** What a subgraph calls an object type: under `@interfaceObject`, it knows of the interface alone. */
  nameIn(subgraph: string, type: string): string {
    const types = this.subgraphs.get(subgraph);
    if (types?.has(type)) return type;
    return this.#names(type).find((name) => types?.get(name)?.isInterfaceObject) ?? type;
  }

  isInKey(type: string, field: string): boolean {
    return this.#names(type).some((name) => this.#inKeys.has(`${name}.${field}`));
  }

  /** Whether who asks a subgraph for an entity has all of a field already. */
  isInEachKey(subgraph: string, type: string, field: string): boolean {
    const declared = this.declaredType(subgraph, type);
    const keys = declared?.keys.filter(({ resolvable }) => resolvable) ?? [];
    return keys.length > 0 && keys.every(({ fields }) => this.#hasWhole(subgraph, type, field, fields));
  }

  #hasWhole(subgraph: string, type: string, field: string, { selections }: SelectionSetNode): boolean {
    const node = selections.find((each) => each.kind === Kind.FIELD && each.name.value === field);
    if (node?.kind !== Kind.FIELD) return false;
    const { selectionSet } = node;
    if (!selectionSet) return true;
    const inner = this.declared(subgraph, type, field)?.type ?? "";
    const fields = [...(this.declaredType(subgraph, inner)?.fields.keys() ?? [])];
    return fields.every((each) => this.#hasWhole(subgraph, inner, each, selectionSet));
  }

  isRequired(type: string, field: string): boolean {
    return this.#names(type).some((name) => this.#required.has(`${name}.${field}`));
  }

  /** Names of fields of keys, and of those that others require. */
  tellingNames(): string[] {
    const fields = [...this.#inKeys, ...this.#required];
    return [...new Set(fields.map((field) => field.slice(field.indexOf(".") + 1)))];
  }

  /** Undefined for a type without keys. */
  family(type: string): Family | undefined {
    return this.#families.get(type);
  }

  implements(type: string, wanted: string): boolean {
    return this.#names(type).includes(wanted);
  }

  #names(type: string): string[] {
    return [type, ...(this.#interfaces.get(type) ?? [])];
  }

  #mark(marked: Set<string>, types: DeclaredTypes, type: string, { selections }: SelectionSetNode): void {
    for (const node of selections) {
      if (node.kind === Kind.FRAGMENT_SPREAD) continue;
      if (node.kind === Kind.INLINE_FRAGMENT) {
        this.#mark(marked, types, node.typeCondition?.name.value ?? type, node.selectionSet);
        continue;
      }
      marked.add(`${type}.${node.name.value}`);
      const inner = types.get(type)?.fields.get(node.name.value)?.type;
      if (node.selectionSet && inner) this.#mark(marked, types, inner, node.selectionSet);
    }
  }

  #findFamilies(): void {
    const all = [...this.subgraphs.values()].flatMap((types) => [...types]);
    const interfaces = new Set(
      all.filter(([, { isInterface, keys }]) => isInterface && keys.length > 0).map(([name]) => name),
    );
    for (const [type, { keys }] of all) {
      if (keys.length === 0 || interfaces.has(type) || this.#families.has(type)) continue;
      const name = this.#names(type).find((each) => interfaces.has(each)) ?? type;
      const family = this.#families.get(name) ?? { name, members: [] };
      family.members = [...family.members, type].sort();
      this.#families.set(name, family).set(type, family);
    }
  }
}

function remembered<Value>(known: Map<string, Value>, key: string, find: () => Value): Value {
  const found = known.get(key) ?? find();
  known.set(key, found);
  return found;
}
