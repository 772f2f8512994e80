package token

import (
	"crypto/ed25519"
	"encoding/json"
	"errors"
	"os"
	"testing"
	"time"
)

// The vectors say how each token is to be read.
func TestVectors(t *testing.T) {
	text, err := os.ReadFile("../../vectors/internal-tokens.json")
	if err != nil {
		t.Fatal(err)
	}
	var vectors struct {
		Audience string
		At       int64
		Jwks     Set
		Vectors  []struct {
			Name, Token string
			Viewer      *struct {
				Role                  string
				Subject, Organization *string
				PageRows              *int
			}
		}
	}
	if err := json.Unmarshal(text, &vectors); err != nil {
		t.Fatal(err)
	}
	keys, err := vectors.Jwks.ByID()
	if err != nil {
		t.Fatal(err)
	}
	find := func(kid string) (ed25519.PublicKey, error) {
		if key, isThere := keys[kid]; isThere {
			return key, nil
		}
		return nil, errors.New("not known")
	}
	for _, vector := range vectors.Vectors {
		claims, err := Verify(vector.Token, find, vectors.Audience, time.Unix(vectors.At, 0))
		if (err == nil) != (vector.Viewer != nil) {
			t.Errorf("%s: expected %v, got %v", vector.Name, vector.Viewer, err)
			continue
		}
		if err != nil {
			continue
		}
		expected := vector.Viewer
		if claims.Role != expected.Role || claims.Subject != text0(expected.Subject) ||
			claims.Organization != text0(expected.Organization) || claims.PageRows != int0(expected.PageRows) {
			t.Errorf("%s: expected %+v, got %+v", vector.Name, expected, claims)
		}
	}
	if len(vectors.Vectors) < 20 {
		t.Errorf("expected the vectors, got %d", len(vectors.Vectors))
	}
}

func text0(value *string) string {
	if value == nil {
		return ""
	}
	return *value
}

func int0(value *int) int {
	if value == nil {
		return 0
	}
	return *value
}
