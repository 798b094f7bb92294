package org.campanile.reallab.workers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.campanile.core.deploy.DeploymentNames;
import org.campanile.core.environment.Environment;
import org.campanile.core.environment.Service;
import org.campanile.core.environment.Unit;
import org.campanile.core.rabbitmq.Message;
import org.campanile.core.rabbitmq.Messaging;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/**
 * Two conductors of the built product, as processes, on the real OpenStack and the real RabbitMQ; the one at work is killed in the middle. Agents are played
 * here, since the servers of the real lab run nothing.
 */
@Timeout(420)
class WorkersTest {

    private static final String ANSWER = "{\"IsException\":false,\"Result\":[{\"IsException\":false,\"Result\":[\"10.10.0.9\"]}]}";

    @TempDir
    Path folder;
    private final List<String> ledger = new CopyOnWriteArrayList<>();
    private final Task task = Task.unwatched();
    private BuiltProduct product;
    private Messaging agents;

    @BeforeEach
    void files() throws Exception {
        product = new BuiltProduct(folder, "campanile-workers");
        agents = BuiltProduct.broker();
        play();
    }

    /** Answers each plan after a second and a half, and keeps a list of the functions it was told to run. */
    private void play() throws FailureException {
        Environment environment = product.environment();
        String results = DeploymentNames.resultsQueue(environment);
        agents.declareQueue(results, task);
        for (Service service : environment.services()) {
            for (Unit unit : service.units()) {
                String queue = DeploymentNames.inputQueue(environment, service, unit);
                agents.declareQueue(queue, task);
                agents.consume(queue, 1, plan -> {
                    try {
                        plan.ack();
                        JsonObject told = JsonParser.parseString(plan.message().text()).getAsJsonObject();
                        told.getAsJsonArray("Commands").forEach(c -> {
                            String name = c.getAsJsonObject().get("Name").getAsString();
                            if (!name.equals("Get-CampanileProbe")) {
                                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1500));
                                ledger.add(name);
                            }
                        });
                        agents.publish(results, Message.json(plan.message().id(), ANSWER), Task.unwatched());
                    } catch (FailureException e) {
                        throw new IllegalStateException(e);
                    }
                }, reason -> { }, task);
            }
        }
    }

    @AfterEach
    void clean() throws Exception {
        product.close();
        agents.close();
    }

    @Test
    void whereOneIsKilledAnotherGoesOnAndEachStepIsRunOnce() throws Exception {
        Process one = product.run("one", "conductor", "--name", "one");
        Process submit = product.onEnvironment("submit", "submit", "--wait");
        product.await("the first step is run", one, () -> !ledger.isEmpty());
        Process two = product.run("two", "conductor", "--name", "two");
        // The start script has become the Java program, so this is a kill -9 of the conductor itself.
        one.destroyForcibly();
        assertTrue(one.waitFor(30, TimeUnit.SECONDS));
        assertTrue(submit.waitFor(200, TimeUnit.SECONDS), product::logs);
        assertEquals(0, submit.exitValue(), product::logs);
        assertTrue(product.log("submit").contains("(two)"), product::logs);
        assertEquals(List.of("Set-LocalUserPassword", "Install-RolePrimaryDomainController", "Get-DnsListeningIpAddress"), ledger, product::logs);
        assertTrue(two.isAlive(), product::logs);
    }
}
