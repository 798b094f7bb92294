package org.campanile.reallab.setup;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.campanile.core.rabbitmq.RabbitCtl;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.reallab.host.LabMachine;

/** The clients that OpenStack, RabbitMQ and QEMU bring themselves, run where the lab's packages are: they say what was really made. */
final class Tools {

    private static final String STATE = Objects.requireNonNullElse(System.getenv("REAL_LAB_STATE"), "/var/lib/real-lab");
    /** A folder that the lab sees too, where it has a Debian of its own. */
    static final Path SHARED = Path.of(STATE, "tmp");

    private static final int LIMIT_SECONDS = 90;

    private Tools() {
    }

    static RabbitCtl.Shell.Result run(Map<String, String> environment, String stdin, List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(new java.io.File("/"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        CompletableFuture<String> err = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
        try (Writer in = process.outputWriter()) {
            in.write(stdin);
        }
        String out = text(process.getInputStream());
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException(command.getFirst() + " did not end within " + LIMIT_SECONDS + " s");
        }
        return new RabbitCtl.Shell.Result(process.exitValue(), out, err.join());
    }

    private static String text(java.io.InputStream in) {
        try (in) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Its output; it has to end with 0. */
    static String output(Map<String, String> environment, String... command) throws IOException, InterruptedException {
        RabbitCtl.Shell.Result result = run(environment, "", List.of(command));
        if (result.exit() != 0) {
            throw new IOException(String.join(" ", command) + " ended with " + result.exit() + ": " + result.err());
        }
        return result.out();
    }

    /** The OpenStack client as the lab's admin. */
    static String openstack(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("openstack"));
        command.addAll(List.of(words));
        return output(Map.of("OS_AUTH_URL", value("OS_AUTH_URL", "http://127.0.0.1:5000/v3"), "OS_USERNAME", value("OS_USERNAME", "admin"), "OS_PASSWORD",
                value("OS_PASSWORD", "admin-secret"), "OS_PROJECT_NAME", value("OS_PROJECT_NAME", "admin"), "OS_USER_DOMAIN_NAME", "Default",
                "OS_PROJECT_DOMAIN_NAME", "Default", "OS_IDENTITY_API_VERSION", "3"), LabMachine.commandInLab(command).toArray(String[]::new));
    }

    static String value(String variable, String otherwise) {
        return Objects.requireNonNullElse(System.getenv(variable), otherwise);
    }

    /** rabbitmqctl of the real lab's node, which has its own port of epmd and its own cookie. */
    static RabbitCtl.Shell rabbit() {
        return new RabbitCtl.Shell() {
            @Override
            public Result run(List<String> arguments, String stdin, Task task) throws FailureException {
                List<String> command = new ArrayList<>(List.of("setpriv", "--reuid", "rabbitmq", "--regid", "rabbitmq", "--init-groups",
                        "/usr/lib/rabbitmq/bin/rabbitmqctl"));
                command.addAll(arguments.subList(1, arguments.size()));
                try {
                    return Tools.run(Map.of("HOME", STATE + "/rabbitmq", "ERL_EPMD_PORT", "14369", "RABBITMQ_NODENAME", "rabbit@localhost",
                            "RABBITMQ_CONF_ENV_FILE", STATE + "/etc/rabbitmq/env.conf"), stdin, LabMachine.commandInLab(command));
                } catch (IOException e) {
                    throw new FailureException(new Failure(Failure.Kind.LOCAL, "running rabbitmqctl", "", String.valueOf(e.getMessage()), "It did not run.",
                            "Start the real lab."), e);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw FailureException.cancelled("running rabbitmqctl");
                }
            }

            @Override
            public Result runWithFile(List<String> arguments, String content, Task task) throws FailureException {
                try {
                    Path file = Files.createTempFile(SHARED, "secret", "");
                    try {
                        Files.writeString(file, content);
                        LabMachine.inLab("chown", "rabbitmq", file.toString());
                        return run(arguments.stream().map(a -> a.replace(FILE, file.toString())).toList(), "", task);
                    } finally {
                        Files.delete(file);
                    }
                } catch (IOException e) {
                    throw new FailureException(new Failure(Failure.Kind.LOCAL, "writing a file", "", String.valueOf(e.getMessage()), "It was not written.", ""), e);
                }
            }

            @Override
            public String where() {
                return "the real lab";
            }
        };
    }
}
