import {
  type ASTNode,
  type DirectiveNode,
  type GraphQLSchema,
  getNamedType,
  isInputObjectType,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from "graphql";

/** Directives that every schema has, and the gateway's own. */
const everywhere = new Set(["skip", "include", "defer"]);

/** Adds the coordinates of what is named within a node of a valid document. */
export function addElements(schema: GraphQLSchema, node: ASTNode, used: Set<string>): void {
  const types = new TypeInfo(schema);
  const addDirective = ({ name, arguments: given = [] }: DirectiveNode) => {
    if (everywhere.has(name.value)) return;
    used.add(`@${name.value}`);
    for (const argument of given) used.add(`@${name.value}(${argument.name.value}:)`);
  };
  visit(
    node,
    visitWithTypeInfo(types, {
      Field({ name: { value } }) {
        const parent = types.getParentType();
        if (parent && !parent.name.startsWith("__") && !value.startsWith("__"))
          used.add(`${parent.name}.${value}`);
      },
      Argument({ name: { value } }) {
        const [parent, field] = [types.getParentType(), types.getFieldDef()];
        if (parent && field && !types.getDirective() && !field.name.startsWith("__"))
          used.add(`${parent.name}.${field.name}(${value}:)`);
      },
      ObjectValue() {
        const type = getNamedType(types.getInputType());
        if (isInputObjectType(type)) used.add(type.name);
      },
      ObjectField({ name: { value } }) {
        const parent = getNamedType(types.getParentInputType());
        if (isInputObjectType(parent)) used.add(`${parent.name}.${value}`);
      },
      EnumValue({ value }) {
        const type = getNamedType(types.getInputType());
        if (type) used.add(`${type.name}.${value}`);
      },
      NamedType({ name: { value } }) {
        used.add(value);
      },
      Directive: addDirective,
    }),
  );
}
