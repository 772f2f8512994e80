// Command parks serves the subgraph parks. Environment: PORT and GATEWAY_KEYS_URL.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"log"
	"net/http"
	"os"
	"strconv"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/handler"
	"github.com/99designs/gqlgen/graphql/handler/extension"
	"github.com/99designs/gqlgen/graphql/handler/transport"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"parks/graph"
	"parks/token"
)

const (
	name      = "parks"
	longest   = 30 * time.Second
	mostBytes = 8 << 20
)

func main() {
	keys := &token.Keys{URL: os.Getenv("GATEWAY_KEYS_URL")}
	server := &http.Server{
		Addr:    "127.0.0.1:" + os.Getenv("PORT"),
		Handler: routes(keys.Find, graph.NewParks()),
		// Longer than the gateway keeps an idle connection, which is 30 s: it must never meet one that is being closed.
		IdleTimeout:       72 * time.Second,
		ReadHeaderTimeout: 10 * time.Second,
	}
	log.Fatal(server.ListenAndServe())
}

func routes(find token.FindKey, parks *graph.Parks) http.Handler {
	answers := handler.New(graph.NewExecutableSchema(graph.Config{Resolvers: &graph.Resolver{Parks: parks}}))
	answers.AddTransport(transport.POST{})
	answers.Use(extension.Introspection{})
	answers.SetErrorPresenter(present)
	mux := http.NewServeMux()
	for path, status := range map[string]string{"/health/live": "live", "/health/ready": "ready"} {
		mux.HandleFunc("GET "+path, func(response http.ResponseWriter, _ *http.Request) {
			send(response, http.StatusOK, map[string]any{"status": status})
		})
	}
	mux.HandleFunc("/", func(response http.ResponseWriter, request *http.Request) {
		claims, err := token.Verify(request.Header.Get(token.Header), find, name, time.Now())
		if errors.Is(err, token.ErrKeysMissing) {
			refuse(response, http.StatusServiceUnavailable, "SERVICE_UNAVAILABLE", "The gateway's keys cannot be had now.")
			return
		}
		if err != nil {
			refuse(response, http.StatusUnauthorized, "UNAUTHENTICATED", "Expected a valid internal token for "+name+": "+err.Error())
			return
		}
		if request.URL.Path != "/graphql" || request.Method != http.MethodPost {
			refuse(response, http.StatusNotFound, "NOT_FOUND", "The subgraph is at /graphql, by POST.")
			return
		}
		viewer := graph.Viewer{
			Role: claims.Role, Subject: claims.Subject, Organization: claims.Organization, PageRows: claims.PageRows,
		}
		ctx := graph.WithDeadline(graph.WithViewer(request.Context(), viewer), time.Now().Add(timeLeft(request)))
		request.Body = http.MaxBytesReader(response, request.Body, mostBytes)
		answers.ServeHTTP(response, request.WithContext(ctx))
	})
	return mux
}

// timeLeft is what the gateway waits for; without the header, 30 s.
func timeLeft(request *http.Request) time.Duration {
	left, err := strconv.Atoi(request.Header.Get("X-Graph-Deadline-Ms"))
	if err != nil || left < 0 {
		return longest
	}
	return min(time.Duration(left)*time.Millisecond, longest)
}

// present shows an error as clients may see it: one that no code names may quote anything, and goes to the log.
func present(ctx context.Context, err error) *gqlerror.Error {
	shown := graphql.DefaultErrorPresenter(ctx, err)
	if _, isCoded := shown.Extensions["code"]; isCoded {
		return shown
	}
	log.Print(err)
	return &gqlerror.Error{
		Message: "Internal server error.", Path: shown.Path,
		Extensions: map[string]any{"code": "INTERNAL_SERVER_ERROR"},
	}
}

func refuse(response http.ResponseWriter, status int, code, message string) {
	send(response, status, map[string]any{
		"errors": []any{map[string]any{"message": message, "extensions": map[string]any{"code": code}}},
	})
}

func send(response http.ResponseWriter, status int, value any) {
	response.Header().Set("Content-Type", "application/json")
	response.WriteHeader(status)
	if err := json.NewEncoder(response).Encode(value); err != nil {
		log.Print(err) // The client has gone.
	}
}
