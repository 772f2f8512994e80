// Package token reads who asks, by the internal token that the gateway sends. docs/subgraphs-elsewhere.md says what is in it.
package token

import (
	"crypto/ed25519"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

// Header is where the gateway sends it.
const Header = "X-Graph-Internal-Token"

const issuer = "hanoi-sector-graph-gateway"

// ErrKeysMissing says that the gateway's keys cannot be had, which says nothing of a token: status 503, SERVICE_UNAVAILABLE.
var ErrKeysMissing = errors.New("the gateway's keys cannot be had now")

// Claims of a token that is valid.
type Claims struct {
	Role         string           `json:"role"`
	Organization string           `json:"org"`
	Rows         *json.RawMessage `json:"rows"`
	PageRows     int              `json:"-"`
	jwt.RegisteredClaims
}

// FindKey gives the public key of an id.
type FindKey func(kid string) (ed25519.PublicKey, error)

// Verify gives what a token says at an instant. Any error but ErrKeysMissing means that it is not to be taken: status 401.
func Verify(token string, find FindKey, audience string, at time.Time) (*Claims, error) {
	claims := &Claims{}
	_, err := jwt.ParseWithClaims(token, claims, func(parsed *jwt.Token) (any, error) {
		kid, _ := parsed.Header["kid"].(string)
		return find(kid)
	},
		jwt.WithValidMethods([]string{"EdDSA"}), jwt.WithIssuer(issuer), jwt.WithAudience(audience),
		jwt.WithExpirationRequired(), jwt.WithTimeFunc(func() time.Time { return at }))
	if err != nil {
		return nil, err
	}
	switch claims.Role {
	case "public", "analyst", "editor", "admin":
	default:
		return nil, errors.New("its role is not known")
	}
	if claims.Rows != nil {
		if err := json.Unmarshal(*claims.Rows, &claims.PageRows); err != nil || claims.PageRows < 1 {
			return nil, errors.New("its rows are no number above 0")
		}
	}
	return claims, nil
}

// Set is a JSON Web Key Set, of Ed25519 keys.
type Set struct {
	Keys []struct{ Kid, Kty, Crv, X string }
}

// ByID gives its keys by their ids.
func (set Set) ByID() (map[string]ed25519.PublicKey, error) {
	keys := map[string]ed25519.PublicKey{}
	for _, each := range set.Keys {
		bytes, err := base64.RawURLEncoding.DecodeString(each.X)
		if err != nil || each.Kty != "OKP" || each.Crv != "Ed25519" || len(bytes) != ed25519.PublicKeySize {
			return nil, fmt.Errorf("expected an Ed25519 key, got %q", each.Kid)
		}
		keys[each.Kid] = bytes
	}
	return keys, nil
}

// Keys are those that the gateway serves: fetched again each minute, and for one that is not known at most every 10 s.
type Keys struct {
	URL       string
	mutex     sync.Mutex
	keys      map[string]ed25519.PublicKey
	fetchedAt time.Time
}

var client = &http.Client{Timeout: 3 * time.Second}

// Find is a FindKey.
func (set *Keys) Find(kid string) (ed25519.PublicKey, error) {
	set.mutex.Lock()
	defer set.mutex.Unlock()
	age := time.Since(set.fetchedAt)
	_, isKnown := set.keys[kid]
	if age > time.Minute || (!isKnown && age > 10*time.Second) {
		// Those that were had last are as good as ever.
		if err := set.fetch(); err != nil && len(set.keys) == 0 {
			return nil, errors.Join(ErrKeysMissing, err)
		}
	}
	if key, isThere := set.keys[kid]; isThere {
		return key, nil
	}
	return nil, errors.New("it is signed by a key that is not known here")
}

func (set *Keys) fetch() error {
	answer, err := client.Get(set.URL)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	var served Set
	if err := json.NewDecoder(answer.Body).Decode(&served); err != nil {
		return err
	}
	keys, err := served.ByID()
	if err != nil {
		return err
	}
	set.keys, set.fetchedAt = keys, time.Now()
	return nil
}
