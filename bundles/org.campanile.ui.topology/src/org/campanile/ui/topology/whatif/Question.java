package org.campanile.ui.topology.whatif;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.campanile.core.environment.Environment;
import org.campanile.core.environment.Service;
import org.campanile.core.environment.ServiceTypes;
import org.campanile.core.environment.Unit;
import org.campanile.core.environment.WhatIf;
import org.campanile.core.environment.WhatIf.Fate;
import org.campanile.core.environment.WhatIf.Outcome;
import org.campanile.ui.State;
import org.campanile.ui.Theme.Tone;
import org.campanile.ui.topology.scene.Marks;
import org.campanile.ui.topology.scene.Marks.Mark;
import org.eclipse.osgi.util.NLS;

/**
 * What is asked: what is left of an environment when some of it is lost. A value.
 *
 * @param environment the document
 * @param types the types there are
 * @param hosts hosts by unit, as far as they are known
 * @param chosen keys of what is lost; empty when nothing is
 */
record Question(Environment environment, ServiceTypes types, Map<String, String> hosts, Set<String> chosen) {

    Question {
        hosts = Map.copyOf(hosts);
        chosen = Set.copyOf(chosen);
    }

    /**
     * The answer. A value.
     *
     * @param to what was asked
     * @param losses all that may be lost
     * @param headline the answer in a sentence
     * @param rows what becomes of each service, the worst first; empty while nothing is lost
     * @param advice what would make the environment stand more
     * @param marks the same for the canvas
     */
    record Answer(Question to, List<Loss> losses, String headline, List<Row> rows, List<String> advice, Marks marks) {
    }

    /**
     * What becomes of a service. A value.
     *
     * @param name its name
     * @param type title of its type
     * @param outcome what becomes of it
     */
    record Row(String name, String type, Outcome outcome) {

        String why() {
            return String.join(" ", outcome.why());
        }

        State state() {
            return switch (outcome.fate()) {
                case UNTOUCHED, SURVIVES -> State.GOOD;
                case IMPAIRED -> State.ATTENTION;
                case LOST -> State.FAILED;
            };
        }
    }

    /** Works it out; takes its time with a large environment, so worker threads only. */
    Answer answer() {
        List<Loss> losses = Loss.of(environment, hosts);
        List<Loss> taken = losses.stream().filter(l -> chosen.contains(l.key())).toList();
        Set<String> lost = new HashSet<>();
        taken.forEach(l -> lost.addAll(l.units()));
        WhatIf.Picture picture = new WhatIf(types).lose(environment, lost);
        if (taken.isEmpty()) {
            return new Answer(this, losses, environment.services().isEmpty() ? Messages.noServices
                    : hosts.isEmpty() ? Messages.chooseNotDeployed : Messages.chooseLost, List.of(), picture.advice(), Marks.NONE);
        }
        List<Row> rows = new ArrayList<>();
        for (Outcome outcome : picture.outcomes()) {
            Service service = environment.service(outcome.serviceId()).orElseThrow();
            rows.add(new Row(service.name(), types.find(service.type()).map(t -> t.title()).orElse(service.type()), outcome));
        }
        rows.sort((a, b) -> b.outcome().fate().compareTo(a.outcome().fate()));
        return new Answer(this, losses, headline(taken, lost.size(), picture), rows, picture.advice(), marks(picture));
    }

    private static String headline(List<Loss> taken, int units, WhatIf.Picture picture) {
        List<String> fates = new ArrayList<>();
        for (Fate fate : List.of(Fate.LOST, Fate.IMPAIRED, Fate.SURVIVES, Fate.UNTOUCHED)) {
            long n = picture.outcomes().stream().filter(o -> o.fate() == fate).count();
            if (n > 0) {
                fates.add(words(fate, n));
            }
        }
        int services = picture.outcomes().size();
        return NLS.bind(Messages.headline, new Object[] {words(taken), units == 1 ? Messages.oneUnit : NLS.bind(Messages.manyUnits, units),
            String.join(", ", fates), services == 1 ? Messages.oneService : NLS.bind(Messages.manyServices, services)});
    }

    private static String words(List<Loss> taken) {
        if (taken.size() > 3) {
            return NLS.bind(Messages.manyThings, taken.size());
        }
        String last = taken.getLast().words();
        List<String> others = taken.subList(0, taken.size() - 1).stream().map(Loss::words).toList();
        return others.isEmpty() ? last : NLS.bind(Messages.twoOf, String.join(", ", others), last);
    }

    private static String words(Fate fate, long services) {
        return switch (fate) {
            case LOST -> NLS.bind(Messages.manyLost, services);
            case IMPAIRED -> NLS.bind(Messages.manyImpaired, services);
            case SURVIVES -> services == 1 ? Messages.oneSurvives : NLS.bind(Messages.manySurvive, services);
            case UNTOUCHED -> NLS.bind(Messages.manyUntouched, services);
        };
    }

    /** Services and their units that the loss is about; what is untouched keeps its usual look. */
    private Marks marks(WhatIf.Picture picture) {
        Map<String, Mark> marks = new HashMap<>();
        for (Outcome outcome : picture.outcomes()) {
            if (outcome.fate() == Fate.UNTOUCHED) {
                continue;
            }
            Object[] told = {outcome.fate().label(), outcome.left(), outcome.of(), String.join(" ", outcome.why())};
            String why = outcome.why().isEmpty() ? NLS.bind(Messages.markOf, told) : NLS.bind(Messages.markOfWhy, told);
            marks.put(outcome.serviceId(), switch (outcome.fate()) {
                case LOST -> new Mark("square-x", Tone.FAILED, why);
                case IMPAIRED -> new Mark("triangle-alert", Tone.ATTENTION, why);
                default -> new Mark("circle-check", Tone.GOOD, why);
            });
            for (Unit unit : environment.service(outcome.serviceId()).orElseThrow().units()) {
                boolean gone = picture.lost().contains(unit.id());
                marks.put(unit.id(), gone ? new Mark("square-x", Tone.FAILED, Messages.lost) : new Mark("circle-check", Tone.GOOD, Messages.left));
            }
        }
        return new Marks(marks, List.of());
    }
}
