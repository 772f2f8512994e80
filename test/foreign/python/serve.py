"""Serves `heritage` by ASGI. Environment: PORT, GATEWAY_KEYS_URL, and SITES_FILE for a database that stays."""

from __future__ import annotations

import json
import logging
import os
import time
from typing import Any

import uvicorn
from graphql import GraphQLError

from internal_token import HEADER, Keys, KeysMissing, Refused, verify
from schema import Context, schema
from sites import Sites

NAME = "heritage"
LONGEST_MS = 30_000
MOST_BYTES = 8 * 1024 * 1024
log = logging.getLogger(NAME)


def error(code: str, message: str) -> dict[str, Any]:
    return {"errors": [{"message": message, "extensions": {"code": code}}]}


def shown(problem: GraphQLError) -> dict[str, Any]:
    """As clients may see it: one that no code names may quote anything, and goes to the log."""
    formatted = {"message": problem.message, "path": problem.path}
    extensions = problem.extensions or {}
    if "code" in extensions:
        return {**formatted, "extensions": extensions}
    if problem.original_error is None:  # The document or its variables.
        return {**formatted, "extensions": {"code": "BAD_USER_INPUT"}}
    log.error("a resolver failed", exc_info=problem.original_error)
    return {**formatted, "message": "Internal server error.", "extensions": {"code": "INTERNAL_SERVER_ERROR"}}


def deadline_of(header: str | None) -> float:
    """Milliseconds that the gateway waits; without the header, 30 s."""
    left = int(header) if header is not None and header.isdecimal() and len(header) <= 9 else LONGEST_MS
    return time.monotonic() + min(left, LONGEST_MS) / 1000


class Application:
    def __init__(self, sites: Sites, keys: Keys) -> None:
        self.sites = sites
        self.keys = keys

    async def __call__(self, scope, receive, send) -> None:
        if scope["type"] != "http":
            return
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        status, answer = await self.answer(scope["method"], scope["path"], headers, receive)
        body = json.dumps(answer, ensure_ascii=False).encode()
        fields = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
        await send({"type": "http.response.start", "status": status, "headers": fields})
        await send({"type": "http.response.body", "body": body})

    async def answer(self, method: str, path: str, headers: dict[str, str], receive) -> tuple[int, dict[str, Any]]:
        if path == "/health/live":
            return 200, {"status": "live"}
        if path == "/health/ready":
            return (200, {"status": "ready"}) if self.sites.is_ready() else (503, {"status": "unready"})
        try:
            viewer = verify(headers.get(HEADER), self.keys.find, NAME)
        except Refused as problem:
            return 401, error("UNAUTHENTICATED", f"Expected a valid internal token for {NAME}: {problem}.")
        except KeysMissing as problem:
            return 503, error("SERVICE_UNAVAILABLE", str(problem))
        if path != "/graphql" or method != "POST":
            return 404, error("NOT_FOUND", "The subgraph is at /graphql, by POST.")
        try:
            request = json.loads(await read_body(receive))
            query, variables = request["query"], request.get("variables") or {}
        except (ValueError, KeyError, TypeError):
            return 400, error("INVALID_JSON", 'Expected a JSON body such as {"query": "{ … }"}.')
        context = Context(viewer, self.sites, deadline_of(headers.get("x-graph-deadline-ms")))
        result = await schema.execute(
            query, variables, context_value=context, operation_name=request.get("operationName")
        )
        errors = [shown(problem) for problem in result.errors or []]
        return 200, {"data": result.data, **({"errors": errors} if errors else {})}


async def read_body(receive) -> bytes:
    body = b""
    while True:
        message = await receive()
        body += message.get("body", b"")
        if len(body) > MOST_BYTES:
            raise ValueError("too large")
        if not message.get("more_body"):
            return body


if __name__ == "__main__":
    application = Application(Sites(os.environ.get("SITES_FILE", ":memory:")), Keys(os.environ["GATEWAY_KEYS_URL"]))
    # Longer than the gateway keeps an idle connection, which is 30 s: it must never meet one that is being closed.
    uvicorn.run(application, port=int(os.environ["PORT"]), log_level="warning", timeout_keep_alive=72)
