package org.campanile.ui.topology.map;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.campanile.core.environment.CloudFacts;
import org.campanile.core.environment.Environment;
import org.campanile.core.environment.EnvironmentMap;
import org.campanile.core.environment.EnvironmentMap.Match;
import org.campanile.core.environment.EnvironmentMap.What;
import org.campanile.core.environment.EnvironmentRules;
import org.campanile.core.environment.Placement;
import org.campanile.core.environment.Problem;
import org.campanile.core.environment.Service;
import org.campanile.core.environment.ServiceTypes;

/**
 * An environment on its way to another lab: what was suggested for each name, and what the user chose instead. A value; the questions take their time with
 * a large environment, so worker threads only.
 *
 * @param origin the document it is made from
 * @param types the types there are
 * @param from what the cloud has that it is meant for now, as far as it is known
 * @param to what the other cloud has
 * @param name name of the new document
 * @param role what it is for
 * @param choices by {@link #key}: what the user chose; {@link #NONE} for nothing at all
 */
record MapDraft(Environment origin, ServiceTypes types, Optional<CloudFacts> from, CloudFacts to, String name, Role role, Map<String, String> choices) {

    /** Chosen that the new document names nothing there: any zone, no key pair. */
    static final String NONE = "\u0000";

    /** What the new document is for. */
    enum Role {
        /** It has an id of its own, so that both can be deployed at the same time. */ STANDBY,
        /** It takes the place of the original and has its id, so that it is the same environment elsewhere, or comes back to be it. */ REAL
    }

    /**
     * What is known of the new document. A value.
     *
     * @param to for what it was worked out
     * @param environment the new document
     * @param problems what is wrong with it on the other cloud, the worst first
     */
    record Made(MapDraft to, Environment environment, List<Problem> problems) {
    }

    MapDraft {
        choices = Map.copyOf(choices);
    }

    /** What names a match. */
    static String key(Match match) {
        return key(match.what(), match.from());
    }

    private static String key(What what, String from) {
        return what.label() + " " + from;
    }

    /** The id of the environment it is, or stands by for. */
    static String originalId(Environment environment) {
        return environment.others().get(Environment.STANDBY_OF) instanceof String id && !id.isEmpty() ? id : environment.id();
    }

    /** Whether a name may be left away in the document. */
    static boolean optional(Match match) {
        return match.what() == What.ZONE || match.what() == What.KEY_PAIR;
    }

    /** What is there to choose from for a match. */
    static List<String> offered(Match match, CloudFacts to) {
        return switch (match.what()) {
            case IMAGE -> to.images().stream().map(CloudFacts.Image::name).distinct().sorted().toList();
            case FLAVOR -> to.flavors().keySet().stream().sorted().toList();
            case ZONE -> to.zones().stream().sorted().toList();
            case NETWORK -> to.networks().stream().filter(n -> !n.matches("[0-9a-f]{8}-[0-9a-f-]{27}")).sorted().toList();
            case KEY_PAIR -> to.keyPairs().stream().sorted().toList();
        };
    }

    private EnvironmentMap.Mapped mapped() {
        return new EnvironmentMap(types, from, to).map(origin, name);
    }

    /** Every name that the document uses of its cloud, with what is suggested for it. */
    List<Match> matches() {
        return mapped().matches();
    }

    /** The new document with what was chosen, and what the rules say about it on the other cloud. */
    Made make() {
        EnvironmentMap.Mapped mapped = mapped();
        Map<String, String> chosen = new LinkedHashMap<>();
        mapped.matches().forEach(m -> chosen.put(key(m), choices.getOrDefault(key(m), m.to())));
        List<Service> services = new ArrayList<>();
        for (Service old : origin.services()) {
            Service service = mapped.environment().service(old.id()).orElseThrow();
            service = put(service, Service.IMAGE, chosen.get(key(What.IMAGE, old.image())));
            String flavor = old.text(Service.FLAVOR).isEmpty() ? Service.DEFAULT_FLAVOR : old.text(Service.FLAVOR);
            service = put(service, Service.FLAVOR, chosen.get(key(What.FLAVOR, flavor)));
            service = put(service, Service.ZONE, chosen.get(key(What.ZONE, old.text(Service.ZONE))));
            for (String network : List.of(Placement.NETWORK, Placement.FLOATING)) {
                service = put(service, network, chosen.get(key(What.NETWORK, old.text(network))));
            }
            services.add(service);
        }
        Environment made = mapped.environment().withServices(services);
        made = put(made, Environment.NETWORK, chosen.get(key(What.NETWORK, origin.network())));
        made = put(made, Environment.KEY_PAIR, chosen.get(key(What.KEY_PAIR, origin.keyPair())));
        if (role == Role.REAL) {
            made = new Environment(originalId(origin), made.name(), made.services(), made.others()).with(Environment.STANDBY_OF, null);
        } else {
            made = made.with(Environment.STANDBY_OF, originalId(origin));
        }
        List<Problem> problems = new ArrayList<>(new EnvironmentRules(types).validate(made, Optional.of(to)));
        problems.sort((a, b) -> a.severity().compareTo(b.severity()));
        return new Made(this, made, List.copyOf(problems));
    }

    private static Service put(Service service, String key, String value) {
        return value == null ? service : service.with(key, text(value));
    }

    private static Environment put(Environment environment, String key, String value) {
        return value == null ? environment : environment.with(key, text(value));
    }

    private static String text(String value) {
        return value.isEmpty() || value.equals(NONE) ? null : value;
    }
}
