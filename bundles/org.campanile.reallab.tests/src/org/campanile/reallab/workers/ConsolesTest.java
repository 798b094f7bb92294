package org.campanile.reallab.workers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.campanile.core.rabbitmq.Messaging;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two command lines of the built product, each with a home of its own as on two machines, that want to change one deployment on the real OpenStack and
 * RabbitMQ. The agents never answer, so that the first one stays at it until it is killed.
 */
@Timeout(300)
class ConsolesTest {

    @TempDir
    Path folder;
    private final Task task = Task.unwatched();
    private BuiltProduct product;
    private Messaging look;

    @BeforeEach
    void files() throws Exception {
        product = new BuiltProduct(folder, "campanile-consoles");
        look = BuiltProduct.broker();
    }

    @AfterEach
    void clean() throws Exception {
        product.close();
        look.close();
    }

    private boolean locked() {
        try {
            return look.count("campanile-lock-" + product.environment().id(), task).consumers() == 1;
        } catch (FailureException e) {
            assertEquals(Failure.Kind.NOT_FOUND, e.failure().kind(), e.failure().details());
            return false;
        }
    }

    @Test
    void theSecondIsRefusedUntilTheFirstIsKilled() throws Exception {
        Process first = product.onEnvironment("first", "deploy", "--agents", "required");
        product.await("the first has the lock", first, this::locked);
        // The start script has become the Java program, so this is the number in the broker and the one that is killed.
        String who = "(command line, process " + first.pid() + ")";
        for (String verb : List.of("deploy", "delete")) {
            Process second = product.onEnvironment(verb, verb);
            assertTrue(second.waitFor(60, TimeUnit.SECONDS), () -> product.log(verb));
            assertEquals(1, second.exitValue(), () -> product.log(verb));
            assertTrue(product.log(verb).contains(System.getProperty("user.name") + "@") && product.log(verb).contains("has been deploying it since 20") && product.log(verb).contains(who), () -> product.log(verb));
            assertTrue(first.isAlive() && locked(), () -> product.log("first"));
        }
        first.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
        Process third = product.onEnvironment("third", "delete");
        assertTrue(third.waitFor(120, TimeUnit.SECONDS), () -> product.log("third"));
        assertEquals(0, third.exitValue(), () -> product.log("third"));
        assertTrue(product.log("third").contains("Not deployed"), () -> product.log("third"));
    }
}
