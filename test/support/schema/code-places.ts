import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isObjectType,
  isRequiredArgument,
} from "graphql";

/** A place where a code may stand in the arguments of a field, and how to put one there. */
export interface CodeArgument {
  /** Asks the field; the argument is the variable `value`, and those that it needs besides are variables, too. */
  query: string;
  /** Path of the field in the answer. */
  answer: (string | number)[];
  /** Of the code among the arguments. */
  path: string;
  /** The value of the argument with a code at its place. */
  holding(code: string): unknown;
}

/** How a test comes to the types that no query leads to at once. */
const entities: Record<string, Record<string, string>> = {
  AdministrativeUnit: { code: "00004" },
  Bottleneck: { code: "BN-2025-01" },
  Indicator: { code: "pii.rank" },
  KeyResult: { code: "KR-2026-DVC-1" },
  Milestone: { code: "ihanoi-super-app" },
  Objective: { code: "O-2026-DVC" },
  Organization: { code: "SKHCN" },
  PolicyDocument: { code: "capital-law-2024" },
  Procedure: { code: "1.000008" },
  Programme: { code: "regulatory-sandbox" },
  SourceDocument: { code: "hanoimoi-decision-2918-2022" },
};

/** The types that stand within an answer: the query around them, and the path of the first. */
const within: Record<string, { lead: string; end: string; path: (string | number)[] }> = {
  DossierStatsRow: {
    lead: "dossierStats(groupBy: [CHANNEL], first: 1) { rows {",
    end: "} }",
    path: ["dossierStats", "rows", 0],
  },
  DatasetStatsRow: {
    lead: "datasetStats(groupBy: [THEME], first: 1) { rows {",
    end: "} }",
    path: ["datasetStats", "rows", 0],
  },
  ITSystemStatsRow: {
    lead: "itSystemStats(groupBy: [HOSTING], first: 1) { rows {",
    end: "} }",
    path: ["itSystemStats", "rows", 0],
  },
  AdministrativeUnitStatsRow: {
    lead: "administrativeUnitStats(groupBy: [KIND], first: 1) { rows {",
    end: "} }",
    path: ["administrativeUnitStats", "rows", 0],
  },
  TaskStatsRow: {
    lead: "taskStats(groupBy: [STATUS], first: 1) { rows {",
    end: "} }",
    path: ["taskStats", "rows", 0],
  },
  EnterpriseStatsRow: {
    lead: "enterpriseStats(groupBy: [KIND], first: 1) { rows {",
    end: "} }",
    path: ["enterpriseStats", "rows", 0],
  },
};

/** Everywhere that a code of a coordinate may stand: of each field, of each argument, of each input in it. */
export function responsePathsOf(schema: GraphQLSchema, coordinate: string): CodeArgument[] {
  return Object.values(schema.getTypeMap()).flatMap((type) => {
    if (!isObjectType(type)) return [];
    return Object.values(type.getFields()).flatMap((field) =>
      field.args.flatMap((argument) => {
        const at = `${type.name}.${field.name}(${argument.name}:)`;
        return waysTo(argument.type, at, coordinate).map(({ path, holding }) => {
          return {
            holding,
            path: [argument.name, ...path].join("."),
            ...queryOf(schema, type, field, argument),
          };
        });
      }),
    );
  });
}

function queryOf(
  schema: GraphQLSchema,
  parent: GraphQLObjectType,
  field: GraphQLField<unknown, unknown>,
  argument: GraphQLArgument,
) {
  const required = field.args.filter((other) => isRequiredArgument(other) && other !== argument);
  const chosen = required.flatMap(({ name, type }) => {
    const named = getNamedType(type);
    return isEnumType(named) ? [[name, named.getValues()[0]?.name] as const] : [];
  });
  const others = required.filter(({ name }) => !chosen.some(([one]) => one === name));
  const declared = [...others.map(({ name, type }) => `$${name}: ${type}`), `$value: ${argument.type}`];
  const passed = [
    ...chosen.map(([name, value]) => `${name}: ${value}`),
    ...others.map(({ name }) => `${name}: $${name}`),
    `${argument.name}: $value`,
  ];
  const selected = `${field.name}(${passed.join(", ")}) ${isLeafType(getNamedType(field.type)) ? "" : "{ __typename }"}`;
  if (parent.name === "Query")
    return { query: `query (${declared.join(", ")}) { ${selected} }`, answer: [field.name] };
  const around = within[parent.name] ?? rowOfStatistics(schema, parent.name);
  if (around) {
    const { lead, end, path } = around;
    return {
      query: `query (${declared.join(", ")}) { ${lead} ${selected} ${end} }`,
      answer: [...path, field.name],
    };
  }
  const key = entities[parent.name];
  if (key === undefined) throw new Error(`Expected a key of ${parent.name} among the entities of this test.`);
  const reference = `{ __typename: "${parent.name}", ${Object.entries(key).map(([name, value]) => `${name}: "${value}"`)} }`;
  return {
    query: `query (${declared.join(", ")}) { _entities(representations: [${reference}]) { ... on ${parent.name} { ${selected} } } }`,
    answer: ["_entities", 0, field.name],
  };
}

/** The way to the first row of a sector's statistics, grouped by its first dimension; undefined for other types. */
function rowOfStatistics(schema: GraphQLSchema, row: string): (typeof within)[string] | undefined {
  const [query] = Object.values(schema.getQueryType()?.getFields() ?? {}).filter(
    ({ type }) => `${getNamedType(type).name}Row` === row,
  );
  const groupBy = getNamedType(query?.args.find(({ name }) => name === "groupBy")?.type);
  if (query === undefined || !isEnumType(groupBy)) return undefined;
  return {
    lead: `${query.name}(groupBy: [${groupBy.getValues()[0]?.name}], first: 1) { rows {`,
    end: "} }",
    path: [query.name, "rows", 0],
  };
}

interface Way {
  path: string[];
  holding(code: string): unknown;
}

/** How a value of a type leads to a coordinate, each input within itself at most once. */
function waysTo(type: GraphQLInputType, at: string, coordinate: string, above: string[] = []): Way[] {
  const named = getNamedType(type);
  const isList = isListType(getNullableType(type));
  if (at === coordinate) {
    if (isInputObjectType(named)) {
      const lists = ["in", "notIn"].map((list) => ({
        path: [list],
        holding: (code: string) => ({ [list]: [code] }),
      }));
      return [{ path: ["eq"], holding: (code: string) => ({ eq: code }) }, ...lists];
    }
    return [{ path: [], holding: (code) => (isList ? [code] : code) }];
  }
  if (!isInputObjectType(named) || above.filter((name) => name === named.name).length > 1) return [];
  return Object.values(named.getFields()).flatMap((field) =>
    waysTo(field.type, `${named.name}.${field.name}`, coordinate, [...above, named.name]).map(
      ({ path, holding }) => {
        const inField = (code: string) => ({ [field.name]: holding(code) });
        return {
          path: [...(isList ? ["0"] : []), field.name, ...path],
          holding: (code: string) => (isList ? [inField(code)] : inField(code)),
        };
      },
    ),
  );
}
