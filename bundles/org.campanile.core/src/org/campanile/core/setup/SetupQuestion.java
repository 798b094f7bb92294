package org.campanile.core.setup;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A question by whose answer a recipe is chosen, so that nobody has to know recipes by name. A value.
 *
 * @param id as recipes name it under {@code suits}
 * @param text the question
 * @param answers the first is the one that most will give
 */
public record SetupQuestion(String id, String text, List<Answer> answers) {

    /** An answer. @param id as recipes name it, @param text a few words, @param help what it means for the set-up */
    public record Answer(String id, String text, String help) {
    }

    public SetupQuestion {
        answers = List.copyOf(answers);
    }

    /** All questions, in the order in which they are asked. */
    public static List<SetupQuestion> all() {
        return List.of(
                new SetupQuestion("openstack", "Which OpenStack is it?", List.of(
                        new Answer("current", "A current release", "Keystone v3; anything from about 2015 on."),
                        new Answer("grizzly", "Grizzly, of 2013", "Keystone v2.0, as the Getting Started guide of Murano 0.2 has it."),
                        new Answer("devstack", "None yet; DevStack shall be installed on a host",
                                "A host of the lab becomes an OpenStack for trying things out; it is changed deeply."))),
                new SetupQuestion("deploys", "What deploys environments?", List.of(
                        new Answer("campanile", "This program, with Heat and RabbitMQ", "No Murano service is needed; the console's own conductor does the work."),
                        new Answer("murano", "A current Murano service", "murano-api and murano-engine from a distribution's packages, on a devbox."),
                        new Answer("murano-0.2", "Murano 0.2", "murano-api and murano-conductor of release 0.2, as the guide installs them."))));
    }

    /** Ids of the answers, by id of the question. */
    static Map<String, List<String>> answersByQuestion() {
        Map<String, List<String>> all = new LinkedHashMap<>();
        all().forEach(q -> all.put(q.id(), q.answers().stream().map(Answer::id).toList()));
        return all;
    }
}
