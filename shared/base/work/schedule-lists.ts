import {
  defaultFieldResolver,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isIntrospectionType,
  isListType,
  isObjectType,
} from "graphql";
import { RequestWork } from "./request-work";

/**
 * Has every list of objects be drawn from the work of its request before it is answered, whatever resolves it. Fields
 * that are no lists are left as they are: an answer has thousands of them.
 */
export function scheduleLists(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || isIntrospectionType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      if (isListType(getNullableType(field.type)) && isCompositeType(getNamedType(field.type)))
        drawList(field);
    }
  }
}

function drawList(field: GraphQLField<unknown, unknown>): void {
  const { resolve = defaultFieldResolver } = field;
  field.resolve = (...call) => {
    const list: unknown = resolve(...call);
    return list instanceof Promise ? list.then(drawn) : drawn(list);
  };
}

function drawn(list: unknown): unknown {
  const length = Array.isArray(list) ? list.length : 0;
  const turn = length > 0 ? RequestWork.current?.draw(length) : undefined;
  return turn ? turn.then(() => list) : list;
}
