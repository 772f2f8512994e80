"""The subgraph `heritage`: an entity of its own, and what it knows of administrative units."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Annotated, Any

import strawberry
from graphql import GraphQLError
from strawberry.dataloader import DataLoader
from strawberry.federation.schema_directives import Key
from strawberry.types import Info

from internal_token import Viewer
from sites import Sites

UNIT_CODE = "Official five-digit code, zero-padded; 01 is the city."


def refusal(code: str, message: str, **more: Any) -> GraphQLError:
    """An error that the gateway passes on to clients as it is: the codes are those of its README."""
    return GraphQLError(message, extensions={"code": code, **more})


@dataclass
class Context:
    viewer: Viewer
    sites: Sites
    # By time.monotonic(): nobody waits for the answer any more then.
    deadline: float
    by_code: DataLoader = field(init=False)
    by_unit: DataLoader = field(init=False)

    def __post_init__(self) -> None:
        # One statement for all references of a request, and none is asked for twice.
        self.by_code = DataLoader(self._load_by_code)
        self.by_unit = DataLoader(self._load_by_unit)

    def check_time(self) -> None:
        if time.monotonic() >= self.deadline:
            raise refusal("QUERY_TIMEOUT", "Expected to answer within the time that was left for it; it is over.")

    async def _load_by_code(self, codes: list[str]) -> list[Site | None]:
        self.check_time()
        found = {row[0]: site_of(row) for row in self.sites.by_codes(codes)}
        return [found.get(code) for code in codes]

    async def _load_by_unit(self, units: list[str]) -> list[list[Site]]:
        self.check_time()
        found: dict[str, list[Site]] = {unit: [] for unit in units}
        for row in self.sites.by_units(units):
            found[row[2]].append(site_of(row))
        return [found[unit] for unit in units]


@strawberry.federation.type(
    name="AdministrativeUnit",
    keys=["code"],
    description="A ward or commune of Hanoi, or the city.",
)
class Unit:
    code: strawberry.ID = strawberry.field(description=UNIT_CODE)

    @strawberry.field(description="Its heritage sites, by code; empty where there are none.")
    async def heritage_sites(self, info: Info[Context, None]) -> list[Site] | None:
        return await info.context.by_unit.load(self.code)

    @classmethod
    def resolve_reference(cls, code: strawberry.ID) -> Unit:
        return cls(code=code)


@strawberry.federation.type(
    name="HeritageSite", keys=["code"], description="A place that is protected for its history."
)
class Site:
    code: strawberry.ID = strawberry.field(description="Its code in the list of sites, e.g. DT-001.")
    name: str = strawberry.field(description="Its name in Vietnamese.")
    built_in: int | None = strawberry.field(description="Year of its first building; null when that is not known.")
    visitors: int = strawberry.field(description="Visitors who were counted at it so far.")
    unit_code: strawberry.Private[str]

    @strawberry.field(description="The ward or commune that it stands in.")
    def unit(self) -> Unit | None:
        return Unit(code=strawberry.ID(self.unit_code))

    @classmethod
    async def resolve_reference(cls, info: Info[Context, None], code: strawberry.ID) -> Site | None:
        return await info.context.by_code.load(code)


def site_of(row: tuple) -> Site:
    code, name, unit, built_in, visitors = row
    return Site(code=strawberry.ID(code), name=name, built_in=built_in, visitors=visitors, unit_code=unit)


@strawberry.type
class Query:
    @strawberry.field(description="A heritage site by its code; null when there is none.")
    async def heritage_site(
        self,
        info: Info[Context, None],
        code: Annotated[strawberry.ID, strawberry.argument(description="Its code, e.g. DT-001.")],
    ) -> Site | None:
        return await info.context.by_code.load(code)

    @strawberry.federation.field(
        description="Heritage sites by code.",
    )
    def heritage_sites(
        self,
        info: Info[Context, None],
        unit: Annotated[
            strawberry.ID | None, strawberry.argument(description="Only those in this ward or commune.")
        ] = None,
        first: Annotated[int, strawberry.argument(description="At most so many, up to 100.")] = 20,
    ) -> list[Site] | None:
        info.context.check_time()
        most = info.context.viewer.page_rows or 100
        if not 1 <= first <= most:
            raise refusal(
                "BAD_USER_INPUT", f"Expected first from 1 to {most}, got {first}.", argument=["first"]
            )
        return [site_of(row) for row in info.context.sites.all(unit, first)]


@strawberry.type
class Mutation:
    @strawberry.mutation(description="Adds visitors who were counted at a heritage site. For editors of SVHTT and admins.")
    def count_heritage_visitors(
        self,
        info: Info[Context, None],
        code: Annotated[strawberry.ID, strawberry.argument(description="The site's code.")],
        count: Annotated[int, strawberry.argument(description="How many, from 1 to 100,000.")],
    ) -> Site | None:
        context = info.context
        viewer = context.viewer
        if viewer.role == "public":
            raise refusal("UNAUTHENTICATED", "The role editor or admin is needed; the request came without a token.")
        if viewer.role != "admin" and (viewer.role, viewer.organization) != ("editor", "SVHTT"):
            raise refusal("FORBIDDEN", f"An editor of SVHTT is needed; the token's role is {viewer.role}.")
        if not 1 <= count <= 100_000:
            raise refusal("BAD_USER_INPUT", f"Expected count from 1 to 100000, got {count}.", argument=["count"])
        context.check_time()
        if not context.sites.add_visitors(code, count):
            raise refusal("NOT_FOUND", f"Expected the code of a heritage site, got {code}.", argument=["code"])
        return site_of(context.sites.by_codes([code])[0])


schema = strawberry.federation.Schema(query=Query, mutation=Mutation, types=[Unit, Site], federation_version="2.9")
