#!/usr/bin/env bash
# Runs once, on an empty PostgreSQL volume: a role and a schema for each service, none of which sees another's.
set -euo pipefail

schema() { # NAME PASSWORD
  psql --set ON_ERROR_STOP=1 --username postgres --dbname switchboard --set name="$1" --set password="$2" <<'SQL'
CREATE ROLE :"name" LOGIN PASSWORD :'password';
CREATE SCHEMA :"name" AUTHORIZATION :"name";
ALTER ROLE :"name" SET search_path = :"name", public;
SQL
}

psql --set ON_ERROR_STOP=1 --username postgres --dbname switchboard \
  --command 'CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA public; CREATE EXTENSION IF NOT EXISTS unaccent SCHEMA public; REVOKE CREATE ON SCHEMA public FROM PUBLIC'
schema conversation "$CONVERSATION_DB_PASSWORD"
schema channel "$CHANNEL_DB_PASSWORD"
schema ai "$AI_DB_PASSWORD"
schema memory "$MEMORY_DB_PASSWORD"
schema admin "$ADMIN_DB_PASSWORD"
