#!/usr/bin/env bash
# Makes the secrets of compose.yaml below deploy/secrets: passwords, URLs with them, the keys of internal tokens. What is
# there stays as it is. Files may be read by everyone who gets into the folder, which is its owner alone: engines give
# them to containers as they are, where they are read by a user who is not theirs.
set -euo pipefail
cd "$(dirname "$0")"
umask 077
mkdir -p secrets
password() { [ -s "secrets/$1-password" ] || openssl rand -hex 24 | tr -d '\n' >"secrets/$1-password"; }
password postgres
for name in gateway tasks procedures innovation infrastructure; do
  password "$name"
  printf 'postgres://%s:%s@postgres:5432/%s' "$name" "$(cat "secrets/$name-password")" "$name" >"secrets/$name-url"
done
if [ ! -s secrets/internal-private ]; then
  openssl genpkey -algorithm ed25519 -out secrets/internal-private
  openssl pkey -in secrets/internal-private -pubout -out secrets/internal-public
fi
chmod 644 secrets/*
echo "deploy/secrets has what compose.yaml needs."
