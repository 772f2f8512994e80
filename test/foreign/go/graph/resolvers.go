// Package graph is the subgraph parks: its schema, and what answers it. What gqlgen makes of the schema is not committed.
package graph

import (
	"context"
	"fmt"
	"time"

	"github.com/vektah/gqlparser/v2/gqlerror"
)

// Viewer is who asks, as the internal token says.
type Viewer struct {
	Role, Subject, Organization string
	// Most rows of a page; 0: as many as any client may ask for.
	PageRows int
}

type viewerKey struct{}

type deadlineKey struct{}

// WithDeadline says when nobody waits any more. It is no deadline of the context itself: of a context that is over gqlgen
// makes the answer `null`, which is none. A resolver that waits for something gives that a context of its own by it.
func WithDeadline(ctx context.Context, deadline time.Time) context.Context {
	return context.WithValue(ctx, deadlineKey{}, deadline)
}

// WithViewer makes a viewer known to resolvers.
func WithViewer(ctx context.Context, viewer Viewer) context.Context {
	return context.WithValue(ctx, viewerKey{}, viewer)
}

func viewerOf(ctx context.Context) Viewer {
	viewer, _ := ctx.Value(viewerKey{}).(Viewer)
	return viewer
}

// Resolver answers all fields that are not in the rows themselves.
type Resolver struct{ Parks *Parks }

const mostRows = 100

// refusal is an error that the gateway passes on to clients as it is: the codes are those of its README.
func refusal(code, argument, format string, values ...any) error {
	extensions := map[string]any{"code": code}
	if argument != "" {
		extensions["argument"] = []string{argument}
	}
	return &gqlerror.Error{Message: fmt.Sprintf(format, values...), Extensions: extensions}
}

// checkTime refuses when nobody waits for the answer any more.
func checkTime(ctx context.Context) error {
	if deadline, isSet := ctx.Value(deadlineKey{}).(time.Time); !isSet || time.Now().Before(deadline) {
		return nil
	}
	return refusal("QUERY_TIMEOUT", "", "Expected to answer within the time that was left for it; it is over.")
}

func (r *Resolver) AdministrativeUnit() AdministrativeUnitResolver { return unitResolver{r} }
func (r *Resolver) Entity() EntityResolver                         { return entityResolver{r} }
func (r *Resolver) Mutation() MutationResolver                     { return mutationResolver{r} }
func (r *Resolver) Park() ParkResolver                             { return parkResolver{r} }
func (r *Resolver) Query() QueryResolver                           { return queryResolver{r} }

type (
	unitResolver     struct{ *Resolver }
	entityResolver   struct{ *Resolver }
	mutationResolver struct{ *Resolver }
	parkResolver     struct{ *Resolver }
	queryResolver    struct{ *Resolver }
)

func (r unitResolver) Parks(ctx context.Context, unit *AdministrativeUnit) ([]*Park, error) {
	if err := checkTime(ctx); err != nil {
		return nil, err
	}
	return r.Resolver.Parks.list(&unit.Code, mostRows), nil
}

func (r parkResolver) Unit(_ context.Context, park *Park) (*AdministrativeUnit, error) {
	return park.Unit, nil
}

func (r entityResolver) FindAdministrativeUnitByCode(_ context.Context, code string) (*AdministrativeUnit, error) {
	return &AdministrativeUnit{Code: code}, nil
}

func (r entityResolver) FindParkByCode(ctx context.Context, code string) (*Park, error) {
	return r.Resolver.Parks.find(code), checkTime(ctx)
}

func (r queryResolver) Park(ctx context.Context, code string) (*Park, error) {
	return r.Resolver.Parks.find(code), checkTime(ctx)
}

func (r queryResolver) Parks(ctx context.Context, unit *string, first int) ([]*Park, error) {
	most := mostRows
	if rows := viewerOf(ctx).PageRows; rows > 0 {
		most = rows
	}
	if first < 1 || first > most {
		return nil, refusal("BAD_USER_INPUT", "first", "Expected first from 1 to %d, got %d.", most, first)
	}
	if err := checkTime(ctx); err != nil {
		return nil, err
	}
	return r.Resolver.Parks.list(unit, first), nil
}

func (r mutationResolver) PlantTrees(ctx context.Context, code string, count int) (*Park, error) {
	viewer := viewerOf(ctx)
	if viewer.Role == "public" {
		return nil, refusal("UNAUTHENTICATED", "", "The role editor or admin is needed; the request came without a token.")
	}
	if viewer.Role != "admin" && !(viewer.Role == "editor" && viewer.Organization == "SXD") {
		return nil, refusal("FORBIDDEN", "", "An editor of SXD is needed; the token's role is %s.", viewer.Role)
	}
	if count < 1 || count > 10_000 {
		return nil, refusal("BAD_USER_INPUT", "count", "Expected count from 1 to 10000, got %d.", count)
	}
	if err := checkTime(ctx); err != nil {
		return nil, err
	}
	park := r.Resolver.Parks.plant(code, count)
	if park == nil {
		return nil, refusal("NOT_FOUND", "code", "Expected the code of a park, got %s.", code)
	}
	return park, nil
}
