package org.campanile.core.setup.broker;

import java.util.List;
import java.util.Map;

import org.campanile.core.rabbitmq.Messaging;
import org.campanile.core.rabbitmq.QueueDetails;
import org.campanile.core.recipe.Ground;
import org.campanile.core.recipe.KindParameter;
import org.campanile.core.recipe.StepKind;
import org.campanile.core.recipe.StepSpec;
import org.campanile.core.recipe.ValueType;
import org.campanile.core.recipe.Values;
import org.campanile.core.remote.Command;
import org.campanile.core.step.Made;
import org.campanile.core.step.Probe;
import org.campanile.core.step.Step;
import org.campanile.core.step.StepLog;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** {@code broker.queue}: a durable queue, classic or quorum. Quorum queues need RabbitMQ 3.8; Murano's own queues are classic. */
final class QueueKind implements StepKind {

    @Override
    public String id() {
        return "broker.queue";
    }

    @Override
    public String summary() {
        return "A durable queue, classic or quorum.";
    }

    @Override
    public List<KindParameter> parameters() {
        return List.of(KindParameter.required("vhost", ValueType.TEXT, "Virtual host of the queue."),
                KindParameter.required("queue", ValueType.TEXT, "Name of the queue."),
                KindParameter.choice("type", "Sort of queue.", "classic", "quorum"),
                KindParameter.required("user", ValueType.TEXT, "User that declares it."),
                KindParameter.required("password", ValueType.SECRET, "Password of the user."));
    }

    @Override
    public List<? extends Step> create(StepSpec spec, Ground ground) {
        Values with = spec.with();
        String queue = with.text("queue");
        String vhost = with.text("vhost");
        String type = with.text("type");
        return List.of(new BrokerStep(spec.id(), spec.titleOr("Declare queue " + queue), "A durable " + type + " queue " + queue + " is declared on "
                + vhost + ".", List.of(), List.of("rabbitmqadmin --vhost=" + Command.quote(vhost) + " declare queue name=" + Command.quote(queue)
                        + " durable=true queue_type=" + type)) {
            @Override
            public Probe probe(Task task) throws FailureException {
                try {
                    QueueDetails found = ground.session().management(task).queue(vhost, queue, task);
                    String is = found.summary().type().isEmpty() ? "classic" : found.summary().type();
                    if (is.equals(type)) {
                        return Probe.done("Queue " + queue + " is there, " + is + ".");
                    }
                    return Probe.blocked(new Failure(Failure.Kind.CONFLICT, "declaring queue " + queue, vhost, "the queue is " + is,
                            "A queue keeps the type it was made with.", "Delete it first, when its messages may go."));
                } catch (FailureException e) {
                    if (e.failure().kind() == Failure.Kind.NOT_FOUND) {
                        return Probe.make("There is no queue " + queue + " on " + vhost + ".");
                    }
                    throw e;
                }
            }

            @Override
            public void apply(Task task, StepLog log) throws FailureException {
                log.intend(new Made("queue", queue, vhost));
                try (Messaging messaging = ground.session().messaging(with.text("user"), vhost, with.secret("password"), task)) {
                    messaging.declareQueue(queue, type.equals("quorum") ? Map.of("x-queue-type", "quorum") : Map.of(), task);
                }
            }

            @Override
            void takeBack(Made m, Task task) throws FailureException {
                ground.session().management(task).deleteQueue(m.detail(), m.id(), task);
            }
        });
    }
}
