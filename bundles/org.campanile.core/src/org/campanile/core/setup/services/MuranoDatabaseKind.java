package org.campanile.core.setup.services;

import java.time.Duration;
import java.util.List;

import org.campanile.core.host.Host;
import org.campanile.core.recipe.Ground;
import org.campanile.core.recipe.KindParameter;
import org.campanile.core.recipe.StepKind;
import org.campanile.core.recipe.StepSpec;
import org.campanile.core.recipe.ValueType;
import org.campanile.core.recipe.Values;
import org.campanile.core.config.Redaction;
import org.campanile.core.remote.Command;
import org.campanile.core.remote.CommandResult;
import org.campanile.core.setup.onhost.AcrossCuts;
import org.campanile.core.setup.onhost.HostStep;
import org.campanile.core.step.Made;
import org.campanile.core.step.Probe;
import org.campanile.core.step.Step;
import org.campanile.core.step.StepLog;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** {@code murano.database}: the tables of a current Murano, made or brought up to date by its own murano-db-manage. */
final class MuranoDatabaseKind implements StepKind {

    /** The revision of the tables, then the newest that this Murano knows by the names of its migrations. */
    private static final String VERSION = """
            PATH=$PATH:/usr/sbin:/sbin; LC_ALL=C; export LC_ALL
            %s version 2>&1 || exit 1
            at=$(python3 -c "import importlib.util as u; print(u.find_spec('murano').submodule_search_locations[0])") || exit 1
            echo "newest $(ls "$at/db/migration/alembic_migrations/versions" | grep -o '^[0-9]*' | sort | tail -n 1)"
            """;

    @Override
    public String id() {
        return "murano.database";
    }

    @Override
    public String summary() {
        return "The tables of a current Murano in its database, made or brought up to date by murano-db-manage.";
    }

    @Override
    public List<KindParameter> parameters() {
        return List.of(KindParameter.required("host", ValueType.HOST, "Host of the lab that has Murano."),
                KindParameter.optional("path", ValueType.TEXT, "/etc/murano/murano.conf", "Its configuration file, which says where the database is."),
                KindParameter.optional("user", ValueType.TEXT, "murano", "Who runs Murano's services."));
    }

    @Override
    public List<? extends Step> create(StepSpec entry, Ground ground) {
        return AcrossCuts.all(List.of(new Tables(entry, ground)));
    }

    private static final class Tables extends HostStep {

        private final String manage;

        Tables(StepSpec entry, Ground ground) {
            super(ground, entry.with().host("host"), entry.id(), entry.titleOr("Make Murano's tables"),
                    "The tables of Murano are made in its database, or brought up to date.", List.of(), List.of("sudo " + manage(entry.with()) + " upgrade"),
                    Duration.ofSeconds(20));
            manage = manage(entry.with());
        }

        private static String manage(Values with) {
            return "runuser -u " + Command.quote(with.text("user")) + " -- murano-db-manage --config-file " + Command.quote(with.text("path"));
        }

        @Override
        public String where() {
            return hostName();
        }

        @Override
        public String doneWhen() {
            return "[ \"$(sudo " + manage + " version 2>/dev/null | tail -n 1)\" = \"$(ls \"$(python3 -c \"import importlib.util as u; print(u.find_spec('murano').submodule_search_locations[0])\")\"/db/migration/"
                    + "alembic_migrations/versions | grep -o '^[0-9]*' | sort | tail -n 1)\" ]";
        }

        @Override
        public Probe probe(Task task) throws FailureException {
            Host host = host(task);
            CommandResult result = host.sudoQuietly(Command.of("sh").withStdin(VERSION.formatted(manage)).within(Duration.ofSeconds(60)), task);
            String said = Redaction.hide(result.out()).strip();
            if (!result.ok()) {
                List<String> lines = said.lines().toList();
                // As a rule it is not there yet, because a step before this one makes it.
                return Probe.blocked(new Failure(Failure.Kind.NOT_FOUND, "asking for the state of Murano's tables", host.where(),
                        ServiceWatch.telling(lines).orElse(lines.isEmpty() ? "" : lines.getLast()), "The database could not be asked.",
                        "Check the connection in the [database] section, and that the database and its user exist."));
            }
            List<String> lines = said.lines().toList();
            String newest = lines.getLast().replace("newest ", "");
            String now = lines.size() > 1 ? lines.get(lines.size() - 2).strip() : "";
            return now.equals(newest) ? Probe.done("The tables are those of revision " + newest + ".")
                    : Probe.make(now.matches("\\d+") ? "The tables are those of revision " + now + ", the newest is " + newest + "." : "The tables are not there.");
        }

        @Override
        public void apply(Task task, StepLog log) throws FailureException {
            host(task).require("making Murano's tables", Command.of("PATH=$PATH:/usr/sbin:/sbin; " + manage + " upgrade").within(Duration.ofMinutes(5)), task);
        }

        /** The tables stay: they are of no harm, and what users have put into them would go too. */
        @Override
        public boolean undoable() {
            return false;
        }

        @Override
        public List<String> undoing(List<Made> made) {
            return List.of();
        }
    }
}
