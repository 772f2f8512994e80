import { type GraphQLInputObjectType, type GraphQLInputType, getNamedType, isInputObjectType } from "graphql";
import { badInput } from "../../base/errors/graph-error";
import { maxListLength } from "../filter/read-filter";
import type { CodeSet } from "./code-set";

/**
 * The set that the codes of an argument, or of a field of an input, are of, by its coordinate in the schema:
 * `Query.objectives(organization:)`, `TaskFilter.leadOrganization`.
 */
export type CodesOf = Readonly<Record<string, CodeSet>>;

/** Codes at one path of the arguments. */
export interface FoundCodes {
  set: CodeSet;
  codes: readonly string[];
  path: string[];
}

/** Adds the codes in a value to `found`, and gives the value as the resolver is to see it. */
export type FindCodes = (value: unknown, path: string[], found: FoundCodes[]) => unknown;

/** A named part of the arguments, or of an input. */
export interface Slot {
  name: string;
  coordinate: string;
  type: GraphQLInputType;
}

/** Makes what finds the codes in all of some slots; undefined where none can have any. */
export function defineFindCodes(codesOf: CodesOf): (slots: readonly Slot[]) => FindCodes | undefined {
  const inInputs = new Map<GraphQLInputObjectType, FindCodes>();

  function inSlots(slots: readonly Slot[]): FindCodes | undefined {
    const parts = slots.filter((slot) => hasCodes(slot)).map((slot) => ({ ...slot, find: inSlot(slot) }));
    if (parts.length === 0) return undefined;
    return (value, path, found) => {
      if (!isRecord(value)) return value;
      const seen = parts.map(({ name, find }) => [name, find(value[name], [...path, name], found)] as const);
      const changed = seen.filter(([name, part]) => part !== value[name]);
      return changed.length === 0 ? value : { ...value, ...Object.fromEntries(changed) };
    };
  }

  function hasCodes({ coordinate, type }: Slot, above: readonly GraphQLInputObjectType[] = []): boolean {
    if (codesOf[coordinate] !== undefined) return true;
    const input = getNamedType(type);
    if (!isInputObjectType(input) || above.includes(input)) return false;
    return slotsOf(input).some((slot) => hasCodes(slot, [...above, input]));
  }

  function inSlot({ coordinate, type }: Slot): FindCodes {
    const [set, named] = [codesOf[coordinate], getNamedType(type)];
    if (set !== undefined) return isInputObjectType(named) ? inFilter(set) : inCodes(set);
    if (isInputObjectType(named)) return inEach(inInput(named));
    throw new Error(`Expected codes at ${coordinate}.`);
  }

  /** Made when it is first used, for an input may contain itself. */
  function inInput(input: GraphQLInputObjectType): FindCodes {
    return (value, path, found) => {
      const known = inInputs.get(input) ?? inSlots(slotsOf(input)) ?? ((given: unknown) => given);
      inInputs.set(input, known);
      return known(value, path, found);
    };
  }

  return inSlots;
}

function slotsOf(input: GraphQLInputObjectType): Slot[] {
  return Object.values(input.getFields()).map(({ name, type }) => {
    return { name, type, coordinate: `${input.name}.${name}` };
  });
}

/** In the value, or in each of a list. */
function inEach(find: FindCodes): FindCodes {
  return (value, path, found) => {
    if (!Array.isArray(value)) return find(value, path, found);
    const seen = value.map((one, at) => find(one, [...path, String(at)], found));
    return seen.every((one, at) => one === value[at]) ? value : seen;
  };
}

/**
 * A code, or a list of them; one that is too long is refused for that. Composed accents and decomposed ones look the
 * same, and so are the same.
 */
function inCodes(set: CodeSet): FindCodes {
  return (value, path, found) => {
    const given: unknown[] = Array.isArray(value) ? value : [value];
    if (given.length > maxListLength) return value;
    const codes = given.filter((one) => typeof one === "string").map((one) => one.normalize("NFC"));
    found.push({ set, codes, path });
    if (codes.every((code, at) => code === given[at])) return value;
    return Array.isArray(value) ? codes : codes[0];
  };
}

/** An IDFilter or a TextFilter. To be the whole, or in it, is no condition: where it says nothing else, nothing is left of it. */
function inFilter(set: CodeSet): FindCodes {
  const find = inCodes(set);
  const { whole } = set;
  return (value, path, found) => {
    if (!isRecord(value)) return value;
    const inField = (name: string) =>
      value[name] == null ? value[name] : find(value[name], [...path, name], found);
    const [eq, included, excluded] = [inField("eq"), inField("in"), inField("notIn")];
    if (isIn(excluded, whole)) {
      const at = [...path, "notIn"];
      const message = `expected codes other than ${whole}, which stands for all of them: nothing would be left.`;
      throw badInput(`${at.join(".")}: ${message}`, at);
    }
    if (
      whole !== undefined &&
      eq === whole &&
      Object.values(value).every((one) => one == null || one === value.eq)
    )
      return null;
    if (isIn(included, whole)) {
      return eq == null && excluded == null && value.isNull == null
        ? null
        : { ...value, eq, in: null, notIn: excluded };
    }
    const isAsGiven = eq === value.eq && included === value.in && excluded === value.notIn;
    return isAsGiven ? value : { ...value, eq, in: included, notIn: excluded };
  };
}

function isIn(codes: unknown, code: string | undefined): boolean {
  return code !== undefined && Array.isArray(codes) && codes.includes(code);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
