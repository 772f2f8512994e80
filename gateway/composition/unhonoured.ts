import type { Subgraph } from "@apollo/federation-internals";
import { type DocumentNode, print, valueFromASTUntyped, visit } from "graphql";
import { ownerTag } from "../own-fields/own-subgraph";
import { liveField, subscriptionTypeName } from "../schema/add-subscriptions";
import { coordinateOf } from "./prepare-schema";
import type { ReadSubgraph } from "./read-subgraphs";

/**
 * What a subgraph asks for that this gateway does not do, by subgraph, element and directive: a sentence for each that says
 * what to do instead. Composition takes all of it, and a gateway would answer wrong, or not start.
 */
export function unhonoured({ name, typeDefs, built }: ReadSubgraph): string[] {
  const connected = connectors(name, typeDefs);
  const subgraph = connected.length > 0 ? undefined : built;
  if (!subgraph) return connected;
  const { schema } = subgraph;
  const metadata = subgraph.metadata();
  if (!metadata.isFed2Schema())
    return [
      `[${name}] schema: expected a schema of federation 2; this one has no extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"]), with what it uses of it.`,
    ];
  const refuse = (directive: { name: string }, why: (args: Record<string, unknown>) => string | undefined) =>
    usesOf(typeDefs, directive.name).flatMap(({ element, args }) => {
      const reason = why(args);
      return reason === undefined ? [] : [`[${name}] ${element}: ${reason}`];
    });
  return [
    ...refuse(metadata.overrideDirective(), ({ label }) =>
      typeof label === "string"
        ? `expected @override without a label; got label: ${JSON.stringify(label)}. This gateway moves a field at once, not for a part of the requests.`
        : undefined,
    ),
    ...refuse(metadata.contextDirective(), () => contextual("@context")),
    ...refuse(metadata.fromContextDirective(), () => contextual("@fromContext")),
    ...refuse(
      metadata.policyDirective(),
      () =>
        "expected no @policy: nobody here decides policies. Name what is needed as a scope, with @requiresScopes.",
    ),
    ...refuse(metadata.tagDirective(), ({ name: tag }) =>
      typeof tag === "string" && tag.startsWith(ownerTag)
        ? `expected no tag that begins with ${ownerTag}; got ${tag}. The gateway says by these which subgraph owns a node.`
        : undefined,
    ),
    ...executable(subgraph),
    ...rootProblems(name, schema),
  ];
}

interface Use {
  element: string;
  args: Record<string, unknown>;
}

/** Where a directive stands, by what the schema calls it: it may import it under another name. */
function usesOf(typeDefs: DocumentNode, directive: string): Use[] {
  const uses: Use[] = [];
  visit(typeDefs, {
    Directive(node, _key, _parent, _path, ancestors) {
      if (node.name.value !== directive) return;
      const args = (node.arguments ?? []).map(({ name, value }) => [name.value, valueFromASTUntyped(value)]);
      uses.push({ element: coordinateOf(ancestors), args: Object.fromEntries(args) });
    },
  });
  return uses;
}

const contextual = (directive: string) =>
  `expected no ${directive}: this gateway hands no values down to fields. Give the field an argument, or let it require what it needs with @requires.`;

/** Connectors are executed by Apollo's router alone. Their link is enough: the library that composes does not know all of them. */
function connectors(name: string, typeDefs: DocumentNode): string[] {
  const places: string[] = [];
  let isLinked = false;
  visit(typeDefs, {
    Directive(node, _key, _parent, _path, ancestors) {
      const { value: directive } = node.name;
      if (directive === "link") isLinked ||= print(node).includes(`"${connectIdentity}/`);
      if (connectDirectives.has(directive))
        places.push(`${coordinateOf(ancestors)}: expected no @${directive}`);
    },
  });
  if (!isLinked) return [];
  const told = places.length > 0 ? places : [`schema: expected no @link to ${connectIdentity}`];
  return told.map(
    (place) =>
      `[${name}] ${place}: this gateway asks subgraphs alone. Serve the field by a subgraph that asks the other service.`,
  );
}

const connectIdentity = "https://specs.apollo.dev/connect";
const connectDirectives = new Set(["connect", "source", "connect__connect", "connect__source"]);

/** What clients could write in an operation: no subgraph would ever see it. */
function executable({ name, schema }: Subgraph): string[] {
  return [...schema.directives()]
    .filter((directive) => directive.hasExecutableLocations())
    .map(
      (directive) =>
        `[${name}] @${directive.name}: expected no directive of operations: clients' directives do not reach subgraphs. Take an argument instead.`,
    );
}

function rootProblems(name: string, schema: Subgraph["schema"]): string[] {
  const query = schema.schemaDefinition.rootType("query");
  const subscription = schema.schemaDefinition.rootType("subscription") ?? schema.type(subscriptionTypeName);
  return [
    ...(subscription
      ? [
          `[${name}] ${subscription.name}: expected no subscriptions: the gateway makes one of each query, and follows the subgraph's changes for it (docs/live.md).`,
        ]
      : []),
    ...(query?.field(liveField)
      ? [
          `[${name}] Query.${liveField}: expected another name: the gateway gives subscriptions a field of this one.`,
        ]
      : []),
  ];
}
