package org.campanile.ui.topology.transfer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.campanile.core.deploy.HotTemplate;
import org.campanile.core.deploy.TemplateObstacle;
import org.campanile.core.deploy.ToscaTemplate;
import org.campanile.core.environment.Descriptors;
import org.campanile.core.environment.Environment;
import org.campanile.core.environment.EnvironmentSecrets;
import org.campanile.core.environment.Placement;
import org.campanile.core.environment.Service;
import org.campanile.core.environment.ServiceType;
import org.campanile.core.environment.ServiceTypes;
import org.campanile.core.secret.Secret;
import org.campanile.core.task.FailureException;
import org.eclipse.osgi.util.NLS;

/** What an environment can be exported as; each knows what it cannot hold. No format ever holds a password. Any thread. */
public enum ExportFormat {

    /** A template of Heat's own language. */
    HOT(Messages.heatTemplate, "yaml"),
    /** OASIS TOSCA, simple profile. */
    TOSCA(Messages.toscaProfile, "tosca.yaml"),
    /** What murano-api 0.2 takes (protocol document, sections 1.5 and 5). */
    DESCRIPTORS(Messages.muranoDescriptors, "json");

    private final String label;
    private final String extension;

    ExportFormat(String label, String extension) {
        this.label = label;
        this.extension = extension;
    }

    /** The words on screen. */
    public String label() {
        return label;
    }

    /** A name to start from for the file. */
    String fileName(Environment environment) {
        return environment.name().strip().replaceAll("[^\\p{L}\\p{N}._-]+", "-") + (this == HOT ? "-hot." : ".") + extension;
    }

    /** Why there is no text, if there is none: templates name servers and images, which a document with errors does not. */
    Optional<String> hindrance(Environment environment, ServiceTypes types) {
        return this == DESCRIPTORS ? Optional.empty() : TemplateObstacle.of(environment, types);
    }

    /** The text. */
    String text(Environment environment, ServiceTypes types, boolean balancers) throws FailureException {
        return switch (this) {
            case HOT -> new HotTemplate(types).write(environment, environment.network(), environment.keyPair(), null, balancers).text();
            case TOSCA -> new ToscaTemplate(types).write(environment);
            case DESCRIPTORS -> new Descriptors(types).text(environment, password -> Secret.of(""));
        };
    }

    /** What of this environment the format cannot hold, each a sentence. */
    List<String> limits(Environment environment, ServiceTypes types, boolean balancers) {
        List<String> all = new ArrayList<>();
        int passwords = EnvironmentSecrets.references(environment).size();
        if (passwords > 0) {
            all.add(switch (this) {
                case HOT -> NLS.bind(Messages.passwordsLeftOut, passwords);
                case TOSCA -> NLS.bind(Messages.passwordsAreInputs, passwords);
                case DESCRIPTORS -> NLS.bind(Messages.passwordsAreEmpty, passwords);
            });
        }
        if (this != DESCRIPTORS) {
            all.add(Messages.stepsLeftOut);
        }
        boolean farms = environment.services().stream().anyMatch(s -> types.find(s.type()).map(t -> !t.balancerPort().isEmpty()).orElse(false));
        if (farms && !(this == HOT && balancers)) {
            all.add(this == HOT ? Messages.loadBalancersNotChosen : Messages.loadBalancersLeftOut);
        }
        if (this != HOT) {
            if (environment.services().stream().anyMatch(s -> placed(environment, s))) {
                all.add(this == TOSCA ? Messages.placementOfOwnTypes : Messages.placementNotLookedAt);
            }
            all.add(this == TOSCA ? Messages.keyPairLeftOut : Messages.conductorHasNetwork);
        }
        if (this == DESCRIPTORS) {
            List<String> foreign = environment.services().stream().filter(s -> types.find(s.type()).map(ServiceType::ofPackage).orElse(true)).map(Service::name).toList();
            if (!foreign.isEmpty()) {
                all.add(NLS.bind(Messages.typesNotKnown, String.join(", ", foreign)));
            }
        }
        all.add(Messages.positionsLeftOut);
        return all;
    }

    private static boolean placed(Environment environment, Service service) {
        Placement p = Placement.of(environment, service);
        return !p.network().equals(environment.network()) || !p.floatingNetwork().isEmpty() || p.antiAffinity()
                || !p.volumes().isEmpty() || !p.securityGroups().isEmpty();
    }
}
