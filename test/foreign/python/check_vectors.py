"""Holds internal_token.py to the vectors: `python check_vectors.py internal-tokens.json`. Exits with 1 where they differ."""

import json
import sys

from internal_token import Refused, keys_of, verify

with open(sys.argv[1]) as file:
    vectors = json.load(file)
keys = keys_of(vectors["jwks"])


def find(kid: str):
    if kid not in keys:
        raise Refused("not known")
    return keys[kid]


wrong = []
for vector in vectors["vectors"]:
    try:
        viewer = verify(vector["token"], find, vectors["audience"], vectors["at"])
        read = {
            "role": viewer.role,
            "subject": viewer.subject,
            "organization": viewer.organization,
            "pageRows": viewer.page_rows,
        }
    except Refused:
        read = None
    if read != vector["viewer"]:
        wrong.append(f"{vector['name']}: expected {vector['viewer']}, got {read}")
print("\n".join(wrong) or f"{len(vectors['vectors'])} vectors are read as they say.")
sys.exit(1 if wrong else 0)
