package org.campanile.core.setup;

import java.util.List;

import org.campanile.core.lab.LabSession;
import org.campanile.core.rabbitmq.Permission;
import org.campanile.core.step.Made;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * Takes back what the journal says a step has made, by what it is and its id alone, so that a run can be undone whatever is asked for today. What
 * is gone already stays gone. Worker threads only.
 */
final class TakeBack {

    static final String VHOST = "virtual host";
    static final String USER = "user";
    static final String CHANGED_USER = "password and tags of user";
    static final String PERMISSIONS = "permissions";
    static final String SERVICE_INTENDED = "service to be";
    static final String SERVICE = "service";
    static final String SERVICE_ENABLED = "enabled service";
    static final String ENDPOINT_INTENDED = "endpoint to be";
    static final String ENDPOINT = "endpoint";
    static final String UPLOAD = "upload";
    static final String IMAGE = "image";
    static final String MARK = "mark";

    private final LabSession session;

    TakeBack(LabSession session) {
        this.session = session;
    }

    /** Takes all of it back, in the order given: newest first. */
    void all(List<Made> made, Task task) throws FailureException {
        for (Made m : made) {
            one(m, made, task);
        }
    }

    private void one(Made m, List<Made> beside, Task task) throws FailureException {
        switch (m.kind()) {
            case VHOST -> RabbitSetup.deleteVhost(session, m.id(), task);
            case USER -> RabbitSetup.deleteUser(session, m.id(), task);
            case PERMISSIONS -> permissions(m, task);
            case SERVICE -> KeystoneSetup.deleteService(session, m.id(), task);
            case SERVICE_ENABLED -> KeystoneSetup.enable(session, m.id(), false, task);
            case ENDPOINT -> KeystoneSetup.takeBackEndpoint(session, m.id(), m.detail(), task);
            case SERVICE_INTENDED -> {
                // The run died between making it and noting its id: it is found by type and name, of which there was none before.
                if (none(beside, SERVICE)) {
                    KeystoneSetup.deleteServiceNamed(session, m.id(), m.detail(), task);
                }
            }
            case ENDPOINT_INTENDED -> {
                if (none(beside, ENDPOINT)) {
                    EndpointPlace place = EndpointPlace.of(m.id());
                    KeystoneSetup.takeBackEndpoint(session, place, m.detail(), task);
                }
            }
            case UPLOAD -> ImageSetup.deleteUploads(session, List.of(m.id()), true, task);
            case MARK -> ImageSetup.unmark(session, m.id(), m.detail(), task);
            // Nobody knows the former password of a user that was there before, and an image goes with its upload.
            default -> {
            }
        }
    }

    private static boolean none(List<Made> all, String kind) {
        return all.stream().noneMatch(m -> m.kind().equals(kind));
    }

    private void permissions(Made m, Task task) throws FailureException {
        String[] who = m.id().split("\n", 2);
        String[] former = m.detail().split("\n", -1);
        if (former.length == 3) {
            RabbitSetup.restore(session, new Permission(who[0], who[1], former[0], former[1], former[2]), task);
        } else {
            RabbitSetup.revoke(session, who[0], who[1], task);
        }
    }

    /** Data of users that go with it; empty when none do. */
    static String loss(Made m) {
        return switch (m.kind()) {
            case VHOST -> "All queues and messages of virtual host " + m.id() + " are lost.";
            case UPLOAD -> "Image " + m.detail() + " is deleted from Glance; servers that boot from it keep running.";
            default -> "";
        };
    }

    /** Whether taking it back leaves it as it is. */
    static boolean stays(Made m) {
        return m.kind().equals(CHANGED_USER);
    }

    /** What taking it back does, a sentence for the user; empty when nothing is to be said about it. */
    static String sentence(Made m, List<Made> beside) {
        return switch (m.kind()) {
            case VHOST -> "Deletes virtual host " + m.id() + " with all queues and messages in it.";
            case USER -> "Deletes user " + m.id() + " of RabbitMQ.";
            case CHANGED_USER -> "Leaves user " + m.id() + " with its present password and tags; the former password is not known.";
            case PERMISSIONS -> {
                String[] who = m.id().split("\n", 2);
                yield (m.detail().isEmpty() ? "Takes all permissions of " : "Gives the former permissions back to ") + who[0] + " on " + who[1] + ".";
            }
            case SERVICE -> "Deletes service " + m.detail() + " (" + m.id() + ") of Keystone with its endpoints.";
            case SERVICE_ENABLED -> "Disables service " + m.detail() + " (" + m.id() + ") again.";
            case SERVICE_INTENDED -> none(beside, SERVICE) ? "Deletes service " + m.detail() + " of type " + m.id() + ", if the run got that far." : "";
            case ENDPOINT -> m.detail().isEmpty() ? "Deletes endpoint " + m.id() + " of Keystone." : "Gives endpoint " + m.id()
                    + " its former address " + m.detail() + ".";
            case ENDPOINT_INTENDED -> none(beside, ENDPOINT) ? "Takes the " + EndpointPlace.of(m.id()).interfaceName()
                    + " endpoint back, if the run got that far." : "";
            case UPLOAD -> "Deletes image " + m.detail() + " of this upload.";
            case MARK -> m.detail().isEmpty() ? "Removes Murano's mark from image " + m.id() + "." : "Gives image " + m.id()
                    + " its former mark " + m.detail() + ".";
            default -> "";
        };
    }
}
