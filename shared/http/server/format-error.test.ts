import { GraphQLError } from "graphql";
import { GraphError } from "../../base/errors/graph-error";
import { createLogger } from "../../base/log/logger";
import { createErrorFormatter } from "./format-error";
import { withRequestId } from "./request-id";

const format = createErrorFormatter(createLogger("test", "silent"));

/** An error as Apollo Server hands it over: what was thrown, wrapped with its place. */
function formatted(thrown: Error, extensions: Record<string, unknown> = { code: "INTERNAL_SERVER_ERROR" }) {
  const error = new GraphQLError(thrown.message, { originalError: thrown, path: ["tasks"] });
  return format({ message: error.message, path: ["tasks"], extensions }, error);
}

const failed = (fields: object, message = "password=hunter2 at 10.0.0.1") =>
  Object.assign(new Error(message), fields);

describe("an error", () => {
  it("with a code of the registry passes, with what a client may see", () => {
    const error = new GraphError("BAD_USER_INPUT", "Expected first from 1 to 200, got 0.", {
      argument: ["first"],
    });
    expect(formatted(error, { ...error.extensions, stacktrace: ["secret"], sql: "SELECT" })).toEqual({
      message: "Expected first from 1 to 200, got 0.",
      path: ["tasks"],
      extensions: { code: "BAD_USER_INPUT", argument: ["first"] },
    });
  });

  it("that nobody foresaw is masked, with the request id that finds it", () => {
    const unforeseen = failed({ code: "42P01" });
    const masked = {
      message: "Something failed on our side; the request id finds it in the log.",
      path: ["tasks"],
      extensions: { code: "INTERNAL_SERVER_ERROR" },
    };
    expect(formatted(unforeseen)).toEqual(masked);
    withRequestId("trace-1", () =>
      expect(formatted(unforeseen)).toEqual({
        ...masked,
        extensions: { code: "INTERNAL_SERVER_ERROR", requestId: "trace-1" },
      }),
    );
  });

  const cases: [string, Error, string][] = [
    ["statement_timeout", failed({ code: "57014" }), "QUERY_TIMEOUT"],
    ["statement_timeout behind TypeORM", failed({ driverError: failed({ code: "57014" }) }), "QUERY_TIMEOUT"],
    ["pg's read timeout", failed({}, "Query read timeout"), "QUERY_TIMEOUT"],
    ["no server", failed({ code: "ECONNREFUSED" }), "SERVICE_UNAVAILABLE"],
    ["no server, tried twice", failed({ errors: [failed({ code: "ECONNREFUSED" })] }), "SERVICE_UNAVAILABLE"],
    ["a server that shuts down", failed({ code: "57P01" }), "SERVICE_UNAVAILABLE"],
    ["too many connections", failed({ code: "53300" }), "SERVICE_UNAVAILABLE"],
    ["a connection that breaks", failed({ code: "08006" }), "SERVICE_UNAVAILABLE"],
    ["a full disk", failed({ code: "53100" }), "SERVICE_UNAVAILABLE"],
    ["a deadlock", failed({ code: "40P01" }), "SERVICE_UNAVAILABLE"],
    ["a standby", failed({ code: "25006" }), "SERVICE_UNAVAILABLE"],
    ["lock_timeout", failed({ code: "55P03" }), "QUERY_TIMEOUT"],
    ["transaction_timeout", failed({ code: "25P04" }), "QUERY_TIMEOUT"],
    ["a full pool", failed({}, "timeout exceeded when trying to connect"), "QUERY_TIMEOUT"],
    ["no answer", failed({}, "Connection terminated due to connection timeout"), "SERVICE_UNAVAILABLE"],
    [
      "a connection that is given up",
      failed({}, "Client was closed and is not queryable"),
      "SERVICE_UNAVAILABLE",
    ],
    ["a socket that is not there", failed({ code: "ENOENT", address: "/run/x" }), "SERVICE_UNAVAILABLE"],
    ["a file that is not there", failed({ code: "ENOENT" }), "INTERNAL_SERVER_ERROR"],
  ];
  it.each(cases)("of the database has its code: %s", (_case, thrown, code) => {
    const { message, extensions } = formatted(thrown);
    expect(extensions).toEqual({ code });
    expect(message).not.toContain("hunter2");
  });

  it("of type-graphql's validation says each constraint", () => {
    const validationErrors = [
      { property: "first", constraints: { max: "first must not be greater than 200" } },
      { property: "filter", children: [{ constraints: { isNotEmpty: "in must not be empty" } }] },
    ];
    const error = new GraphQLError("Argument Validation Error", {
      extensions: { code: "BAD_USER_INPUT", validationErrors },
    });
    expect(formatted(error, error.extensions)).toEqual({
      message: "first must not be greater than 200. in must not be empty.",
      path: ["tasks"],
      extensions: { code: "BAD_USER_INPUT" },
    });
  });

  it("of an argument that graphql-js refuses while it runs is the client's", () => {
    const message = 'Argument "first" of non-null type "Int!" must not be null.';
    expect(formatted(new GraphQLError(message))).toEqual({
      message,
      path: ["tasks"],
      extensions: { code: "BAD_USER_INPUT" },
    });
  });
});
