import { buildSubgraph, type Subgraph } from "@apollo/federation-internals";
import { type DocumentNode, print, visit } from "graphql";
import { ownerTag } from "../own-fields/own-subgraph";
import { liveField, subscriptionTypeName } from "../schema/add-subscriptions";
import { coordinateOf as coordinateIn } from "./prepare-schema";

/**
 * What a subgraph asks for that this gateway does not do, by subgraph, element and directive: a sentence for each that says
 * what to do instead. Composition takes all of it, and a gateway would answer wrong, or not start.
 */
export function unhonoured(name: string, typeDefs: DocumentNode): string[] {
  const connected = connectors(name, typeDefs);
  const subgraph = connected.length > 0 ? undefined : built(name, typeDefs);
  if (!subgraph) return connected;
  const { schema } = subgraph;
  const metadata = subgraph.metadata();
  const refuse = (
    directive: UsedDirective | undefined,
    why: (args: Record<string, unknown>) => string | undefined,
  ) =>
    usesOf(directive).flatMap(({ element, args }) => {
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

/** Undefined for a schema that composition itself has something to say about. */
function built(name: string, typeDefs: DocumentNode): Subgraph | undefined {
  try {
    return buildSubgraph(name, "", typeDefs);
  } catch {
    // Composition says it in its own words, right after this.
    return undefined;
  }
}

/** A directive of federation, which has no uses where the schema links a version before it. */
interface UsedDirective {
  applications(): Iterable<{ parent: object; arguments(): Record<string, unknown> }>;
}

function usesOf(directive: UsedDirective | undefined): { element: string; args: Record<string, unknown> }[] {
  return [...(directive?.applications() ?? [])].map((application) => ({
    element: coordinateOf(application.parent),
    args: application.arguments(),
  }));
}

/** `Type.field`, as others than the library write it too. */
function coordinateOf(element: object): string {
  return "coordinate" in element && typeof element.coordinate === "string" ? element.coordinate : "schema";
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
        places.push(`${coordinateIn(ancestors)}: expected no @${directive}`);
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
