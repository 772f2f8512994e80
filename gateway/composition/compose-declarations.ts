import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type GraphQLSchema, parse, validate } from "graphql";
import {
  type CopiedFact,
  type ForwardedPath,
  type GatewayDeclarations,
  readSubgraphDeclarations,
  type SubgraphDeclarations,
} from "../../shared/base/project/gateway-declarations";
import { readOperation, sourceFields, writeOperation } from "../freshness/fact-operations";

/** The declarations of these subgraphs in one, and what is wrong with them: a sentence for each problem. */
export function composeDeclarations(
  names: readonly string[],
  folder: string,
  schema: GraphQLSchema,
): { declarations: GatewayDeclarations; problems: string[] } {
  const problems: string[] = [];
  const declared = names.flatMap((name) => {
    try {
      return declaredBy(name, folder);
    } catch (error) {
      problems.push(`[${name}] Expected declarations in gateway.json; ${reasonOf(error)}`);
      return [];
    }
  });
  const forwardedPaths = declared.flatMap((each) => each.forwardedPaths);
  const copiedFacts = declared.flatMap((each) => each.copiedFacts);
  problems.push(
    ...pathProblems(forwardedPaths, names),
    ...copiedFacts.flatMap((fact) => factProblems(fact, schema)),
  );
  const generated = "by `npm run compose` from subgraphs/*/gateway.json; not edited by hand";
  return { declarations: { generated, forwardedPaths, copiedFacts }, problems };
}

/** What one subgraph declares; nothing where it has no file of that. */
export function declaredBy(name: string, folder: string): SubgraphDeclarations[] {
  const file = join(folder, name, "gateway.json");
  return existsSync(file) ? [readSubgraphDeclarations(readFileSync(file, "utf8"))] : [];
}

const ownPath =
  /^\/(\.well-known|graphql|health|pages|clients|cost|mcp|sql|tables|table-runs|saved-queries|schemas|schemas\.json|schema\.graphql|schema\.strict\.graphql|labels\.vi\.json)(\/|$)/;

function pathProblems(paths: readonly ForwardedPath[], names: readonly string[]): string[] {
  return paths.flatMap(({ path, subgraph }, index) => [
    ...(ownPath.test(path)
      ? [`[${subgraph}] Expected a path that the gateway does not answer itself; got ${path}.`]
      : []),
    ...(names.includes(subgraph)
      ? []
      : [`Expected ${path} to be answered by one of ${names.join(", ")}; got ${subgraph}.`]),
    ...(paths.findIndex((other) => other.path === path) < index
      ? [`[${subgraph}] Expected each path once; got ${path} again.`]
      : []),
  ]);
}

function factProblems(fact: CopiedFact, schema: GraphQLSchema): string[] {
  const fields = sourceFields(schema, fact);
  const write = writeOperation(schema, fact);
  const source = "field" in fact.from ? fact.from.field : `a list of ${fact.from.type}`;
  const invalid = [...fields.map((field) => readOperation(field, fact)), ...(write ? [write] : [])]
    .flatMap((operation) => invalidIn(schema, operation))
    .map(
      (message) => `Expected the fact "${fact.name}" to be read and written by valid operations: ${message}`,
    );
  return [
    ...(fields.length > 0 ? [] : [`Expected a root field for the fact "${fact.name}"; none is ${source}.`]),
    ...(write
      ? []
      : [`Expected a mutation with an input for the fact "${fact.name}"; none is ${fact.to.mutation}.`]),
    ...invalid,
  ];
}

function invalidIn(schema: GraphQLSchema, operation: string): string[] {
  try {
    return validate(schema, parse(operation)).map(({ message }) => message);
  } catch (error) {
    return [reasonOf(error)];
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
