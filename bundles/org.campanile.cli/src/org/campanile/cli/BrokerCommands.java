package org.campanile.cli;

import java.nio.file.Path;
import java.util.List;

import org.campanile.core.lab.GuardCheck;
import org.campanile.core.lab.LabSession;
import org.campanile.core.rabbitmq.BrokerManagement;
import org.campanile.core.rabbitmq.DefinitionChange;
import org.campanile.core.rabbitmq.Definitions;
import org.campanile.core.rabbitmq.DefinitionsImport;
import org.campanile.core.rabbitmq.Permission;
import org.campanile.core.setup.broker.DefinitionsFile;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code campanile broker}: what is in the lab's RabbitMQ, and its definitions. */
@Command(name = "broker", description = "Show virtual hosts and users of RabbitMQ; export, compare and import its definitions. Its queues: campanile queue.", subcommands = { BrokerCommands.Vhosts.class,
        BrokerCommands.Users.class, BrokerCommands.OnDefinitions.class })
final class BrokerCommands extends GroupCommand {

    /** {@code broker vhosts}. */
    @Command(name = "vhosts", description = "The virtual hosts.")
    static final class Vhosts extends CliCommand {
        @Mixin
        LabOptions lab;

        @Override
        int run() throws FailureException {
            Rows rows = Rows.of("name", "description", "messages");
            lab.open(this, false).management(cli.task()).vhosts(cli.task()).forEach(v -> rows.add(v.name(), v.description(), v.messages()));
            output().rows(rows);
            return GOOD;
        }
    }

    /** {@code broker users}. */
    @Command(name = "users", description = "The users with their tags and permissions; passwords and their hashes are never shown.")
    static final class Users extends CliCommand {
        @Mixin
        LabOptions lab;

        @Override
        int run() throws FailureException {
            BrokerManagement management = lab.open(this, false).management(cli.task());
            List<Permission> permissions = management.permissions(cli.task());
            Rows rows = Rows.of("name", "tags", "permissions");
            management.users(cli.task()).forEach(u -> rows.add(u.name(), String.join(",", u.tags()), String.join("; ", permissions.stream()
                    .filter(p -> p.user().equals(u.name())).map(p -> p.vhost() + (p.isFull() ? " all" : " " + p.configure() + " " + p.write() + " "
                            + p.read())).toList())));
            output().rows(rows);
            return GOOD;
        }
    }

    /** {@code broker definitions}. */
    @Command(name = "definitions", description = "Export, compare and import definitions: users, virtual hosts, permissions, policies, queues ...",
            subcommands = { Export.class, Diff.class, Import.class })
    static final class OnDefinitions extends GroupCommand {
    }

    /** {@code broker definitions export}. */
    @Command(name = "export", description = "Write the definitions into a file that only you can read: it holds the hashes of passwords.")
    static final class Export extends CliCommand {
        @Mixin
        LabOptions lab;

        @Parameters(paramLabel = "FILE", description = "The file to write.")
        Path file;

        @Option(names = "--vhost", paramLabel = "VHOST", description = "Only those inside this virtual host; these hold no users.")
        String vhost;

        @Mixin
        NewFile replacing;

        @Override
        int run() throws FailureException {
            replacing.check("exporting definitions", file);
            String text = lab.open(this, false).management(cli.task()).exportDefinitions(vhost, cli.task());
            Definitions definitions = Definitions.read(text, vhost, "the broker's definitions");
            DefinitionsFile.write(file, text);
            cli.tell("Written to " + file + ": " + definitions + ".");
            return GOOD;
        }
    }

    private static Rows rows(List<DefinitionChange> changes, boolean all) {
        Rows rows = Rows.of("what", "kind", "name", "details");
        changes.stream().filter(c -> all || c.what() != DefinitionChange.What.SAME && c.what() != DefinitionChange.What.ONLY_THERE)
                .forEach(c -> rows.add(c.what().label(), c.kind().label(), c.name(), String.join("; ", c.details())));
        return rows;
    }

    /** {@code broker definitions diff}. */
    @Command(name = "diff", description = "What an import of the file would do; exit code 1 when it would do anything.")
    static final class Diff extends CliCommand {
        @Mixin
        LabOptions lab;

        @Parameters(paramLabel = "FILE", description = "A file of definitions (JSON), as broker definitions export writes it.")
        Path file;

        @Option(names = "--all", description = "Also what is the same, and what is only on the broker.")
        boolean all;

        @Override
        int run() throws FailureException {
            Definitions wanted = DefinitionsFile.read(file);
            List<DefinitionChange> changes = new DefinitionsImport(lab.open(this, false).management(cli.task())).preview(wanted, cli.task());
            output().rows(rows(changes, all));
            return changes.stream().anyMatch(c -> c.toDo() || c.what() == DefinitionChange.What.KEPT) ? BAD : GOOD;
        }
    }

    /** {@code broker definitions import}. */
    @Command(name = "import", description = "Import what is missing or differs, and say of each object how it ended; what the file does not name stays.")
    static final class Import extends CliCommand {
        @Mixin
        LabOptions lab;
        @Mixin
        ActOptions act;

        @Parameters(paramLabel = "FILE", description = "A file of definitions (JSON), as broker definitions export writes it.")
        Path file;

        @Override
        int run() throws FailureException {
            Definitions wanted = DefinitionsFile.read(file);
            LabSession session = lab.open(this, act.yes);
            DefinitionsImport job = new DefinitionsImport(session.management(cli.task()));
            List<DefinitionChange> changes = job.preview(wanted, cli.task());
            long open = changes.stream().filter(DefinitionChange::toDo).count();
            if (act.dryRun || open == 0 && changes.stream().noneMatch(c -> c.what() == DefinitionChange.What.KEPT)) {
                output().rows(rows(changes, false));
                return GOOD;
            }
            String change = "Imports " + open + " objects of " + file.getFileName() + " into RabbitMQ.";
            new GuardCheck(session.questions()).allow(session.lab(), change);
            agree(session.questions(), "importing definitions", "Import " + open + " objects of " + file.getFileName() + " into RabbitMQ of "
                    + session.lab().name() + "?");
            List<DefinitionsImport.Result> results = job.run(wanted, some -> { }, cli.task());
            long failed = results.stream().filter(r -> !r.done()).count();
            cli.audit().append(session.lab().name(), change, List.of("rabbitmqctl import_definitions " + file),
                    failed == 0 ? "done" : failed + " not taken");
            Rows rows = Rows.of("result", "kind", "name", "reason");
            results.stream().filter(r -> !r.done() || r.change().toDo()).forEach(r -> rows.add(r.done() ? "done" : "not taken", r.change().kind().label(),
                    r.change().name(), r.why().map(BrokerCommands::reason).orElse("")));
            output().rows(rows);
            return failed == 0 ? GOOD : BAD;
        }
    }

    private static String reason(Failure why) {
        return why.cameBack().isEmpty() ? why.meaning() : why.meaning() + " " + why.cameBack();
    }
}
