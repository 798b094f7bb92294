package org.campanile.core.rabbitmq;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.campanile.core.secret.Secret;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.junit.jupiter.api.Test;

/** What rabbitmqctl of several releases prints, read; and what is asked of it. */
class RabbitCtlTest {

    private static final String NEW = "Status of node rabbit@localhost ...\n\u001b[1mRuntime\u001b[0m\n\nOS PID: 1\nRabbitMQ version: 3.10.8\n";
    private static final String OLD = "Status of node rabbit@devbox ...\n[{pid,7123},\n {running_applications,[{rabbit,\"RabbitMQ\",\"2.7.1\"},\n"
            + "  {os_mon,\"CPO  CXC 138 46\",\"2.2.7\"}]}]\n...done.\n";

    private final Task task = Task.unwatched();
    private final Map<String, RabbitCtl.Shell.Result> answers = new LinkedHashMap<>();
    private final List<String> asked = new ArrayList<>();
    private final RabbitCtl ctl = new RabbitCtl(new RabbitCtl.Shell() {
        @Override
        public Result run(List<String> arguments, String stdin, Task any) {
            String line = String.join(" ", arguments.subList(1, arguments.size()));
            asked.add(line + (stdin.isEmpty() ? "" : " < " + stdin.strip()));
            return answers.entrySet().stream().filter(e -> line.startsWith(e.getKey())).map(Map.Entry::getValue).findFirst()
                    .orElse(new Result(0, "", ""));
        }

        @Override
        public Result runWithFile(List<String> arguments, String content, Task any) {
            String line = String.join(" ", arguments.subList(1, arguments.size()));
            asked.add(line + " with " + content);
            return answers.entrySet().stream().filter(e -> line.startsWith(e.getKey())).map(Map.Entry::getValue).findFirst().orElseThrow();
        }

        @Override
        public String where() {
            return "devbox";
        }
    });

    private void says(String line, String out) {
        answers.put(line, new RabbitCtl.Shell.Result(0, out, ""));
    }

    private Failure fails(int exit, String err) {
        answers.put("delete_vhost", new RabbitCtl.Shell.Result(exit, "Deleting vhost \"x\" ...\n", err));
        return assertThrows(FailureException.class, () -> ctl.deleteVhost("x", task)).failure();
    }

    @Test
    void newReleasesAreReadAsJson() throws Exception {
        says("status", NEW);
        says("list_users", "warning: something\n[\n{\"user\":\"guest\",\"tags\":[\"administrator\"]}\n,{\"user\":\"grün\",\"tags\":[]}\n]\n");
        says("list_vhosts", "[\n{\"name\":\"/\"}\n]\n");
        says("list_permissions", "[{\"user\":\"guest\",\"configure\":\".*\",\"write\":\".*\",\"read\":\"\"}]");
        says("list_queues", "[{\"name\":\"q\",\"durable\":true,\"messages\":3,\"messages_ready\":2,\"messages_unacknowledged\":1,\"consumers\":0}]");
        assertEquals("3.10.8", ctl.version(task));
        assertEquals(List.of(new BrokerUser("guest", List.of("administrator")), new BrokerUser("grün", List.of())), ctl.users(task));
        assertEquals(List.of(new Permission("guest", "/", ".*", ".*", "")), ctl.permissions(task));
        assertEquals(3, ctl.queues("/", task).getFirst().messages());
        assertEquals(1, asked.stream().filter("status"::equals).count(), "the version is asked once");
    }

    @Test
    void oldReleasesAreReadAsText() throws Exception {
        says("status", OLD);
        says("list_users", "Listing users ...\nguest\t[administrator]\nol\\\\d\\303\\274\t[]\nvery\ttrue\n...done.\n");
        says("list_vhosts", "Listing vhosts ...\n/\nmurano\n...done.\n");
        says("list_permissions -p murano", "Listing permissions in vhost \"murano\" ...\nmurano\t.*\t.*\t.*\n...done.\n");
        assertEquals("2.7.1", ctl.version(task));
        assertEquals(List.of(new BrokerUser("guest", List.of("administrator")), new BrokerUser("ol\\dü", List.of()),
                new BrokerUser("very", List.of("administrator"))), ctl.users(task));
        assertEquals(List.of(Permission.full("murano", "murano")), ctl.permissions(task));
        assertEquals(Failure.Kind.CONFLICT, assertThrows(FailureException.class, () -> ctl.exportDefinitions(null, task)).failure().kind());
    }

    @Test
    void aPasswordGoesInByStandardInputWhereRabbitmqctlReadsIt() throws Exception {
        says("status", NEW);
        says("list_users", "[]");
        ctl.putUser("u", Secret.of("pass-word"), List.of("a", "b"), task);
        assertEquals(List.of("add_user u < pass-word", "set_user_tags u a b"), asked.subList(asked.size() - 2, asked.size()));
        answers.put("add_user", new RabbitCtl.Shell.Result(70, "", "no pass-word for you"));
        FailureException told = assertThrows(FailureException.class, () -> ctl.putUser("u", Secret.of("pass-word"), List.of(), task));
        assertFalse(told.failure().details().contains("pass-word"), told.failure().details());
    }

    @Test
    void beforeThatTheBrokerReadsItFromAFile() throws Exception {
        says("status", OLD);
        says("list_users", "Listing users ...\nu\t[]\n...done.\n");
        says("eval", "ok\n");
        ctl.putUser("u", Secret.of("pass-word"), List.of("a"), task);
        ctl.putUser("new \"one\"", Secret.of("pass-word"), List.of("a"), task);
        List<String> secret = asked.stream().filter(a -> a.contains("pass-word")).toList();
        assertEquals(2, secret.size());
        assertTrue(secret.stream().allMatch(a -> a.startsWith("eval {ok, P} = file:read_file(\"@FILE@\")") && a.endsWith(" -q with pass-word")), secret.toString());
        assertTrue(secret.getFirst().contains("change_password") && secret.getLast().contains("add_user"), secret.toString());
        assertFalse(secret.getLast().contains("\"one\""), "what a name holds is no part of the expression");
        says("eval", "{error,no pass-word for you}\n");
        FailureException told = assertThrows(FailureException.class, () -> ctl.putUser("u", Secret.of("pass-word"), List.of(), task));
        assertFalse(told.failure().details().contains("pass-word"), told.failure().details());
    }

    @Test
    void whatItRefusesIsTold() {
        says("status", NEW);
        assertEquals(Failure.Kind.NOT_FOUND, fails(65, "Error:\nVirtual host 'x' does not exist").kind());
        assertEquals(Failure.Kind.NOT_FOUND, fails(2, "Error: {no_such_vhost,<<\"x\">>}").kind());
        assertEquals(Failure.Kind.UNREACHABLE, fails(69, "Error: unable to perform an operation on node 'rabbit@devbox'.").kind());
        assertEquals(Failure.Kind.UNREACHABLE, fails(2, "Error: unable to connect to node rabbit@devbox: nodedown").kind());
        assertEquals(Failure.Kind.DENIED, fails(1, "Only root or rabbitmq should run rabbitmqctl").kind());
        assertEquals(Failure.Kind.NOT_FOUND, fails(127, "sh: 1: rabbitmqctl: not found").kind());
    }
}
