import { maxIds } from "./node-ids";
import { type NodeType, ownerTag } from "./own-subgraph";

const links = `extend schema
  @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@tag", "@listSize", "@composeDirective"])
  @link(url: "https://specs.apollo.dev/nullability/v0.4", import: ["@semanticNonNull"])
  @composeDirective(name: "@semanticNonNull")

directive @semanticNonNull(levels: [Int!]! = [0]) on FIELD_DEFINITION
`;

const roleAndViewer = (organization: string) => `
"What a viewer may read and write."
enum Role {
  "Everyone, also without a token: reads what is public."
  PUBLIC
  "Reads what is not public, too, and may ask for more at once."
  ANALYST
  "Writes for one organization."
  EDITOR
  "Writes for all."
  ADMIN
}

"Who asks, as the token says."
type Viewer {
  "What it allows."
  role: Role!
  "The \`sub\` of the token; null without a token."
  subject: String${organization}
}
`;

/**
 * The schema of the gateway's own subgraph: stubs of all types that are nodes, and the fields that lead to them. The text
 * depends on nothing but these types, so that the gateway makes it again of what a supergraph says of them. What all
 * subgraphs have is described by the others.
 */
export function ownSchema(types: readonly NodeType[]): string {
  const owner = organizationType(types);
  const organization = owner
    ? `\n  "The organization that an editor writes for; null for everyone else."\n  organization: ${owner.type}`
    : "";
  return [links, roleAndViewer(organization), query(types.length > 0), ...types.map(stub)].join("\n");
}

/** The type of what a token's claim `organization` names by its code; undefined where the graph has none. */
export function organizationType(types: readonly NodeType[]): NodeType | undefined {
  return types.find(({ type, key }) => type === "Organization" && key !== "id");
}

function query(hasNodes: boolean): string {
  const nodes = `
  """
  The thing with this global id, as the field \`id\` of every node gives it. Null with the error BAD_USER_INPUT for what is
  no such id, and with NOT_FOUND where nothing has it.
  """
  node(
    "As the field \`id\` of a node gives it."
    id: ID!
  ): Node
  """
  The things with these global ids, 1 to ${maxIds}, in their order. In the place of each that is none stands null, with the
  same error as of \`node\`.
  """
  nodes(
    "As the field \`id\` of nodes gives them."
    ids: [ID!]!
  ): [Node] @semanticNonNull @listSize(assumedSize: ${maxIds}, requireOneSlicingArgument: false)`;
  const viewer = `
  "Who asks: role, organization and subject of the token, or those of the public reader without one."
  viewer: Viewer @semanticNonNull`;
  return `type Query {${viewer}${hasNodes ? nodes : ""}\n}\n${hasNodes ? `\ninterface Node {\n  id: ID!\n}\n` : ""}`;
}

function stub({ type, key, owner }: NodeType): string {
  const tag = `@tag(name: "${ownerTag}${owner}")`;
  const fields = key === "id" ? "id: ID!" : `id: ID! @shareable\n  ${key}: ID!`;
  return `type ${type} implements Node @key(fields: "${key}", resolvable: false) ${tag} {\n  ${fields}\n}\n`;
}
