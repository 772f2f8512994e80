#!/bin/bash
# In PostgreSQL's container, when its volume is new: a role and a database of its own for the gateway and each subgraph.
set -euo pipefail
for name in gateway tasks procedures innovation infrastructure; do
  psql --set=ON_ERROR_STOP=1 --set=name="$name" --set=password="$(cat "/run/secrets/$name-password")" \
    --username "$POSTGRES_USER" <<'SQL'
CREATE ROLE :"name" LOGIN PASSWORD :'password';
CREATE DATABASE :"name" OWNER :"name" TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C.UTF-8';
REVOKE CONNECT, TEMPORARY ON DATABASE :"name" FROM PUBLIC;
SQL
done
