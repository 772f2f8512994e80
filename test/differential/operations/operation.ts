/** An operation as a client sends it. */
export interface Operation {
  query: string;
  variables: Record<string, unknown>;
}

/** An operation before its variables and fragments have names. */
export interface OperationModel {
  kind: "query" | "mutation";
  selections: readonly SelectionModel[];
}

export type SelectionModel = FieldModel | FragmentModel;

export interface FieldModel {
  field: string;
  alias: string | undefined;
  args: readonly NamedValue[];
  conditions: readonly ConditionModel[];
  /** Absent of leaves. */
  selections?: readonly SelectionModel[];
}

export interface FragmentModel {
  type: string;
  /** How it is written: with a name, inline, or inline without its type. */
  form: "named" | "inline" | "bare";
  conditions: readonly ConditionModel[];
  selections: readonly SelectionModel[];
}

export interface ConditionModel {
  directive: "skip" | "include";
  value: ValueModel;
}

export type NamedValue = readonly [name: string, value: ValueModel];

export interface ValueModel {
  /** Of the place where it stands, `[Int!]`. */
  type: string;
  content:
    | { literal: string; json: unknown }
    | { items: readonly ValueModel[] }
    | { fields: readonly NamedValue[] };
  /** Undefined for a literal; otherwise whether the variable has a default, and whether the client sends it. */
  variable?: { hasDefault: boolean; isSent: boolean } | undefined;
}

/** Writes an operation, and names its variables and fragments in the order in which they come. */
export function writeOperation({ kind, selections }: OperationModel): Operation {
  const definitions: string[] = [];
  const fragments = new Map<string, string>();
  const variables: Record<string, unknown> = {};

  const value = (model: ValueModel): string => {
    const { variable, type } = model;
    if (!variable) return literal(model, value);
    const name = `v${definitions.length}`;
    definitions.push(`$${name}: ${type}${variable.hasDefault ? ` = ${literal(model)}` : ""}`);
    if (variable.isSent) variables[name] = json(model);
    return `$${name}`;
  };
  const conditions = (models: readonly ConditionModel[]) =>
    models.map((each) => ` @${each.directive}(if: ${value(each.value)})`).join("");
  const set = (models: readonly SelectionModel[]): string =>
    `{ ${models.length > 0 ? models.map(selection).join(" ") : "__typename"} }`;
  const selection = (model: SelectionModel): string => {
    if ("field" in model) {
      const alias = model.alias === undefined ? "" : `${model.alias}: `;
      const args = model.args.map(([name, each]) => `${name}: ${value(each)}`).join(", ");
      const inner = model.selections ? ` ${set(model.selections)}` : "";
      return `${alias}${model.field}${args && `(${args})`}${conditions(model.conditions)}${inner}`;
    }
    const directives = conditions(model.conditions);
    if (model.form === "bare") return `...${directives} ${set(model.selections)}`;
    const body = `on ${model.type} ${set(model.selections)}`;
    if (model.form === "inline") return `... ${body.replace(" {", `${directives} {`)}`;
    // Two of the same are one that is spread twice.
    const name = fragments.get(body) ?? `F${fragments.size}`;
    fragments.set(body, name);
    return `...${name}${directives}`;
  };

  const body = set(selections);
  const head = definitions.length > 0 ? ` Random(${definitions.join(", ")})` : "";
  const texts = [...fragments].map(([text, name]) => `fragment ${name} ${text}`);
  return { query: [`${kind}${head} ${body}`, ...texts].join("\n"), variables };
}

/** A value in GraphQL; variables within it are written by `inner`, or as what they stand for. */
function literal({ content }: ValueModel, inner: (model: ValueModel) => string = literalOnly): string {
  if ("literal" in content) return content.literal;
  if ("items" in content) return `[${content.items.map(inner).join(", ")}]`;
  return `{ ${content.fields.map(([name, each]) => `${name}: ${inner(each)}`).join(", ")} }`;
}

function literalOnly(model: ValueModel): string {
  return literal(model);
}

function json({ content }: ValueModel): unknown {
  if ("literal" in content) return content.json;
  if ("items" in content) return content.items.map(json);
  return Object.fromEntries(content.fields.map(([name, each]) => [name, json(each)]));
}
