-- Takes from the bot's user, on PostgreSQL, the right to change or delete what was done and seen.
--
-- Say it once after `jsv migrate`, in the bot's database, as a superuser: psql --file docs/postgresql-roles.sql DATABASE
-- Then give the user a password (\password jsv_app) and write it into JSV_DATABASE_URL. Say it again after each `jsv migrate`,
-- which from then on is said as a superuser. `jsv_app` must own neither the database nor be a superuser.
--
-- jsv_app owns every table but the two logs, so that it can write anew what holds words of erased cases (docs/keeping.md).
-- jsv_log owns the logs, and nobody signs in as it.

DO $roles$
DECLARE
    thing record;
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'jsv_app') THEN
        CREATE ROLE jsv_app LOGIN;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'jsv_log') THEN
        CREATE ROLE jsv_log NOLOGIN;
    END IF;
    EXECUTE format('GRANT CONNECT, TEMPORARY, CREATE ON DATABASE %I TO jsv_app', current_database());
    FOR thing IN SELECT nspname FROM pg_namespace WHERE nspname IN ('public', 'dbos') LOOP
        EXECUTE format('GRANT USAGE, CREATE ON SCHEMA %I TO jsv_app', thing.nspname);
        EXECUTE format('GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA %I TO jsv_app', thing.nspname);
    END LOOP;
    FOR thing IN
        SELECT format('%I.%I', space.nspname, class.relname) AS name
        FROM pg_class AS class JOIN pg_namespace AS space ON space.oid = class.relnamespace
        WHERE space.nspname IN ('public', 'dbos') AND class.relkind IN ('r', 'p', 'v')
            AND (space.nspname, class.relname) NOT IN (('public', 'facts'), ('public', 'audit'))
    LOOP
        EXECUTE format('ALTER TABLE %s OWNER TO jsv_app', thing.name);
    END LOOP;
END
$roles$;

GRANT USAGE ON SCHEMA public TO jsv_log;
ALTER TABLE public.facts OWNER TO jsv_log;
ALTER TABLE public.audit OWNER TO jsv_log;
REVOKE ALL ON public.facts, public.audit FROM PUBLIC, jsv_app;
GRANT SELECT, INSERT ON public.facts, public.audit TO jsv_app;
